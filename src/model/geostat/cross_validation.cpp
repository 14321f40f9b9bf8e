#include "model/geostat/cross_validation.h"

#include <cmath>

#include "model/geostat/kriging_system.h"
#include "model/geostat/merged_stations.h"
#include "model/geostat/neighbour_systems.h"

namespace minenpp::model {

namespace {

/// Below this many stations leaving each out in turn is quick; above, one factorisation serves all.
constexpr int one_by_one_limit = 64;

struct Data {
  std::vector<Position> places;
  std::vector<double> values;
  std::optional<Drift> drift;
};

void leave_one_by_one(const Data& data, const Variogram& variogram, const Neighbourhood& neighbourhood,
                      CrossValidation& result) {
  Neighbourhood::Scratch scratch;
  std::vector<int> chosen;
  for (std::size_t i = 0; i < data.places.size(); ++i) {
    neighbourhood.select(data.places[i], static_cast<int>(i), scratch, chosen);
    if (chosen.empty()) {
      result.error.push_back(no_data);
      result.variance.push_back(no_data);
      continue;
    }
    const auto system = subset_system(chosen, data.places, variogram, data.drift);
    std::vector<double> values;
    for (const int k : chosen) values.push_back(data.values[static_cast<std::size_t>(k)]);
    const double drift = data.drift ? data.drift->values[i] : no_data;
    result.error.push_back(system.estimate(data.places[i], values, drift) - data.values[i]);
    result.variance.push_back(system.weights(data.places[i], drift).variance);
  }
}

void leave_in_one_step(const KrigingSystem& system, const Data& data, CrossValidation& result) {
  for (const auto& left_out : system.leave_each_out(data.values)) {
    result.error.push_back(left_out.error);
    result.variance.push_back(left_out.variance);
  }
}

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
  if (count == 0) return;
  result.mean_error = sum / count;
  result.rmse = std::sqrt(squares / count);
  result.msdr = ratios / count;
}

}  // namespace

CrossValidation cross_validate(std::span<const Position> stations, std::span<const double> values,
                               const Variogram& variogram, const NeighbourhoodOptions& options,
                               Geometry geometry, const std::optional<Drift>& drift) {
  const MergedStations merged(stations);
  Data data{merged.positions(), merged.average(values), drift};
  if (drift) data.drift->values = merged.average(drift->values);
  CrossValidation result;
  const int places = static_cast<int>(data.places.size());
  if (places < 2) return result;
  for (const auto& members : merged.members()) result.station.push_back(members.front());

  const Neighbourhood neighbourhood(data.places, options, geometry);
  std::optional<KrigingSystem> all;
  if (neighbourhood.global() && places > one_by_one_limit) all.emplace(data.places, variogram, data.drift);
  if (all && all->form() == KrigingForm::variogram)
    leave_in_one_step(*all, data, result);
  else
    leave_one_by_one(data, variogram, neighbourhood, result);
  summarise(result);
  return result;
}

}  // namespace minenpp::model
