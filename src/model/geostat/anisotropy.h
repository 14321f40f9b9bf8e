#pragma once

#include "model/geostat/position.h"

namespace minenpp::model {

/// Geometric anisotropy on the plane, in gstat's convention anis = c(angle, ratio) (Pebesma 2004): the range
/// of the variogram is that of the direction of greatest continuity, and at right angles to it the range is
/// `ratio` times as long. Distances between stretched positions take the place of distances: everything that
/// knows only positions (variograms, neighbourhoods, kriging) becomes anisotropic by being given stretched
/// ones.
struct Anisotropy {
  double angle_deg = 0;  ///< direction of greatest continuity, degrees clockwise from north (+y); any finite
  double ratio = 1;      ///< minor over major range, 0 < ratio <= 1; 1: no anisotropy

  /// Throws Error(usage) for a value out of range.
  void check() const;

  /// The position, on the plane, with its part across the direction divided by `ratio`; z stays. Ratio 1: the
  /// position itself, bit by bit. NaN gives NaN.
  [[nodiscard]] Position stretched(const Position& at) const;

  /// The same for a batch; lane by lane equal to the form above, bit by bit. The drift stays.
  [[nodiscard]] BatchPositions stretched(const BatchPositions& at) const;

  friend bool operator==(const Anisotropy&, const Anisotropy&) = default;
};

}  // namespace minenpp::model
