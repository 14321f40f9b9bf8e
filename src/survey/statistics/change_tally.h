#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/grid/grid.h"
#include "model/stats/change_class.h"
#include "model/stats/exact_sum.h"
#include "mpi/communicator.h"
#include "survey/catalogue/zones.h"
#include "survey/npp/npp_tile.h"
#include "survey/statistics/npp_tally.h"

namespace minenpp::survey {

/// Land between two surveyed years: newly mined, newly reclaimed, and the classes of NPP change in each
/// month.
struct PeriodTally {
  using ByClass = std::array<model::ExactSum, model::change_classes>;

  std::vector<ByClass> change_area_m2;  ///< by month of the month list
  model::ExactSum newly_mined_m2, newly_reclaimed_m2;
};

/// Sums of the pixel pass over all years (science 6.2, 6.5, 6.7).
struct ChangeTables {
  std::vector<PeriodTally> periods;      ///< between consecutive surveyed years
  std::vector<std::int64_t> above_mean;  ///< pixels above the area mean: zone x year x month
  std::size_t years = 0, months = 0;

  ChangeTables() = default;
  ChangeTables(std::size_t zones, std::size_t year_count, std::size_t month_count);

  [[nodiscard]] std::int64_t& above(std::size_t zone, std::size_t year, std::size_t month) {
    return above_mean[(zone * years + year) * months + month];
  }
  [[nodiscard]] std::int64_t above(std::size_t zone, std::size_t year, std::size_t month) const {
    return above_mean[(zone * years + year) * months + month];
  }

  void reduce(const mpi::Communicator& ranks);
};

/// What decides where a pixel counts.
struct ChangeRules {
  model::ChangeLimits limits;
  std::vector<int> mined_classes, reclaimed_classes;  ///< class codes
};

/// Adds one tile of two consecutive surveyed years to a period. `months`: the month list (1..12).
void add_change(const model::Grid& grid, const ChangeRules& rules, const std::vector<int>& months,
                const TileInputs& earlier, const NppTile& earlier_npp, const TileInputs& later,
                const NppTile& later_npp, PeriodTally& period);

/// Counts a tile's pixels strictly above the mean of `area` in zones from 1 on, for one year and month,
/// comparing exact integers (npp x count > sum), so that rounding cannot lift a pixel over the mean. An area
/// without pixels counts nothing.
void add_above_mean(const std::vector<Zone>& zones, const model::Window& window,
                    const std::vector<double>& npp, const NppTally& area, std::size_t year, std::size_t month,
                    ChangeTables& tables);

}  // namespace minenpp::survey
