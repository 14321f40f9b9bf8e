#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/climate/radiation.h"

namespace minenpp::io {

/// The three quantities a station measures, in the program's own units.
enum class StationVariable : int {
  temperature = 0,    ///< monthly mean, degC
  precipitation = 1,  ///< monthly sum, mm
  radiation = 2,      ///< monthly sum of global radiation, MJ/m2
};
inline constexpr int station_variables = 3;
inline constexpr std::array all_station_variables{StationVariable::temperature,
                                                  StationVariable::precipitation, StationVariable::radiation};

/// The unit of a column, and how it becomes the program's own.
class ClimateUnit {
 public:
  /// `name`: one of names(variable). Throws Error(usage) listing them.
  ClimateUnit(StationVariable variable, const std::string& name);

  /// `value` of a month in degC, mm/month or MJ/m2/month; of a unit of sunshine in hours a day, from which
  /// radiation_from_sunshine() makes radiation. NaN stays NaN. `year` and `month` give the days of the month
  /// (Gregorian rule) for rates.
  [[nodiscard]] double convert(double value, int year, int month) const;

  /// Is it sunshine, which needs a latitude to become radiation?
  [[nodiscard]] bool is_sunshine() const { return sunshine_; }

  /// The unit's name, for messages.
  [[nodiscard]] const std::string& name() const { return name_; }

  /// temperature: degC, K, degF. precipitation: mm, cm, m, in (a month's sum), mm/day, m/day, mm/hour,
  /// kg/m2/s (a month's mean). radiation: MJ/m2/month, MJ/m2/day, kWh/m2/month, kWh/m2/day, J/m2/month,
  /// J/m2/day, W/m2 (mean over day and night), and sunshine: h/day (a day's mean), h/month (a month's sum).
  [[nodiscard]] static std::vector<std::string> names(StationVariable variable);

 private:
  std::string name_;
  double factor_ = 1, offset_ = 0;  // converted = value * factor + offset,
  int days_power_ = 0;              // times the days of the month to this power
  bool sunshine_ = false;
};

/// Monthly global radiation, MJ/m2, from the mean sunshine duration of the month, hours a day:
/// Angstrom-Prescott (FAO-56 Eq. 35) on the 15th, times the days of the month. `latitude_deg` -90..90. NaN
/// gives NaN.
[[nodiscard]] double radiation_from_sunshine(double hours_a_day, double latitude_deg, int year, int month,
                                             const model::AngstromCoefficients& coefficients);

/// Longest mean sunshine, hours a day, that a month at this latitude can have, with an hour's allowance for
/// refraction and for the day that stands for the month.
[[nodiscard]] double longest_sunshine(double latitude_deg, int year, int month);

/// "temperature", "precipitation" or "radiation".
[[nodiscard]] std::string name_of(StationVariable variable);

/// Limits outside which a monthly value is taken for a wrong unit, in the program's own units.
struct PlausibleRange {
  double low = 0, high = 0;
  const char* unit = "";
};
[[nodiscard]] PlausibleRange plausible_range(StationVariable variable);

}  // namespace minenpp::io
