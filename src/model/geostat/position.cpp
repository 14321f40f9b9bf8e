#include "model/geostat/position.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace minenpp::model {

namespace {

constexpr double radians_per_degree = std::numbers::pi / 180.0;

}  // namespace

Position position_of(Geometry geometry, double x, double y) {
  if (geometry == Geometry::plane) return {x, y, 0.0};
  const double lambda = x * radians_per_degree, phi = y * radians_per_degree;
  return {earth_radius_m * std::cos(phi) * std::cos(lambda),
          earth_radius_m * std::cos(phi) * std::sin(lambda), earth_radius_m * std::sin(phi)};
}

BatchPositions positions_of(Geometry geometry, const Batch& x, const Batch& y) {
  BatchPositions at;
  for (int lane = 0; lane < batch_size; ++lane) {
    const Position p = position_of(geometry, x[lane], y[lane]);
    at.x[lane] = p.x;
    at.y[lane] = p.y;
    at.z[lane] = p.z;
  }
  return at;
}

double distance_m(const Position& a, const Position& b) {
  return std::sqrt(squared_distance(a, b));
}

double great_circle_m(double lon_a, double lat_a, double lon_b, double lat_b) {
  const double half_dlat = std::sin((lat_b - lat_a) * radians_per_degree / 2);
  const double half_dlon = std::sin((lon_b - lon_a) * radians_per_degree / 2);
  const double haversine = half_dlat * half_dlat + std::cos(lat_a * radians_per_degree) *
                                                       std::cos(lat_b * radians_per_degree) * half_dlon *
                                                       half_dlon;
  return 2 * earth_radius_m * std::asin(std::min(1.0, std::sqrt(haversine)));
}

}  // namespace minenpp::model
