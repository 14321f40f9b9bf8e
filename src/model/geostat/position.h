#pragma once

#include <span>

#include "model/grid/batch.h"

namespace minenpp::model {

/// Mean radius of the Earth, m.
inline constexpr double earth_radius_m = 6371008.8;

/// How grid coordinates become positions: metres on a map plane, or longitude and latitude on the sphere.
enum class Geometry { plane, sphere };

/// A place in metres. On the plane z = 0 and Euclidean distance is map distance; on the sphere (centre at the
/// origin) Euclidean distance is the chord, for which every variogram model stays valid.
struct Position {
  double x = 0, y = 0, z = 0;  ///< m
  friend bool operator==(const Position&, const Position&) = default;
};

/// `batch_size` positions, and the external drift (elevation in m, say) at each. NaN in a coordinate gives
/// NaN in whatever is computed from that lane alone; the drift is read only where a drift is in use.
struct BatchPositions {
  Batch x = Batch::Zero(), y = Batch::Zero(), z = Batch::Zero();  ///< m
  Batch drift = Batch::Constant(no_data);                         ///< in the unit of the stations' drift
};

/// Grid coordinates -> position. `x`, `y`: metres on the plane; degrees of longitude and latitude (any
/// longitude, latitude -90..90) on the sphere. NaN gives NaN.
[[nodiscard]] Position position_of(Geometry geometry, double x, double y);

/// The same for a batch; lane by lane equal to the scalar form, bit by bit. The drift is left without data.
[[nodiscard]] BatchPositions positions_of(Geometry geometry, const Batch& x, const Batch& y);

/// Square of the Euclidean distance, m2.
[[nodiscard]] inline double squared_distance(const Position& a, const Position& b) {
  const double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
  return dx * dx + dy * dy + dz * dz;
}

/// Euclidean distance, m.
[[nodiscard]] double distance_m(const Position& a, const Position& b);

/// Largest distance between two of the positions, m, as if all pairs were compared, but in time about
/// proportional to their number; 0 for fewer than two. Positions with a NaN are left out.
[[nodiscard]] double largest_distance_m(std::span<const Position> positions);

/// Great-circle distance, m, between two places in degrees (haversine formula).
[[nodiscard]] double great_circle_m(double lon_a, double lat_a, double lon_b, double lat_b);

}  // namespace minenpp::model
