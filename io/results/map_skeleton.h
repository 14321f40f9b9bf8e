#pragma once

#include <cstddef>
#include <vector>

#include "io/results/map_layout.h"

namespace minenpp::io {

/// A whole map file without its pixels: netCDF-4, CF-1.8, every chunk present and holding the fill value. On
/// one rank, in memory (some 200 bytes a chunk), so that ranks opening it in parallel have nothing left to do
/// but pixels.
[[nodiscard]] std::vector<std::byte> map_skeleton(const MapLayout& layout);

/// How many dimensions map_skeleton makes; archives appended to the file number theirs from here.
[[nodiscard]] std::int32_t skeleton_dimensions(const MapLayout& layout);

/// Length of a variable's dimensions: (months,) rows, cols.
[[nodiscard]] std::vector<std::int64_t> map_shape(const MapLayout& layout, const MapVariable& variable);

/// Its chunk: (1,) tile, tile, clipped to the grid.
[[nodiscard]] std::vector<std::int64_t> map_chunk(const MapLayout& layout, const MapVariable& variable);

}  // namespace minenpp::io
