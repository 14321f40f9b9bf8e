#include "model/geostat/cross_validation.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "model/error.h"
#include "model/geostat/kriging_system.h"
#include "model/geostat/merged_stations.h"
#include "model/geostat/neighbour_systems.h"

namespace minenpp::model {

namespace {

/// Below this many stations leaving each out in turn is quick; above, one factorisation serves all.
constexpr int one_by_one_limit = 64;

struct Data {
  std::vector<Position> places;
  std::vector<std::vector<double>> columns;
  std::optional<Drift> drift;
  MergedRange range;
};

void check_columns(std::size_t stations, std::span<const std::vector<double>> columns) {
  for (const auto& column : columns) {
    if (column.size() != stations)
      throw Error(Fault::input, "cross-validation: found " + std::to_string(column.size()) +
                                    " values, expected one for each of " + std::to_string(stations) +
                                    " stations");
    for (std::size_t i = 0; i < column.size(); ++i)
      if (!std::isfinite(column[i]))
        throw Error(Fault::input, "cross-validation: the value of station " + std::to_string(i + 1) +
                                      " is missing; expected a number");
  }
}

void add(CrossValidation& result, double error, double variance) {
  result.error.push_back(error);
  result.variance.push_back(variance);
}

void leave_one_by_one(const Data& data, const Variogram& variogram, const Neighbourhood& neighbourhood,
                      std::vector<CrossValidation>& results) {
  Neighbourhood::Scratch scratch;
  std::vector<int> chosen;
  std::vector<double> near;
  for (int place = data.range.first; place < data.range.last; ++place) {
    const auto i = static_cast<std::size_t>(place);
    neighbourhood.select(data.places[i], place, scratch, chosen);
    if (chosen.empty()) {
      for (auto& result : results) add(result, no_data, no_data);
      continue;
    }
    const auto system = subset_system(chosen, data.places, variogram, data.drift);
    const double drift = data.drift ? data.drift->values[i] : no_data;
    const auto found = system.weights(data.places[i], drift);
    const std::span<const double> weights(found.weights.data(), chosen.size());
    for (std::size_t c = 0; c < results.size(); ++c) {
      const auto& column = data.columns[c];
      near.clear();
      for (const int k : chosen) near.push_back(column[static_cast<std::size_t>(k)]);
      add(results[c], system.estimate_from(weights, near, drift) - column[i], found.variance);
    }
  }
}

void leave_in_one_step(const KrigingSystem& system, const Data& data, std::vector<CrossValidation>& results) {
  for (std::size_t c = 0; c < results.size(); ++c) {
    const auto all = system.leave_each_out(data.columns[c]);
    for (int i = data.range.first; i < data.range.last; ++i)
      add(results[c], all[static_cast<std::size_t>(i)].error, all[static_cast<std::size_t>(i)].variance);
  }
}

}  // namespace

void summarise(CrossValidation& result) {
  double sum = 0, squares = 0, ratios = 0;
  int count = 0;
  for (std::size_t i = 0; i < result.error.size(); ++i) {
    const double e = result.error[i], v = result.variance[i];
    if (std::isnan(e)) continue;
    ++count;
    sum += e;
    squares += e * e;
    ratios += v > 0 ? e * e / v : no_data;
  }
  result.mean_error = count > 0 ? sum / count : no_data;
  result.rmse = count > 0 ? std::sqrt(squares / count) : no_data;
  result.msdr = count > 0 ? ratios / count : no_data;
}

std::vector<CrossValidation> cross_validate_columns(std::span<const Position> stations,
                                                    std::span<const std::vector<double>> columns,
                                                    const Variogram& variogram,
                                                    const NeighbourhoodOptions& options, Geometry geometry,
                                                    const std::optional<Drift>& drift,
                                                    const MergedRange& range) {
  check_columns(stations.size(), columns);
  const MergedStations merged(stations);
  Data data{merged.positions(), {}, drift, range};
  for (const auto& column : columns) data.columns.push_back(merged.average(column));
  if (drift) data.drift->values = merged.average(drift->values);
  std::vector<CrossValidation> results(columns.size());
  const int places = static_cast<int>(data.places.size());
  if (places < 2) return results;
  data.range = {std::clamp(range.first, 0, places), std::clamp(range.last, 0, places)};
  for (auto& result : results)
    for (int i = data.range.first; i < data.range.last; ++i)
      result.station.push_back(merged.members()[static_cast<std::size_t>(i)].front());

  const Neighbourhood neighbourhood(data.places, options, geometry);
  std::optional<KrigingSystem> all;
  if (neighbourhood.global() && places > one_by_one_limit) all.emplace(data.places, variogram, data.drift);
  if (all && all->form() == KrigingForm::variogram)
    leave_in_one_step(*all, data, results);
  else
    leave_one_by_one(data, variogram, neighbourhood, results);
  for (auto& result : results) summarise(result);
  return results;
}

CrossValidation cross_validate(std::span<const Position> stations, std::span<const double> values,
                               const Variogram& variogram, const NeighbourhoodOptions& options,
                               Geometry geometry, const std::optional<Drift>& drift) {
  const std::vector<std::vector<double>> column{{values.begin(), values.end()}};
  return cross_validate_columns(stations, column, variogram, options, geometry, drift).front();
}

}  // namespace minenpp::model
