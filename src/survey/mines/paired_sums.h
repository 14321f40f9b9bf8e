#pragma once

#include <cstdint>
#include <vector>

#include "model/stats/int128.h"
#include "model/stats/run_sums.h"
#include "survey/statistics/cell_table.h"
#include "survey/statistics/region_sums.h"

namespace minenpp::survey {

/// Sums of how NPP of the same pixels differs between two years, over one block of a tile, by class; then
/// handed to a table.
class PairedSums {
 public:
  /// By column, RegionPixels::no_value where there is none; empty where the column is not surveyed.
  using Columns = std::vector<std::vector<std::int64_t>>;

  /// `before`, `after`: RegionPixels::column() of both years, which stay as they are. `pixels_in_64_bits`: of
  /// RegionPixels, the smaller of the two years.
  PairedSums(const Columns& before, const Columns& after, std::size_t classes,
             std::int64_t pixels_in_64_bits);

  /// `count` pixels from index `first` in the tile on, of the class of index `land`.
  void add(std::size_t first, std::size_t count, std::size_t land);

  /// Adds what was summed to the cells of `block`, and empties this. `pixels`: which class has which index.
  void flush(std::int32_t block, const RegionPixels& pixels, CellTable& table);

 private:
  struct Sum {
    std::int64_t count = 0;
    model::Int128 difference = 0;
  };
  void settle();

  const Columns *before_, *after_;
  std::size_t classes_, columns_, most_pending_;
  std::size_t pending_pixels_ = 0;
  std::vector<model::ValueRun> runs_;    // not yet in sums_
  std::vector<model::RunSums> pending_;  // class x column; of runs_, empty between calls
  std::vector<Sum> sums_;                // class x column
};

}  // namespace minenpp::survey
