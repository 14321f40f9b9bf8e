#include "model/stats/biomass.h"

#include <string>

#include "model/error.h"

namespace minenpp::model {

namespace {

void check(bool in_range, const char* what, double found, const char* expected) {
  if (!in_range)
    throw Error(Fault::input, std::string(what) + " of " + std::to_string(found) + ", expected " + expected);
}

// Written as "not below": NaN passes and makes the result NaN.
void check_not_negative(const char* what, double value) {
  check(!(value < 0), what, value, "0 or more");
}

void check_fraction(double fraction) {
  check(!(fraction < 0 || fraction > 1), "a carbon fraction", fraction, "0 to 1");
}

}  // namespace

double herb_npp(double above_ground, double root_shoot, double carbon_fraction) {
  check_not_negative("a biomass", above_ground);
  check_not_negative("a root to shoot ratio", root_shoot);
  check_fraction(carbon_fraction);
  return above_ground * (1 + root_shoot) * carbon_fraction;
}

double tree_npp(double earlier, double later, double years, double litter, double carbon_fraction) {
  check_not_negative("a biomass", earlier);
  check_not_negative("a biomass", later);
  check_not_negative("a litter fall", litter);
  check(!(years <= 0), "a time between inventories", years, "more than 0 years");
  check_fraction(carbon_fraction);
  return (later - earlier) * carbon_fraction / years + litter;
}

double monthly_npp(double npp, double months) {
  check(!(months <= 0), "a growth period", months, "more than 0 months");
  return npp / months;
}

}  // namespace minenpp::model
