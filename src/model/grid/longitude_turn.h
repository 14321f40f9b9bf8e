#pragma once

#include <cmath>

#include "model/grid/grid.h"

namespace minenpp::model {

/// A longitude in degrees moved by whole turns to within half a turn of the grid's middle, since grids and
/// tables count from -180 or from 0. Unchanged where it is there already, on a projected grid, and NaN.
[[nodiscard]] inline double nearest_turn(const Grid& grid, double longitude_deg) {
  if (!grid.geographic()) return longitude_deg;
  return longitude_deg - 360 * std::round((longitude_deg - (grid.west() + grid.east()) / 2) / 360);
}

}  // namespace minenpp::model
