#include "survey/weather/weather_plan.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/error.h"
#include "model/geostat/merged_stations.h"
#include "model/geostat/station_sample.h"
#include "survey/run/stop_request.h"
#include "survey/weather/station_flags.h"
#include "survey/weather/weather_trend.h"
#include "survey/weather/weather_variable.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

/// Sample variance of a column; 0 where it does not vary but by rounding.
double variance_of(const std::vector<double>& column) {
  constexpr double rounding = 1e-20;  // of the square of the largest value
  double largest = 0;
  for (const double value : column)
    if (std::abs(value) > largest) largest = std::abs(value);
  const double variance = model::pooled_variance(std::span(&column, 1));
  return variance > rounding * largest * largest ? variance : 0;
}

/// Gives columns the variance of the average one, which is returned, and leaves out those that do not vary:
/// wet months would else outweigh dry ones, and none would have the semivariances that come out. Where
/// nothing varies all stay as they are, and 0 is returned.
double vary_alike(std::vector<std::vector<double>>& columns) {
  double average = 0;
  std::vector<std::vector<double>> varying;
  for (const auto& column : columns)
    if (const double variance = variance_of(column); variance > 0) {
      average += variance;
      varying.push_back(column);
    }
  if (varying.empty()) return 0;
  average /= static_cast<double>(varying.size());
  for (auto& column : varying) {
    const double own = variance_of(column), factor = own == average ? 1 : std::sqrt(average / own);
    for (double& value : column) value *= factor;
  }
  columns = std::move(varying);
  return average;
}

/// Plans one variable of a year.
class VariablePlanner {
 public:
  VariablePlanner(const StationYear& stations, const WeatherRules& rules, WeatherVariable variable,
                  const model::MonthMask& months)
      : stations_(stations), rules_(rules), variable_(variable), merged_(stations.positions) {
    for (int month = 1; month <= 12; ++month) {
      if (!months[index_of_month(month)] || !stations.has(variable, month)) continue;
      months_.push_back(month);
      columns_.push_back(merged_.average(without_drift(month)));
    }
  }

  void plan(PlannedWeather& out) {
    if (months_.empty()) return;
    const auto v = static_cast<std::size_t>(variable_);
    if (rules_.pooled) {
      const auto found = choose(columns_);
      for (std::size_t i = 0; i < months_.size(); ++i) {
        auto& of_month = out.findings.variograms[v][index_of_month(months_[i])] = found;
        if (found.variance > 0) of_month.variance_ratio = variance_of(columns_[i]) / found.variance;
      }
    } else {
      for (std::size_t i = 0; i < months_.size(); ++i)
        out.findings.variograms[v][index_of_month(months_[i])] = choose({columns_[i]});
    }
    out.findings.directional[v] = directional();
    for (const int month : months_) {
      auto& field = out.plan.fields[v][index_of_month(month)];
      field.there = true;
      plan_month(month, out.findings.variograms[v][index_of_month(month)], field);
      out.findings.used[v][index_of_month(month)] = field.of_month();
      out.findings.drift[v][index_of_month(month)] = drift_use(month);
    }
  }

 private:
  /// The elevation of the stations with a value in the month, those of one place merged as kriging merges
  /// them, and these values; nothing where the variable does not follow it.
  struct MonthDrift {
    model::Drift drift;
    std::vector<double> values;
  };
  [[nodiscard]] std::optional<MonthDrift> month_drift(int month) const {
    const auto some = stations_.with_value(variable_, month);
    auto drift = drift_of(stations_, rules_, variable_, some);
    // Stations without elevation are refused later, by name.
    if (!drift || std::ranges::any_of(drift->values, [](double e) { return std::isnan(e); }))
      return std::nullopt;
    const model::MergedStations merged(survey::chosen(stations_.positions, some));
    drift->values = merged.average(drift->values);
    return MonthDrift{std::move(*drift),
                      merged.average(survey::chosen(stations_.of(variable_, month), some))};
  }

