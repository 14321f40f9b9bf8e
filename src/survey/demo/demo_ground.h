#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/grid/grid.h"
#include "survey/demo/district_mines.h"
#include "survey/demo/land_cover.h"

namespace minenpp::survey {

/// Everything that the rasters of one window are made from.
struct DemoGround {
  LandCoverYears land;
  std::array<std::vector<double>, demo_year_count> vigour;  ///< vigour.h
};

/// A pixel's values depend on the seed and its place in the area alone, not on the window it is asked in.
[[nodiscard]] DemoGround make_ground(std::uint64_t seed, const model::Window& window,
                                     const DistrictMines& mines);

}  // namespace minenpp::survey
