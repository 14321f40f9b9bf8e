#include "io/tables/climate_units.h"

#include <algorithm>

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
  int days_power;
  bool sunshine = false;
};

constexpr double kelvin_zero = 273.15;
constexpr double megajoules_per_kilowatt_hour = 3.6;
constexpr double seconds_per_day = 86400;

using enum StationVariable;

constexpr Row unit_table[] = {
    {temperature, "degC", 1, 0, 0},
    {temperature, "K", 1, -kelvin_zero, 0},
    {temperature, "degF", 5.0 / 9, -160.0 / 9, 0},
    {precipitation, "mm", 1, 0, 0},
    {precipitation, "cm", 10, 0, 0},
    {precipitation, "m", 1000, 0, 0},
    {precipitation, "in", 25.4, 0, 0},
    {precipitation, "mm/day", 1, 0, 1},
    {precipitation, "m/day", 1000, 0, 1},
    {precipitation, "mm/hour", 24, 0, 1},
    {precipitation, "kg/m2/s", seconds_per_day, 0, 1},
    {radiation, "MJ/m2/month", 1, 0, 0},
    {radiation, "MJ/m2/day", 1, 0, 1},
    {radiation, "kWh/m2/month", megajoules_per_kilowatt_hour, 0, 0},
    {radiation, "kWh/m2/day", megajoules_per_kilowatt_hour, 0, 1},
    {radiation, "J/m2/month", 1e-6, 0, 0},
    {radiation, "J/m2/day", 1e-6, 0, 1},
    {radiation, "W/m2", model::megajoule_per_watt_day, 0, 1},
    {radiation, "h/day", 1, 0, 0, true},
    {radiation, "h/month", 1, 0, -1, true},
};

}  // namespace

ClimateUnit::ClimateUnit(StationVariable variable, const std::string& name) : name_(name) {
  for (const Row& row : unit_table) {
    if (row.variable != variable || row.name != name) continue;
    factor_ = row.factor;
    offset_ = row.offset;
    days_power_ = row.days_power;
    sunshine_ = row.sunshine;
    return;
  }
  throw model::Error(model::Fault::usage, fmt::format("'{}' is no unit of {}; {} are known", name,
                                                      name_of(variable), fmt::join(names(variable), ", ")));
}

double ClimateUnit::convert(double value, int year, int month) const {
  const double converted = value * factor_ + offset_;
  if (days_power_ == 0) return converted;
  const int days = model::days_in_month(year, month);
  return days_power_ > 0 ? converted * days : converted / days;
}

double radiation_from_sunshine(double hours_a_day, double latitude_deg, int year, int month,
                               const model::AngstromCoefficients& coefficients) {
  const int day = model::mid_month_day(year, month);
  const double daily =
      model::angstrom_prescott(model::extraterrestrial_radiation(latitude_deg, day), hours_a_day,
                               model::daylight_hours(latitude_deg, day), coefficients);
  return model::monthly_from_daily(daily, year, month);
}

double longest_sunshine(double latitude_deg, int year, int month) {
  return std::min(24.0, model::daylight_hours(latitude_deg, model::mid_month_day(year, month)) + 1);
}

std::vector<std::string> ClimateUnit::names(StationVariable variable) {
  std::vector<std::string> names;
  for (const Row& row : unit_table)
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
