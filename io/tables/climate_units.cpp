#include "io/tables/climate_units.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/climate/calendar.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

struct Row {
  StationVariable variable;
  const char* name;
  double factor, offset;
  bool per_day;
};

constexpr double kelvin_zero = 273.15;
constexpr double megajoules_per_kilowatt_hour = 3.6;
constexpr double megajoules_per_watt_day = 0.0864;

constexpr Row table[] = {
    {StationVariable::temperature, "degC", 1, 0, false},
    {StationVariable::temperature, "K", 1, -kelvin_zero, false},
    {StationVariable::temperature, "degF", 5.0 / 9, -160.0 / 9, false},
    {StationVariable::precipitation, "mm", 1, 0, false},
    {StationVariable::precipitation, "cm", 10, 0, false},
    {StationVariable::precipitation, "m", 1000, 0, false},
    {StationVariable::precipitation, "in", 25.4, 0, false},
    {StationVariable::precipitation, "mm/day", 1, 0, true},
    {StationVariable::radiation, "MJ/m2/month", 1, 0, false},
    {StationVariable::radiation, "MJ/m2/day", 1, 0, true},
    {StationVariable::radiation, "kWh/m2/month", megajoules_per_kilowatt_hour, 0, false},
    {StationVariable::radiation, "kWh/m2/day", megajoules_per_kilowatt_hour, 0, true},
    {StationVariable::radiation, "W/m2", megajoules_per_watt_day, 0, true},
};

}  // namespace

ClimateUnit::ClimateUnit(StationVariable variable, const std::string& name) : name_(name) {
  for (const Row& row : table) {
    if (row.variable != variable || row.name != name) continue;
    factor_ = row.factor;
    offset_ = row.offset;
    per_day_ = row.per_day;
    return;
  }
  throw model::Error(model::Fault::usage, fmt::format("'{}' is no unit of {}; {} are known", name,
                                                      name_of(variable), fmt::join(names(variable), ", ")));
}

double ClimateUnit::convert(double value, int year, int month) const {
  const double monthly = value * factor_ + offset_;
  return per_day_ ? monthly * model::days_in_month(year, month) : monthly;
}

std::vector<std::string> ClimateUnit::names(StationVariable variable) {
  std::vector<std::string> names;
  for (const Row& row : table)
    if (row.variable == variable) names.emplace_back(row.name);
  return names;
}

std::string name_of(StationVariable variable) {
  switch (variable) {
    case StationVariable::temperature:
      return "temperature";
    case StationVariable::precipitation:
      return "precipitation";
    case StationVariable::radiation:
      return "radiation";
  }
  return {};
}

PlausibleRange plausible_range(StationVariable variable) {
  switch (variable) {
    case StationVariable::temperature:
      return {-90, 60, "degC"};
    case StationVariable::precipitation:
      return {0, 5000, "mm/month"};
    case StationVariable::radiation:
      return {0, 1500, "MJ/m2/month"};
  }
  return {};
}

}  // namespace minenpp::io
