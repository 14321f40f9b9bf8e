#pragma once

#include <span>
#include <vector>

#include "model/space/polygon_raster.h"

namespace minenpp::io {

/// The union of several polygons, each given by its rings (outer and inner together, even-odd), as the rings
/// of one: land that lies in two of them is in it once, and edges they share are gone. Computed by GEOS in
/// the coordinates of the rings, fractional pixels. A ring without an area is left out. Throws Error(input),
/// with GEOS's own words, where the polygons cannot be joined.
[[nodiscard]] std::vector<model::Ring> united_rings(std::span<const std::vector<model::Ring>> polygons);

}  // namespace minenpp::io
