#pragma once

#include <cstdint>
#include <vector>

#include "survey/npp/npp_tile.h"
#include "survey/statistics/region_sums.h"

namespace minenpp::bench {

/// Codes of the twelve land classes.
[[nodiscard]] std::vector<int> class_codes();

/// One tile of a survey: classes in patches, and NPP of one month or of twelve.
struct RegionTile {
  RegionTile(std::int64_t edge, int months);

  model::Grid grid;
  survey::TallyColumns columns;
  survey::TileInputs inputs;
  survey::NppTile npp;
};

}  // namespace minenpp::bench
