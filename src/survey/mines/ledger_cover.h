#pragma once

#include <cstdint>

#include "model/stats/ledger.h"
#include "survey/catalogue/catalogue.h"
#include "survey/mines/land_table.h"
#include "survey/mines/mine_list.h"
#include "survey/statistics/cell_table.h"

namespace minenpp::survey {

/// Land, and what of it has NPP.
struct KnownLand {
  double known_m2 = 0, land_m2 = 0;  ///< NaN: there is land, but none that the study area shows

  /// How many times its own area the land with NPP stands for (model::stands_for).
  [[nodiscard]] double factor() const { return model::stands_for(known_m2, land_m2); }
  /// 1 where there is no land.
  [[nodiscard]] double share() const { return land_m2 > 0 ? known_m2 / land_m2 : 1; }
};

/// The land that the lines of a mine's ledger stand for in one year and column.
struct LedgerCover {
  KnownLand inside, reclaimed, unreclaimed;
  KnownLand rings;  ///< vegetated; land that never has NPP needs no NDVI to be known
};

/// `outlined`: is_outlined.
[[nodiscard]] LedgerCover ledger_cover(const Catalogue& catalogue, const CellTable& cells,
                                       const LandTable& land, std::int32_t mine, std::size_t column,
                                       bool outlined);

/// Does a polygon of the mine count in the year (calendar)? Then it has land, although no pixel of it may be
/// in the study area; a mine made of classes has the land that these show.
[[nodiscard]] bool is_outlined(const Catalogue& catalogue, const MineList::Mine& mine, int year);

}  // namespace minenpp::survey
