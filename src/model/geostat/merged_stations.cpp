#include "model/geostat/merged_stations.h"

#include <cmath>
#include <string>

#include "model/error.h"

namespace minenpp::model {

MergedStations::MergedStations(std::span<const Position> stations, double within_m)
    : given_(static_cast<int>(stations.size())) {
  for (int station = 0; station < given_; ++station) {
    const Position& place = stations[static_cast<std::size_t>(station)];
    std::size_t kept = 0;
    while (kept < positions_.size() && !(squared_distance(positions_[kept], place) < within_m * within_m))
      ++kept;
    if (kept == positions_.size()) {
      positions_.push_back(place);
      members_.emplace_back();
    }
    members_[kept].push_back(station);
  }
}

std::vector<double> MergedStations::average(std::span<const double> values) const {
  if (static_cast<int>(values.size()) != given_)
    throw Error(Fault::input, "kriging: found " + std::to_string(values.size()) +
                                  " values, expected one for each of " + std::to_string(given_) +
                                  " stations");
  std::vector<double> means;
  means.reserve(members_.size());
  for (const auto& stations : members_) {
    double sum = 0;
    int count = 0;
    for (const int station : stations) {
      const double v = values[static_cast<std::size_t>(station)];
      if (!std::isnan(v)) sum += v, ++count;
    }
    means.push_back(count > 0 ? sum / count : no_data);
  }
  return means;
}

}  // namespace minenpp::model