  /// What is kriged of a month: its values, less what of them follows the elevation.
  [[nodiscard]] std::vector<double> without_drift(int month) const {
    auto values = stations_.of(variable_, month);
    const auto found = month_drift(month);
    if (!found) return values;
    const double slope = model::drift_slope(found->values, found->drift);
    for (const int station : stations_.with_value(variable_, month)) {
      const auto at = static_cast<std::size_t>(station);
      values[at] -= slope * stations_.elevation_m[at];
    }
    return values;
  }

  [[nodiscard]] DriftUse drift_use(int month) const {
    const auto kind = rules_.drift_of(variable_);
    const auto found = month_drift(month);
    if (kind == DriftKind::lapse || !found) return DriftUse::none;
    if (model::slope_can_be_estimated(found->drift.values, found->drift)) return DriftUse::estimated;
    return found->drift.fallback_slope != 0 ? DriftUse::lapse : DriftUse::without;
  }

  /// The default variogram of a month, of stations merged as kriging merges them. Where a slope is estimated,
  /// the stations have one value less to vary by.
  [[nodiscard]] model::Variogram default_of(int month, const std::vector<int>& some) const {
    const model::MergedStations merged(survey::chosen(stations_.positions, some));
    const auto found = model::default_variogram(
        merged.positions(),
        std::vector<std::vector<double>>{merged.average(survey::chosen(without_drift(month), some))});
    const auto drift = month_drift(month);
    if (!drift || !model::slope_can_be_estimated(drift->drift.values, drift->drift)) return found;
    const auto n = static_cast<double>(drift->values.size());
    return {found.model(), found.nugget(), found.partial_sill() * (n - 1) / (n - 2), found.range_m(),
            found.kappa()};
  }

  [[nodiscard]] std::vector<model::DirectionalVariogram> directional() const {
    auto columns = columns_;
    (void)vary_alike(columns);
    const auto sample =
        model::sample_of(merged_.positions(), columns, static_cast<std::size_t>(rules_.fit.most_stations));
    return model::directional_variogram(sample.stations, sample.columns,
                                        model::default_lags(sample.stations, stations_.geometry), {},
                                        stations_.geometry);
  }

  [[nodiscard]] FieldVariogram choose(std::vector<std::vector<double>> columns) const {
    throw_if_stop_requested();
    FieldVariogram chosen;
    chosen.variance = vary_alike(columns);
    chosen.found = model::choose_variogram(merged_.positions(), columns, rules_.fit, stations_.geometry);
    if (const auto& fixed = rules_.fixed[static_cast<std::size_t>(variable_)]) {
      chosen.found.variogram = *fixed;
      chosen.found.fitted = false;
      chosen.found.sse = model::no_data;
      chosen.found.reason = "given in the survey";
      chosen.fixed = true;
    }
    return chosen;
  }

  void plan_month(int month, const FieldVariogram& chosen, FieldPlan& field) const {
    const auto some = stations_.with_value(variable_, month);
    const auto positions = survey::chosen(stations_.positions, some);
    field.global = model::Neighbourhood(model::MergedStations(positions).positions(), rules_.neighbourhood,
                                        stations_.geometry)
                       .global();
    // Without a fit, the range is the largest distance in the set itself (science, section 5), and the sill
    // the variance of what is kriged of the month.
    const bool is_default = !chosen.fixed && !chosen.found.fitted;
    field.variogram = is_default ? default_of(month, some) : chosen.found.variogram;
    if (chosen.found.fitted) field.variance_ratio = chosen.variance_ratio;
    if (rules_.drift_of(variable_) == DriftKind::none) return;
    require_elevations(some);
    if (rules_.drift_of(variable_) == DriftKind::elevation_only) require_drift(month);
  }

  void require_elevations(const std::vector<int>& some) const {
    for (const int station : some)
      if (std::isnan(stations_.elevation_m[static_cast<std::size_t>(station)]))
        throw Error(Fault::input,
                    fmt::format("station '{}' has no elevation (stations.column-elevation), which "
                                "weather.{}-drift needs",
                                stations_.ids[static_cast<std::size_t>(station)], io::name_of(variable_)));
  }

