#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "survey/catalogue/catalogue.h"
#include "survey/mines/land_table.h"
#include "survey/mines/ring_region.h"
#include "survey/statistics/region_sums.h"

namespace minenpp::survey {

/// Measures, tile by tile, the land of mines and of their rings within the study area. What of it has NPP the
/// cells tell; only both together tell whether a line of the ledger is a total.
class LedgerLand {
 public:
  /// The catalogue outlives this.
  explicit LedgerLand(const Catalogue& catalogue);

  /// One year of a tile. `mines`: of whose regions those of single mines count; `nearest`: by the mine that
  /// is nearest.
  void add(std::size_t year, const RegionPixels& pixels, std::span<const RingRegion> mines,
           std::span<const RingRegion> nearest);

  std::vector<LandTable> tables;  ///< by year

 private:
  enum class Kind : std::uint8_t { native, bare, reclaimed, unreclaimed, unknown };
  void add_inside(const RingRegion& mine, const RegionPixels& pixels, LandTable& table) const;
  void add_rings(const RingRegion& mine, const RegionPixels& pixels, LandTable& table) const;
  [[nodiscard]] bool may_have_kept(std::uint8_t base, std::uint8_t land) const;

  const Catalogue& catalogue_;
  std::vector<Kind> kinds_;  // by index of the class; the last: of none
  model::Window window_;
  std::vector<std::uint8_t> in_area_;
};

}  // namespace minenpp::survey
