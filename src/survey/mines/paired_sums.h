#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "model/stats/int128.h"
#include "model/stats/run_sums.h"
#include "survey/statistics/cell_table.h"
#include "survey/statistics/region_sums.h"

namespace minenpp::survey {

/// Sums of how NPP of the same pixels differs between two years, over one region of a tile, part by part of
/// the region (by class, by ring); then handed to a table.
class PairedSums {
 public:
  /// By column, RegionPixels::no_value where there is none; empty where the column is not surveyed.
  using Columns = std::vector<std::vector<std::int64_t>>;

  /// `before`, `after`: RegionPixels::column() of both years, which stay as they are. `parts`: how many a
  /// region has. `pixels_in_64_bits`: of RegionPixels, the smaller of the two years.
  PairedSums(const Columns& before, const Columns& after, std::size_t parts, std::int64_t pixels_in_64_bits);

  /// `count` pixels from index `first` in the tile on, of part number `part`.
  void add(std::size_t first, std::size_t count, std::size_t part);

  /// Adds what was summed to the cells of the region, and empties this. `key_of`: the cell of a part.
  void flush(const std::function<CellKey(std::size_t part)>& key_of, CellTable& table);

 private:
  struct Sum {
    std::int64_t count = 0;
    model::Int128 difference = 0;
  };
  void settle();

  const Columns *before_, *after_;
  std::size_t parts_, columns_, most_pending_;
  std::size_t pending_pixels_ = 0;
  std::vector<model::ValueRun> runs_;    // not yet in sums_
  std::vector<model::RunSums> pending_;  // part x column; of runs_, empty between calls
  std::vector<Sum> sums_;                // part x column
};

}  // namespace minenpp::survey
