#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "survey/catalogue/change_periods.h"
#include "survey/mines/block_grid.h"
#include "survey/statistics/cell_table.h"
#include "survey/statistics/region_sums.h"

namespace minenpp::survey {

/// How NPP of the reference land changed between the years of each period: differences of the same pixels,
/// far from all mines and of one class (that of the first surveyed year) in both years, by block.
class PairedReference {
 public:
  PairedReference() = default;
  PairedReference(std::vector<ChangePeriod> periods, std::size_t years, std::size_t columns);

  /// The next year of a tile (they come in order). `far`: 1 for pixels far from all mines.
  void add(std::size_t year, const RegionPixels& pixels, std::span<const std::uint8_t> far,
           const BlockGrid& blocks);

  /// By period: cells of kind `block` with base_class; `npp` and `count` are of the differences.
  std::vector<CellTable> tables;

 private:
  struct Year {
    std::vector<std::vector<std::int64_t>> values;  // by column
    std::vector<std::uint8_t> land;                 // index of class; none where the pixel is no reference
    std::int64_t pixels_in_64_bits = 1;             // as of RegionPixels
  };
  void add_period(const Year& earlier, const Year& later, const RegionPixels& pixels, const BlockGrid& blocks,
                  CellTable& table) const;

  std::vector<ChangePeriod> periods_;
  std::vector<std::size_t> last_use_;
  std::vector<Year> kept_;
  std::vector<Year> spare_;  // memory of years let go, used again
};

}  // namespace minenpp::survey
