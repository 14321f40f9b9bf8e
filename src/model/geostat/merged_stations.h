#pragma once

#include <span>
#include <vector>

#include "model/geostat/position.h"

namespace minenpp::model {

/// Stations with those that share a place taken together, so that no two rows of a kriging system are alike.
class MergedStations {
 public:
  /// Each station joins the first kept station less than `within_m` (1 m, science section 5) away; where
  /// there is none it is kept itself. Kept stations stay in station order and keep their positions.
  explicit MergedStations(std::span<const Position> stations, double within_m = 1.0);

  [[nodiscard]] const std::vector<Position>& positions() const { return positions_; }

  /// For each kept station the stations averaged into it, itself first.
  [[nodiscard]] const std::vector<std::vector<int>>& members() const { return members_; }

  [[nodiscard]] int given() const { return given_; }

  /// One value a station given -> the mean of each kept station's members; NaN members are left out and
  /// all-NaN gives NaN. Throws Error(input) where the number of values is not the number of stations.
  [[nodiscard]] std::vector<double> average(std::span<const double> values) const;

 private:
  std::vector<Position> positions_;
  std::vector<std::vector<int>> members_;
  int given_ = 0;
};

}  // namespace minenpp::model
