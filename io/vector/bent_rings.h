#pragma once

#include <vector>

#include "io/raster/study_grid.h"
#include "model/space/polygon_raster.h"

namespace minenpp::io {

/// Coordinates of a closed or open line.
struct Line {
  std::vector<double> x, y;
};

/// Moves a ring into fractional pixels of a grid. Each edge is halved, in its own CRS, until the transformed
/// middle lies within 0.01 pixel of the middle of the transformed edge. An edge's new vertices depend on its
/// two ends alone and not on their order, so that polygons sharing an edge still share it. `transform`: from
/// the ring's CRS to the grid's. Vertices that cannot be moved become NaN.
[[nodiscard]] model::Ring bent_ring(const Line& ring, const CrsTransform& transform, const model::Grid& grid);

}  // namespace minenpp::io
