#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "survey/catalogue/change_periods.h"
#include "survey/mines/block_grid.h"
#include "survey/mines/ring_region.h"
#include "survey/statistics/cell_table.h"
#include "survey/statistics/region_sums.h"

namespace minenpp::survey {

/// How NPP changed between the years of each period, as differences of the same pixels, with data in both
/// years: of the reference land, far from all mines and of one class (that of the first surveyed year) in
/// both years, by block; and of the land that mines and their rings have in the later year, by its class in
/// the first surveyed year.
class PairedChanges {
 public:
  PairedChanges() = default;
  /// `rings`: how many there are, and 1 for the mine itself.
  PairedChanges(std::vector<ChangePeriod> periods, std::size_t years, std::size_t columns, std::size_t rings);

  /// The next year of a tile (they come in order). `far`: 1 for pixels far from all mines. `regions`: of this
  /// year.
  void add(std::size_t year, const RegionPixels& pixels, std::span<const std::uint8_t> far,
           const BlockGrid& blocks, std::span<const RingRegion> regions);

  /// By period: cells of kind `block` with base_class, and of the kinds of `regions` with ring and base_class
  /// (0: none); `npp` and `count` are of the differences.
  std::vector<CellTable> tables;

 private:
  struct Year {
    std::vector<std::vector<std::int64_t>> values;  // by column
    std::vector<std::uint8_t> land;                 // index of class; none where the pixel is no reference
    std::int64_t pixels_in_64_bits = 1;             // as of RegionPixels
  };
  void add_reference(const Year& earlier, const Year& later, const RegionPixels& pixels,
                     const BlockGrid& blocks, CellTable& table) const;
  void add_regions(const Year& earlier, const Year& later, const RegionPixels& pixels,
                   std::span<const RingRegion> regions, CellTable& table) const;

  std::vector<ChangePeriod> periods_;
  std::size_t rings_ = 1;
  std::vector<std::size_t> last_use_;
  std::vector<Year> kept_;
  std::vector<Year> spare_;  // memory of years let go, used again
};

}  // namespace minenpp::survey
