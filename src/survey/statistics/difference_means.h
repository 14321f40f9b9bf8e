#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/exact_sum.h"
#include "survey/catalogue/zone_list.h"
#include "survey/statistics/group_rows.h"

namespace minenpp::survey {

/// Mean difference of NPP between two years over the pixels of zones that have a value in both, in several
/// columns: exact.
class DifferenceMeans {
 public:
  DifferenceMeans() = default;
  DifferenceMeans(std::size_t zones, std::size_t columns) : tallies_(zones, columns) {}

  /// Adds the pixels of a tile to one column. `difference`: window.size() values later - earlier, NaN for no
  /// data, which does not count. Zone 0 is the study area: every pixel with a value.
  void add(const ZoneList& zones, const model::Window& window, std::span<const double> difference,
           std::size_t column);

  [[nodiscard]] std::int64_t count(std::size_t zone, std::size_t column) const {
    return tallies_.at(zone, column).count;
  }
  /// Weighted (ZoneRun), in the unit of the differences; NaN without a pixel.
  [[nodiscard]] double mean(std::size_t zone, std::size_t column) const {
    const auto& tally = tallies_.at(zone, column);
    return tally.sum.mean(tally.weight);
  }

  /// The sums of zones that have any, and more such sums. Throws Error(input) where they do not fit.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);

 private:
  struct Tally {
    std::int64_t count = 0, weight = 0;  // pixels, and the sum of their weights
    model::ExactSum sum;
  };
  [[nodiscard]] Tally tally_of(std::size_t begin, std::size_t end, std::int64_t weight) const;
  void add(std::size_t zone, std::size_t column, const Tally& more);

  GroupRows<Tally> tallies_;         // of a zone, by column
  std::vector<std::int64_t> fixed_;  // of the tile at hand
};

}  // namespace minenpp::survey
