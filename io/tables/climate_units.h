#pragma once

#include <string>
#include <vector>

namespace minenpp::io {

/// The three quantities a station measures, in the program's own units.
enum class StationVariable : int {
  temperature = 0,    ///< monthly mean, degC
  precipitation = 1,  ///< monthly sum, mm
  radiation = 2,      ///< monthly sum of global radiation, MJ/m2
};
inline constexpr int station_variables = 3;

/// The unit of a column, and how it becomes the program's own.
class ClimateUnit {
 public:
  /// `name`: one of names(variable). Throws Error(usage) listing them.
  ClimateUnit(StationVariable variable, const std::string& name);

  /// `value` of a month in degC, mm/month or MJ/m2/month. NaN stays NaN. `year` and `month` give the days of
  /// the month (Gregorian rule) for rates.
  [[nodiscard]] double convert(double value, int year, int month) const;

  /// The unit's name, for messages.
  [[nodiscard]] const std::string& name() const { return name_; }

  /// temperature: degC, K, degF. precipitation: mm, cm, m, in (a month), mm/day.
  /// radiation: MJ/m2/month, MJ/m2/day, kWh/m2/month, kWh/m2/day, W/m2 (mean over day and night).
  [[nodiscard]] static std::vector<std::string> names(StationVariable variable);

 private:
  std::string name_;
  double factor_ = 1,
         offset_ = 0;  // converted = value * factor + offset, times the days of the month where per_day_
  bool per_day_ = false;
};

/// "temperature", "precipitation" or "radiation".
[[nodiscard]] std::string name_of(StationVariable variable);

/// Limits outside which a monthly value is taken for a wrong unit, in the program's own units.
struct PlausibleRange {
  double low = 0, high = 0;
  const char* unit = "";
};
[[nodiscard]] PlausibleRange plausible_range(StationVariable variable);

}  // namespace minenpp::io
