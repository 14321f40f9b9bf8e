#include "model/climate/radiation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "model/climate/batch_map.h"
#include "model/climate/calendar.h"

namespace minenpp::model {

namespace {

using std::numbers::pi;

constexpr double solar_constant = 0.0820;  // MJ/(m2 min), FAO-56

double radians(double degrees) {
  return degrees * pi / 180;
}

double year_angle(int day) {
  return 2 * pi * day / 365;
}

/// FAO-56 Eq. 24.
double solar_declination(int day) {
  return 0.409 * std::sin(year_angle(day) - 1.39);
}

/// FAO-56 Eq. 25; the clamp covers polar night and midnight sun.
double sunset_hour_angle(double latitude, double declination) {
  const double cosine = -std::tan(latitude) * std::tan(declination);
  if (std::isnan(cosine)) return cosine;
  return std::acos(std::clamp(cosine, -1.0, 1.0));
}

}  // namespace

double extraterrestrial_radiation(double latitude_deg, int day) {
  const double latitude = radians(latitude_deg);
  const double declination = solar_declination(day);
  const double sunset = sunset_hour_angle(latitude, declination);
  const double inverse_distance = 1 + 0.033 * std::cos(year_angle(day));  // FAO-56 Eq. 23
  return 24 * 60 / pi * solar_constant * inverse_distance *
         (sunset * std::sin(latitude) * std::sin(declination) +
          std::cos(latitude) * std::cos(declination) * std::sin(sunset));
}

double daylight_hours(double latitude_deg, int day) {
  return 24 / pi * sunset_hour_angle(radians(latitude_deg), solar_declination(day));
}

Batch daylight_hours(const Batch& latitude_deg, int day) {
  return map_batch([day](double latitude) { return daylight_hours(latitude, day); }, latitude_deg);
}

double angstrom_prescott(double extraterrestrial, double sunshine_hours, double daylight,
                         const AngstromCoefficients& coefficients) {
  if (std::isnan(extraterrestrial) || std::isnan(sunshine_hours) || std::isnan(daylight)) return no_data;
  if (daylight <= 0) return 0;
  return (coefficients.overcast + coefficients.sunshine * sunshine_hours / daylight) * extraterrestrial;
}

double monthly_from_watts(double watts_m2, int year, int month) {
  return monthly_from_daily(watts_m2 * megajoule_per_watt_day, year, month);
}

double monthly_from_daily(double megajoules_m2_day, int year, int month) {
  return megajoules_m2_day * days_in_month(year, month);
}

double water_equivalent_mm(double megajoules_m2) {
  return megajoules_m2 / latent_heat_MJ_kg;
}

}  // namespace minenpp::model
