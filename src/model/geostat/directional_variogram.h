#pragma once

#include <span>
#include <vector>

#include "model/geostat/empirical_variogram.h"
#include "model/geostat/position.h"

namespace minenpp::model {

/// Directions and how far a pair may lie off them; all in degrees, directions clockwise from north.
struct VariogramDirections {
  std::vector<double> degrees{0, 45, 90, 135};
  /// 0 < tolerance <= 90. A direction d holds d - tolerance <= bearing < d + tolerance, so with the
  /// directions above and 22.5 each pair has exactly one.
  double tolerance = 22.5;
};

/// The empirical variogram of one direction.
struct DirectionalVariogram {
  double degrees = 0;  ///< clockwise from north
  std::vector<VariogramBin> bins;
};

/// Bearing of the line through two positions, degrees clockwise from north, 0 <= bearing < 180: a line has no
/// front. On the sphere it is taken in the middle between them, from that place's north; antipodes have no
/// bearing, and some number comes out. 0 for one place; NaN gives NaN.
[[nodiscard]] double bearing_deg(const Position& a, const Position& b, Geometry geometry);

/// empirical_variogram of the pairs that lie in each direction, in the order of the directions; a pair that
/// lies in several counts in each. For looking at anisotropy; time grows with the square of the number of
/// stations (sample_of takes some of many). Throws as empirical_variogram does, and Error(usage) for a
/// tolerance out of range or a direction that is not finite.
[[nodiscard]] std::vector<DirectionalVariogram> directional_variogram(
    std::span<const Position> stations, std::span<const std::vector<double>> columns, const LagBins& lags,
    const VariogramDirections& directions = {}, Geometry geometry = Geometry::plane);

}  // namespace minenpp::model
