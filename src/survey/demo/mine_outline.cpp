#include "survey/demo/mine_outline.h"

#include <cmath>
#include <numbers>

namespace minenpp::survey {

double MineOutline::radius(double angle) const {
  return mean_radius_m * (1 + 0.10 * std::sin(2 * angle + phase) + 0.07 * std::sin(3 * angle + 2.3 * phase) +
                          0.03 * std::sin(5 * angle - phase));
}

bool MineOutline::holds(const DistrictPoint& point, double shrink) const {
  const double east = point.east - centre.east, south = point.south - centre.south;
  const double distance = std::sqrt(east * east + south * south);
  if (distance > 1.2 * mean_radius_m) return false;
  return distance < shrink * radius(std::atan2(south, east));
}

std::vector<DistrictPoint> MineOutline::ring(int corners) const {
  std::vector<DistrictPoint> points;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners;
    const double length = radius(angle);
    points.push_back({centre.east + length * std::cos(angle), centre.south + length * std::sin(angle)});
  }
  return points;
}

}  // namespace minenpp::survey
