#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/stats/change_class.h"
#include "model/stats/exact_sum.h"
#include "mpi/communicator.h"
#include "survey/catalogue/zone_list.h"
#include "survey/npp/npp_tile.h"
#include "survey/statistics/class_areas.h"
#include "survey/statistics/difference_means.h"
#include "survey/statistics/group_rows.h"
#include "survey/statistics/npp_tally.h"
#include "survey/statistics/tally_columns.h"

namespace minenpp::survey {

/// Land between two surveyed years.
struct PeriodTally {
  model::ExactSum newly_mined_m2, newly_reclaimed_m2;
};

/// Sums of the pixel pass over all years (science 6.2, 6.5, 6.7).
struct ChangeTables {
  std::vector<PeriodTally> periods;  ///< the periods that the survey compares
  /// Of zones: area by class of change of each period and month; mean difference of each period and column.
  ClassAreas classes;
  DifferenceMeans means;
  GroupRows<std::int64_t> above_mean;  ///< weight of a zone's pixels above the area mean, by year and month
  std::size_t months = 0, columns = 0;

  ChangeTables() = default;
  ChangeTables(std::size_t zones, std::size_t year_count, std::size_t period_count,
               const TallyColumns& tally_columns);

  /// Where a period and month stand in `classes`, a period and column of TallyColumns in `means`.
  [[nodiscard]] std::size_t class_column(std::size_t period, std::size_t month) const {
    return period * months + month;
  }
  [[nodiscard]] std::size_t mean_column(std::size_t period, std::size_t column) const {
    return period * columns + column;
  }

  [[nodiscard]] std::int64_t above(std::size_t zone, std::size_t year, std::size_t month) const {
    return above_mean.at(zone, year * months + month);
  }

  /// Collective: sums over the ranks, on the root; the others keep their own.
  void reduce(const mpi::Communicator& ranks);

  /// All sums, of zones that have any, and more such sums. Throws Error(input) where they do not fit.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);
};

/// What decides where a pixel counts.
struct ChangeRules {
  model::ChangeLimits limits;
  std::vector<int> mined_classes, reclaimed_classes;  ///< class codes
};

/// Adds the newly mined and reclaimed land of one tile to a period. `earlier`, `later`: class codes of the
/// pixels of `window` in the two years; pixels without a class in either do not count.
void add_new_land(const model::Grid& grid, const ChangeRules& rules, const model::Window& window,
                  const std::vector<std::uint8_t>& earlier, const std::vector<std::uint8_t>& later,
                  PeriodTally& period);

/// The change of the pixels of a tile in one column.
struct ChangeLayer {
  std::vector<double> difference;     ///< later - earlier; NaN where either year has no data
  std::vector<std::uint8_t> classes;  ///< model::change_class of it; empty for annual sums, which have none
};

/// `earlier`, `later`: NPP of the same pixels. `limits`: null for annual sums.
void compare(const std::vector<double>& earlier, const std::vector<double>& later,
             const model::ChangeLimits* limits, ChangeLayer& layer);

/// Counts (by weight) a tile's pixels strictly above the mean of `area` in zones from 1 on, for one year and
/// month, comparing exact integers (npp x count > sum), so that rounding cannot lift a pixel over the mean.
/// `npp`: as model::fix_values gives it. An area without pixels counts nothing.
void add_above_mean(const ZoneList& zones, const model::Window& window, std::span<const std::int64_t> npp,
                    const NppTally& area, std::size_t year, std::size_t month, ChangeTables& tables);

}  // namespace minenpp::survey
