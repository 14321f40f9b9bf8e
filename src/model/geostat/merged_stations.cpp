#include "model/geostat/merged_stations.h"

#include <array>
#include <cmath>
#include <string>
#include <unordered_map>

#include <boost/container_hash/hash.hpp>

#include "model/error.h"

namespace minenpp::model {

namespace {

/// Kept stations by the cube that holds them. Kept stations keep a distance, so a cube holds few of them
/// however many stations share a place.
class KeptCubes {
 public:
  /// Cubes twice as wide as the distance asked for: nearer stations are in the same or in touching cubes,
  /// also after rounding.
  explicit KeptCubes(double within_m) : within2_(within_m * within_m), edge_(2 * std::abs(within_m)) {}

  void keep(const Position& place, int kept) { cubes_[cube_of(place)].push_back({place, kept}); }

  /// The first kept station less than the distance away; -1 where there is none.
  [[nodiscard]] int first_near(const Position& place) const {
    const Cube centre = cube_of(place);
    int first = -1;
    for (int step = 0; step < 27; ++step) {
      const auto found =
          cubes_.find({centre[0] + step / 9 - 1, centre[1] + step / 3 % 3 - 1, centre[2] + step % 3 - 1});
      if (found == cubes_.end()) continue;
      for (const auto& [position, kept] : found->second)
        if (squared_distance(position, place) < within2_ && (first < 0 || kept < first)) first = kept;
    }
    return first;
  }

 private:
  // Whole numbers kept as double: no position is too far away for them.
  using Cube = std::array<double, 3>;
  struct Kept {
    Position position;
    int kept;
  };
  [[nodiscard]] Cube cube_of(const Position& p) const {
    return {std::floor(p.x / edge_), std::floor(p.y / edge_), std::floor(p.z / edge_)};
  }

  double within2_, edge_;
  std::unordered_map<Cube, std::vector<Kept>, boost::hash<Cube>> cubes_;
};

}  // namespace

MergedStations::MergedStations(std::span<const Position> stations, double within_m)
    : given_(static_cast<int>(stations.size())) {
  KeptCubes cubes(within_m);
  for (int station = 0; station < given_; ++station) {
    const Position& place = stations[static_cast<std::size_t>(station)];
    int kept = cubes.first_near(place);
    if (kept < 0) {
      kept = static_cast<int>(positions_.size());
      cubes.keep(place, kept);
      positions_.push_back(place);
      members_.emplace_back();
    }
    members_[static_cast<std::size_t>(kept)].push_back(station);
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
