#include "survey/weather/weather_surfaces.h"

#include <algorithm>
#include <limits>

#include "model/geostat/merged_stations.h"
#include "model/geostat/station_sets.h"

namespace minenpp::survey {

using model::KrigedField;
using model::MonthMask;

namespace {

constexpr MonthMask every_month() {
  MonthMask months{};
  months.fill(true);
  return months;
}

double lowest_value(WeatherVariable variable) {
  return variable == WeatherVariable::temperature ? -std::numeric_limits<double>::infinity() : 0.0;
}

}  // namespace

WeatherSurfaces::WeatherSurfaces(const StationYear& stations, const model::VariogramFitOptions& fit,
                                 const MonthMask& radiation_months, KernelCache& cache)
    : cache_(&cache) {
  add_variable(stations, WeatherVariable::temperature, fit, every_month());
  add_variable(stations, WeatherVariable::precipitation, fit, every_month());
  add_variable(stations, WeatherVariable::radiation, fit, radiation_months);
}

void WeatherSurfaces::add_variable(const StationYear& stations, WeatherVariable variable,
                                   const model::VariogramFitOptions& fit, const MonthMask& months) {
  std::vector<std::vector<double>> columns;
  std::vector<int> month_of_column;
  for (int month = 1; month <= 12; ++month) {
    if (!months[static_cast<std::size_t>(month - 1)] || !stations.has(variable, month)) continue;
    columns.push_back(stations.of(variable, month));
    month_of_column.push_back(month);
  }
  auto& variogram = variograms_[static_cast<std::size_t>(variable)];
  if (columns.empty()) return;
  // Stations that share a place would put pairs at no distance into the variogram.
  const model::MergedStations merged(stations.positions);
  std::vector<std::vector<double>> averaged;
  for (const auto& column : columns) averaged.push_back(merged.average(column));
  variogram = model::choose_variogram(merged.positions(), averaged, fit);

  for (const auto& set : model::station_sets(columns)) {
    const auto positions = model::of_set(set, stations.positions);
    std::vector<std::vector<double>> values;
    for (const int column : set.columns)
      values.push_back(model::of_set(set, columns[static_cast<std::size_t>(column)]));
    // Without a fit, the range is the largest distance in the set itself (science, section 5).
    const auto used = variogram.fitted ? variogram.variogram : model::default_variogram(positions, values);
    const auto index = cache_->kernel_for(positions, used);
    auto& part = part_for(index);
    for (std::size_t i = 0; i < values.size(); ++i) {
      part.fields.push_back(cache_->kernel(index).field(values[i], lowest_value(variable)));
      part.targets.push_back({variable, month_of_column[static_cast<std::size_t>(set.columns[i])]});
    }
  }
}

WeatherSurfaces::Part& WeatherSurfaces::part_for(std::size_t kernel) {
  const auto found = std::ranges::find(parts_, kernel, &Part::kernel);
  if (found != parts_.end()) return *found;
  parts_.push_back({kernel, {}, {}});
  return parts_.back();
}

void WeatherSurfaces::evaluate(const model::BatchPositions& at, WeatherBatch& weather,
                               Workspace& workspace) const {
  for (auto& months : weather.of_variable) months = model::missing_months();
  workspace.of_part.resize(parts_.size());
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    const auto& part = parts_[p];
    workspace.estimates.resize(part.fields.size());
    cache_->kernel(part.kernel).evaluate(at, part.fields, workspace.estimates, workspace.of_part[p]);
    for (std::size_t f = 0; f < part.targets.size(); ++f) {
      const auto& target = part.targets[f];
      weather.of_variable[static_cast<std::size_t>(target.variable)]
                         [static_cast<std::size_t>(target.month - 1)] = workspace.estimates[f];
    }
  }
}

}  // namespace minenpp::survey
