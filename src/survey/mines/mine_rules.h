#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "model/space/rings.h"
#include "model/stats/block_bootstrap.h"

namespace minenpp::survey {

enum class MineSource { none, polygons, classes, both };

/// The mine that all land of the mine classes makes where mines are not told apart.
inline constexpr const char* mined_land = "mined land";

/// The settings of the sections mines, rings and ledger.
struct MineRules {
  MineSource source = MineSource::none;
  std::vector<int> classes;
  bool by_years = false;
  bool find = false;
  double min_area_hm2 = 1;
  bool rings = false;
  model::RingBreaks breaks;
  std::vector<std::string> selected;  ///< names; empty: all mines
  bool per_mine = true;
  double reference_m = 2000;
  double block_m = 1000;
  model::BootstrapOptions bootstrap;

  /// How far distances from mines must be known, m.
  [[nodiscard]] double reach_m() const { return std::max(breaks.radius(), reference_m); }
  [[nodiscard]] bool from_classes() const {
    return source == MineSource::classes || source == MineSource::both;
  }
};

}  // namespace minenpp::survey
