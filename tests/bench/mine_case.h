#pragma once

#include <cstdint>
#include <vector>

#include "model/grid/grid.h"
#include "model/space/polygon_distance.h"

namespace minenpp::bench {

inline constexpr double pixel_m = 30, reach_m = 1000;

/// Three mines with bays, as outlines of 600 corners each, in a square of `edge` pixels.
[[nodiscard]] std::vector<model::MineOutline> mine_outlines(std::int64_t edge);

/// The same as pixels: 1 inside a mine.
[[nodiscard]] std::vector<std::uint8_t> mine_mask(std::int64_t edge);

}  // namespace minenpp::bench
