#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "io/results/map_layout.h"

namespace minenpp::io {

/// A whole map file without its pixels: netCDF-4, CF-1.8, no chunk present, which reads as the fill value. On
/// one rank, in memory, so that a full disk is met by one plain write and nothing but pixels is left to do.
[[nodiscard]] std::vector<std::byte> map_skeleton(const MapLayout& layout);

/// How many dimensions map_skeleton makes; archives appended to the file number theirs from here.
[[nodiscard]] std::int32_t skeleton_dimensions(const MapLayout& layout);

/// The value of pixels that nobody wrote; none where that is 0 and not called "no data".
[[nodiscard]] std::optional<double> stored_fill(const MapVariable& variable);

/// Length of a variable's dimensions: (months,) rows, cols.
[[nodiscard]] std::vector<std::int64_t> map_shape(const MapLayout& layout, const MapVariable& variable);

/// Its chunk: (1,) tile, tile, clipped to the grid.
[[nodiscard]] std::vector<std::int64_t> map_chunk(const MapLayout& layout, const MapVariable& variable);

}  // namespace minenpp::io
