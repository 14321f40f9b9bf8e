#include "survey/weather/station_flags.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "model/geostat/merged_stations.h"
#include "model/geostat/outliers.h"
#include "survey/weather/weather_variable.h"

namespace minenpp::survey {

namespace {

/// Months of one variable that share their stations and the shape of their variogram.
struct Group {
  std::vector<int> stations;
  model::Variogram shape;
  bool global = false;
  std::vector<int> months;
};

std::vector<Group> groups_of(const StationYear& stations, WeatherVariable variable, const WeatherPlan& plan) {
  std::vector<Group> groups;
  for (int month = 1; month <= 12; ++month) {
    const auto& field = plan.of(variable, month);
    if (!field.there) continue;
    auto some = stations.with_value(variable, month);
    const auto shape = field.variogram.shape();
    const auto found = std::ranges::find_if(groups, [&](const Group& group) {
      return group.shape == shape && group.global == field.global && group.stations == some;
    });
    if (found != groups.end())
      found->months.push_back(month);
    else
      groups.push_back({std::move(some), shape, field.global, {month}});
  }
  return groups;
}

/// Cross-validates the variables of one year.
class Validator {
 public:
  Validator(const StationYear& stations, const WeatherRules& rules, PlannedWeather& planned)
      : stations_(stations), rules_(rules), planned_(planned) {}

  void validate(WeatherVariable variable) {
    for (const auto& group : groups_of(stations_, variable, planned_.plan)) validate(variable, group);
  }

 private:
  void validate(WeatherVariable variable, const Group& group) {
    auto neighbourhood = rules_.neighbourhood;
    if (group.global) neighbourhood.kind = model::NeighbourhoodKind::global;
    const auto positions = chosen(stations_.positions, group.stations);
    const auto drift = drift_of(stations_, rules_, variable, group.stations);
    std::vector<std::vector<double>> columns;
    for (const int month : group.months)
      columns.push_back(chosen(stations_.of(variable, month), group.stations));
    auto found = model::cross_validate_columns(positions, columns, group.shape, neighbourhood,
                                               stations_.geometry, drift);
    const model::MergedStations merged(positions);
    for (std::size_t i = 0; i < group.months.size(); ++i) {
      const int month = group.months[i];
      // Weights depend on the shape alone; variances are those of the shape times the month's own sill.
      const auto variogram = planned_.plan.of(variable, month).of_month();
      for (auto& variance : found[i].variance) variance *= variogram.sill();
      model::summarise(found[i]);
      record(variable, month, columns[i].size(), found[i]);
      const auto& origin = planned_.findings.variograms[index_of(variable)][index_of_month(month)];
      const bool goes_with_variance = origin.found.fitted && rules_.pooled;
      const model::OutlierRule rule{origin.found.fitted || origin.fixed, rules_.flag_limit,
                                    goes_with_variance};
      for (const auto& outlier : model::find_outliers(merged, columns[i], found[i], variogram, rule,
                                                      neighbourhood, stations_.geometry, drift))
        flag(variable, group, month, columns[i], outlier);
    }
  }

  void record(WeatherVariable variable, int month, std::size_t stations,
              const model::CrossValidation& found) {
    auto& validation = planned_.findings.validation[index_of(variable)][index_of_month(month)];
    validation.stations = static_cast<std::int64_t>(stations);
    validation.mean_error = found.mean_error;
    validation.rmse = found.rmse;
    validation.msdr = found.msdr;
  }

  void flag(WeatherVariable variable, const Group& group, int month, const std::vector<double>& values,
            const model::Outlier& outlier) {
    const auto own = static_cast<std::size_t>(outlier.station);
    planned_.findings.flags.push_back({group.stations[own], variable, month, values[own],
                                       values[own] + outlier.error, std::abs(outlier.z)});
  }

  const StationYear& stations_;
  const WeatherRules& rules_;
  PlannedWeather& planned_;
};

}  // namespace

void cross_validate(const StationYear& stations, const WeatherRules& rules, PlannedWeather& planned) {
  Validator validator(stations, rules, planned);
  for (const auto variable : weather_variables) validator.validate(variable);
  std::ranges::sort(planned.findings.flags, [](const StationFlag& a, const StationFlag& b) {
    return std::tuple(a.station, a.variable, a.month) < std::tuple(b.station, b.variable, b.month);
  });
}

}  // namespace minenpp::survey
