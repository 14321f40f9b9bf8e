#pragma once

#include <cstdint>
#include <vector>

#include "survey/statistics/cell_table.h"

namespace minenpp::survey {

/// Pixels of a tile that follow one another in a row, from index `first` on, in one ring (0: inside the
/// mine).
struct RingRun {
  std::uint32_t first = 0, count = 0;
  std::uint32_t ring = 0;
};

/// What of a tile belongs to a mine, or to several together, and to their rings.
struct RingRegion {
  CellKind kind = CellKind::united;
  std::int32_t group = 0;  ///< of CellKey
  std::vector<RingRun> runs;
};

}  // namespace minenpp::survey
