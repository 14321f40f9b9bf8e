#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/space/component_join.h"
#include "model/stats/exact_sum.h"
#include "survey/catalogue/zones.h"

namespace minenpp::survey {

/// A component of mine land, or the part of one that lies in a tile, in one year or in all.
struct MineArea {
  std::int64_t pixels = 0;
  model::ExactSum area_m2;
};

/// How many pixels a component, or a part of one, shares with a zone.
struct MineOverlap {
  std::size_t component = 0;
  std::size_t zone = 0;
  std::int64_t pixels = 0;
};

/// What is known of the mine land of one tile, by its parts: components within the tile.
///
/// Parts too small to be a mine that do not reach the tile's edge are left out, since maps of land cover are
/// full of them and all ranks get to know all parts.
struct TileMines {
  std::vector<std::int32_t> label_of;  ///< by label_components' label - 1: label among the parts; 0: left out
  model::TileComponents found;         ///< the parts
  model::TileBorder border;
  std::vector<model::ExactSum> area_m2;        ///< by part, of all years together
  std::vector<std::vector<MineArea>> of_year;  ///< by part and year
  std::vector<MineOverlap> overlaps;           ///< with zones of mines
};

/// `found`, `labels`: from label_components over the whole tile; labels become those of the parts. `years`:
/// by year 1 for pixels of a mine class, else 0. All of window.size() values row by row. `min_area_hm2`: of a
/// mine.
[[nodiscard]] TileMines describe_tile(const model::TileComponents& found, const model::Window& window,
                                      std::span<std::int32_t> labels,
                                      const std::vector<std::vector<std::uint8_t>>& years,
                                      const model::Grid& grid, const std::vector<Zone>& zones,
                                      double min_area_hm2);

}  // namespace minenpp::survey
