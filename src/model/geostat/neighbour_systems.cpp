#include "model/geostat/neighbour_systems.h"

#include <utility>

namespace minenpp::model {

namespace {

// About 5 kB each with 16 stations.
constexpr std::size_t most_systems = 2048;

}  // namespace

KrigingSystem subset_system(const std::vector<int>& subset, const std::vector<Position>& stations,
                            const Variogram& variogram, const std::optional<Drift>& drift) {
  std::vector<Position> chosen;
  std::optional<Drift> chosen_drift = drift;
  if (chosen_drift) chosen_drift->values.clear();
  for (const int station : subset) {
    chosen.push_back(stations[static_cast<std::size_t>(station)]);
    if (drift) chosen_drift->values.push_back(drift->values[static_cast<std::size_t>(station)]);
  }
  return {std::move(chosen), variogram, std::move(chosen_drift)};
}

const KrigingSystem& NeighbourSystems::of(const std::vector<int>& subset,
                                          const std::vector<Position>& stations, const Variogram& shape,
                                          const std::optional<Drift>& drift) {
  const auto found = systems_.find(subset);
  if (found != systems_.end()) return found->second;
  if (systems_.size() >= most_systems) systems_.clear();
  return systems_.emplace(subset, subset_system(subset, stations, shape, drift)).first->second;
}

}  // namespace minenpp::model
