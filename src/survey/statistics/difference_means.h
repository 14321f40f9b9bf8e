#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/exact_sum.h"
#include "survey/catalogue/zone_list.h"

namespace minenpp::survey {

/// Mean difference of NPP between two years over the pixels of zones that have a value in both, in several
/// columns: exact.
class DifferenceMeans {
 public:
  DifferenceMeans() = default;
  DifferenceMeans(std::size_t zones, std::size_t columns)
      : columns_(columns), counts_(zones * columns), weights_(zones * columns), sums_(zones * columns) {}

  /// Adds the pixels of a tile to one column. `difference`: window.size() values later - earlier, NaN for no
  /// data, which does not count. Zone 0 is the study area: every pixel with a value.
  void add(const ZoneList& zones, const model::Window& window, std::span<const double> difference,
           std::size_t column);

  [[nodiscard]] std::int64_t count(std::size_t zone, std::size_t column) const {
    return counts_[zone * columns_ + column];
  }
  /// Weighted (ZoneRun), in the unit of the differences; NaN without a pixel.
  [[nodiscard]] double mean(std::size_t zone, std::size_t column) const {
    return sums_[zone * columns_ + column].mean(weights_[zone * columns_ + column]);
  }

  /// All sums in a row, and more such sums. Throws Error(input) where their number is another one.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);

  /// The same without the lengths of lists, which do not add up.
  [[nodiscard]] std::vector<std::int64_t> row() const;
  void add_row(std::span<const std::int64_t> row);
  [[nodiscard]] std::size_t row_length() const { return 5 * counts_.size(); }

 private:
  void add_span(std::size_t begin, std::size_t end, std::size_t at, std::int64_t weight);

  std::size_t columns_ = 0;
  std::vector<std::int64_t> counts_;   // zone x column
  std::vector<std::int64_t> weights_;  // the same: of these pixels
  std::vector<model::ExactSum> sums_;  // the same
  std::vector<std::int64_t> fixed_;    // of the tile at hand
};

}  // namespace minenpp::survey
