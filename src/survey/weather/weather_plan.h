#pragma once

#include <array>
#include <vector>

#include "model/climate/batch_map.h"
#include "model/geostat/cross_validation.h"
#include "model/geostat/directional_variogram.h"
#include "model/geostat/trend_surface.h"
#include "model/geostat/variogram_fit.h"
#include "survey/weather/station_year.h"
#include "survey/weather/weather_rules.h"

namespace minenpp::survey {

/// How one variable of one month is kriged.
struct FieldPlan {
  bool there = false;          ///< does any station have a value, and is the month wanted?
  model::Variogram variogram;  ///< in the squared unit of the variable
  /// How much more the month varies than the variogram says, which months may share: times it, semivariances
  /// are the month's.
  double variance_ratio = 1;
  bool global = false;                   ///< do all stations serve every pixel?
  model::TrendSurface trend{0, {}, {}};  ///< taken out before kriging, with rules.detrend

  /// Of the month, squared unit of the variable.
  [[nodiscard]] double sill() const { return variance_ratio * variogram.sill(); }
  /// The variogram with the month's own sill.
  [[nodiscard]] model::Variogram of_month() const {
    return {variogram.model(), variance_ratio * variogram.nugget(), variance_ratio * variogram.partial_sill(),
            variogram.range_m(), variogram.kappa()};
  }

  friend bool operator==(const FieldPlan&, const FieldPlan&) = default;
};

/// A year's weather, by variable and month.
struct WeatherPlan {
  std::array<std::array<FieldPlan, 12>, 3> fields;
  double low_m = 0, high_m = 1;  ///< elevations between which variables that drift are kriged on the lattice

  [[nodiscard]] const FieldPlan& of(WeatherVariable variable, int month) const {
    return fields[static_cast<std::size_t>(variable)][static_cast<std::size_t>(month - 1)];
  }
};

/// What cross-validation says of one variable in one month.
struct MonthValidation {
  double mean_error = model::no_data, rmse = model::no_data, msdr = model::no_data;
  std::int64_t stations = 0;
};

/// A value that the other stations contradict.
struct StationFlag {
  int station = 0;  ///< index
  WeatherVariable variable{};
  int month = 0;
  double value = 0;     ///< as recorded
  double estimate = 0;  ///< from the others
  double standard_errors =
      0;  ///< |estimate - value| in standard errors; infinity where the others do not vary
};

/// How the variogram of a field came about.
struct FieldVariogram {
  model::FittedVariogram found;  ///< fitted, default, or given; the points it was fitted to
  bool fixed = false;            ///< given in the survey
  double variance = 0;           ///< of the average month, which `found` is of
  double variance_ratio = 1;     ///< that of the month at hand over it: times it, `found` is of the month
};

/// How a variable of one month came to follow the elevation.
enum class DriftUse {
  none,       ///< it does not, or with the standard lapse rate as asked for
  estimated,  ///< with a slope estimated from the stations
  lapse,      ///< with the standard lapse rate, the stations being too few or too level for a slope
  without,    ///< not at all, for that reason
};

/// What planning found out: what the archive and the log tell of it.
struct PlanFindings {
  std::array<std::array<FieldVariogram, 12>, 3> variograms;
  std::array<std::array<model::Variogram, 12>, 3> used;  ///< the plan's
  std::array<std::array<MonthValidation, 12>, 3> validation;
  /// Empirical variograms by direction over all months, by variable, to look at anisotropy.
  std::array<std::vector<model::DirectionalVariogram>, 3> directional;
  std::vector<StationFlag> flags;
  std::array<std::array<DriftUse, 12>, 3> drift{};
  std::array<std::array<model::TrendSupport, 12>, 3> trend{};  ///< with rules.detrend
};

/// Chooses a variogram for every variable and month that any station has a value of (with rules.pooled a
/// fitted one has one shape for all months of a variable and year, made of columns that vary as the average
/// month does, and every month its own sill; months of radiation outside `radiation_months` are left out),
/// cross-validates it, and flags values farther than rules.flag_limit standard errors from the estimate of
/// the other stations. With rules.leave_out_flagged these become missing in `stations`, and the variograms
/// are chosen again without them; once, so that a good station beside a bad one is not dragged along. Throws
/// Error(input) where an external drift is asked for that the stations cannot carry.
struct PlannedWeather {
  WeatherPlan plan;
  PlanFindings findings;
};
[[nodiscard]] PlannedWeather plan_weather(StationYear& stations, const WeatherRules& rules,
                                          const model::MonthMask& radiation_months);

/// The drift of a variable over some of the stations.
[[nodiscard]] std::optional<model::Drift> drift_of(const StationYear& stations, const WeatherRules& rules,
                                                   WeatherVariable variable, const std::vector<int>& some);

}  // namespace minenpp::survey
