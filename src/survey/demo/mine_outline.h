#pragma once

#include <vector>

#include "survey/demo/demo_layout.h"

namespace minenpp::survey {

/// The fixed polygon of a mine: a closed curve around a centre whose radius waves with the direction.
struct MineOutline {
  DistrictPoint centre;
  double mean_radius_m = 0;
  double phase = 0;  ///< turns the waves, so that no two mines look alike; radians

  /// Distance of the curve from the centre towards `angle` (radians, from east towards south), m.
  [[nodiscard]] double radius(double angle) const;

  /// Does the curve, shrunk by `shrink` (0..1], hold the point?
  [[nodiscard]] bool holds(const DistrictPoint& point, double shrink) const;

  /// The curve as `corners` points, not closed.
  [[nodiscard]] std::vector<DistrictPoint> ring(int corners) const;
};

}  // namespace minenpp::survey
