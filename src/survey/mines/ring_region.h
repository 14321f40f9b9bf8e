#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
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

/// The pixels inside a mine that no selected mine holds become its own. `rings`: of the selected mines
/// together.
inline void take_inside(const RingRegion& mine, std::span<const std::int8_t> rings,
                        std::span<std::int32_t> owners) {
  for (const auto& run : mine.runs)
    for (std::size_t pixel = run.first; run.ring == 0 && pixel < run.first + run.count; ++pixel)
      if (rings[pixel] != 0) owners[pixel] = mine.group;
}

}  // namespace minenpp::survey
