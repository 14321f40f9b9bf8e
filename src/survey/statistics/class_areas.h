#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/stats/exact_sum.h"
#include "survey/catalogue/zone_list.h"
#include "survey/statistics/group_rows.h"

namespace minenpp::survey {

/// Areas of zones by a class of their pixels (of change, of trend), in several columns: exact, so that
/// neither tiles nor ranks matter.
class ClassAreas {
 public:
  ClassAreas() = default;
  ClassAreas(std::size_t zones, std::size_t columns, std::size_t classes)
      : columns_(columns), classes_(classes), sums_(zones, columns * classes) {}

  [[nodiscard]] std::size_t classes() const { return classes_; }

  /// Adds the pixels of a tile to one column. `codes`: window.size() classes 1..classes(), 0 for no data,
  /// which does not count. Zone 0 is the study area: every pixel with a class.
  void add(const ZoneList& zones, const model::Grid& grid, const model::Window& window,
           std::span<const std::uint8_t> codes, std::size_t column);

  /// `code`: 1..classes().
  [[nodiscard]] const model::ExactSum& area_m2(std::size_t zone, std::size_t column, std::size_t code) const {
    return sums_.at(zone, column * classes_ + code - 1);
  }
  [[nodiscard]] double area_hm2(std::size_t zone, std::size_t column, std::size_t code) const {
    return area_m2(zone, column, code).value() / 1e4;
  }
  /// Percent of the area of all classes; NaN where there is none.
  [[nodiscard]] double share_percent(std::size_t zone, std::size_t column, std::size_t code) const;

  /// The sums of zones that have any, and more such sums. Throws Error(input) where they do not fit.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);

 private:
  /// `begin`, `end`: indices in the tile, of pixels of one area.
  void add_span(std::span<const std::uint8_t> codes, std::size_t begin, std::size_t end,
                std::int64_t area_mm2, std::size_t zone, std::size_t column);

  std::size_t columns_ = 0, classes_ = 0;
  GroupRows<model::ExactSum> sums_;   // of a zone, by column and class
  std::vector<std::int64_t> counts_;  // by class, of the pixels at hand
};

}  // namespace minenpp::survey
