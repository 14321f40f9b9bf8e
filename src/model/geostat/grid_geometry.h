#pragma once

#include "model/geostat/position.h"
#include "model/grid/grid.h"

namespace minenpp::model {

/// How coordinates of the grid become positions.
[[nodiscard]] inline Geometry geometry_of(const Grid& grid) {
  return grid.geographic() ? Geometry::sphere : Geometry::plane;
}

}  // namespace minenpp::model
