#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/grid/grid.h"
#include "survey/demo/demo_layout.h"
#include "survey/demo/district_mines.h"
#include "survey/demo/land_code.h"
#include "survey/demo/terrain.h"

namespace minenpp::survey {

/// The class of each pixel of a window, row by row, for each year of demo_years.
using LandCoverYears = std::array<std::vector<LandCode>, demo_year_count>;

/// Steep and high ground carries forest, gentle ground is farmed, the rest is grass; patches of it lie
/// abandoned (most in 2010); water, towns, roads and villages lie over that, and what the mines did over
/// everything.
[[nodiscard]] LandCoverYears make_land_cover(std::uint64_t seed, const model::Window& window,
                                             const Terrain& terrain, const DistrictMines& mines);

}  // namespace minenpp::survey