  void require_drift(int month) const {
    const auto drift = month_drift(month)->drift;
    if (model::slope_can_be_estimated(drift.values, drift)) return;
    const auto [low, high] = std::ranges::minmax(drift.values);
    throw Error(
        Fault::input,
        fmt::format("weather.{}-drift = elevation: the {} station(s) of {}-{:02} lie between {:.0f} and "
                    "{:.0f} m; a slope needs at least {} stations and more than {:.0f} m between the "
                    "lowest and the highest. Use auto, lapse or none",
                    io::name_of(variable_), drift.values.size(), stations_.year, month, low, high,
                    drift.required_stations, drift.required_range));
  }

  const StationYear& stations_;
  const WeatherRules& rules_;
  WeatherVariable variable_;
  model::MergedStations merged_;
  std::vector<int> months_;
  /// What is kriged of each of these months, stations of one place averaged: such pairs would lie at no
  /// distance in the variogram.
  std::vector<std::vector<double>> columns_;
};

/// The stations' elevations and half their range beyond: most pixels then lie between.
void set_elevations(const StationYear& stations, WeatherPlan& plan) {
  double low = model::no_data, high = model::no_data;
  for (const double elevation : stations.elevation_m) {
    if (std::isnan(elevation)) continue;
    low = elevation > low ? low : elevation;
    high = elevation < high ? high : elevation;
  }
  if (std::isnan(low)) return;
  const double beyond = std::max(50.0, (high - low) / 2);
  plan.low_m = low - beyond;
  plan.high_m = high + beyond;
}

/// Plans, and cross-validates the plan.
PlannedWeather plan_once(StationYear stations, const WeatherRules& rules,
                         const model::MonthMask& radiation_months) {
  PlannedWeather planned;
  if (rules.detrend) detrend(stations, rules.anisotropy, planned);
  model::MonthMask every{};
  every.fill(true);
  for (const auto variable : weather_variables)
    VariablePlanner(stations, rules, variable,
                    variable == WeatherVariable::radiation ? radiation_months : every)
        .plan(planned);
  set_elevations(stations, planned.plan);
  cross_validate(stations, rules, planned);
  return planned;
}

/// Flags tell the recorded value, not what was left of it without the trend.
void restore_values(const StationYear& stations, std::vector<StationFlag>& flags) {
  for (auto& flag : flags) {
    const double recorded = stations.of(flag.variable, flag.month)[static_cast<std::size_t>(flag.station)];
    flag.estimate += recorded - flag.value;
    flag.value = recorded;
  }
}

}  // namespace

std::optional<model::Drift> drift_of(const StationYear& stations, const WeatherRules& rules,
                                     WeatherVariable variable, const std::vector<int>& some) {
  const auto kind = rules.drift_of(variable);
  if (kind == DriftKind::none) return std::nullopt;
  auto elevation = chosen(stations.elevation_m, some);
  if (kind == DriftKind::lapse) return model::lapse_drift(std::move(elevation));
  auto drift = model::elevation_drift(std::move(elevation));
  // Only temperature has a standard slope to fall back on.
  if (variable != WeatherVariable::temperature) drift.fallback_slope = 0;
  return drift;
}

PlannedWeather plan_weather(StationYear& stations, const WeatherRules& rules,
                            const model::MonthMask& radiation_months) {
  auto planned = plan_once(stations, rules, radiation_months);
  restore_values(stations, planned.findings.flags);
  if (!rules.leave_out_flagged || planned.findings.flags.empty()) return planned;
  const auto flags = planned.findings.flags;
  for (const auto& flag : flags)
    stations.of(flag.variable, flag.month)[static_cast<std::size_t>(flag.station)] = model::no_data;
  planned = plan_once(stations, rules, radiation_months);
  planned.findings.flags = flags;
  return planned;
}

}  // namespace minenpp::survey
