#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "io/raster/raster_place.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// Does the raster go once around the Earth, so that its last column is the neighbour of its first? True for
/// rasters in degrees, north up, whose columns make a whole turn within a thousandth of one.
[[nodiscard]] bool goes_around(const RasterPlace& place);

/// Reads a window of a raster of `cols` columns that goes around: columns before the first are the last ones,
/// and so on. `read` gives windows that lie in the raster. `out`: own.size() values, row by row.
void read_around(std::int64_t cols, const model::Window& own,
                 const std::function<void(const model::Window& part, std::span<double> values)>& read,
                 std::span<double> out);

}  // namespace minenpp::io
