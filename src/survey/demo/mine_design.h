#pragma once

#include <array>
#include <string>

#include "survey/demo/demo_layout.h"
#include "survey/demo/mine_outline.h"

namespace minenpp::survey {

/// How far a mine has come in one year, as areas counted from where it began, ha. An opencast mine walks over
/// its field: soil is stripped, the pit follows, the dump fills the pit, and the dump is reclaimed. So ground
/// whose turn (its place in the walk, as an area) is below `reclaimed` is reclaimed, from there to `dumped`
/// it is dump, to `dug` open pit, to `stripped` stripping area, and beyond that still what it was. Each front
/// only moves forward.
struct MineFronts {
  double reclaimed = 0, dumped = 0, dug = 0, stripped = 0;
};

struct MineDesign {
  std::string name;
  MineOutline outline;
  double heading = 0;  ///< the way the mine walks, radians from east towards south
  std::array<MineFronts, demo_year_count> fronts;
};

inline constexpr int mine_count = 3;

/// Antaibao, Anjialing and East. Their areas were chosen so that all three together mine and reclaim the
/// hectares of the paper's Table 4 in each period, and each mine's mean NPP comes out near Table 2.
[[nodiscard]] const std::array<MineDesign, mine_count>& mine_designs();

}  // namespace minenpp::survey
