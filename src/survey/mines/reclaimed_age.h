#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "survey/npp/class_set.h"

namespace minenpp::survey {

/// How long the pixels of a tile have been reclaimed, year by year.
class ReclaimedAge {
 public:
  static constexpr std::int16_t not_reclaimed = -1;

  /// `reclaimed_classes`: class codes.
  explicit ReclaimedAge(const std::vector<int>& reclaimed_classes);

  /// The next surveyed year (calendar) of a tile; the years of a tile come in order, and `first` starts a
  /// tile. `classes`: class codes of its pixels; a year without a class (no_class) tells nothing of the
  /// pixel.
  void next(bool first, int year, std::span<const std::uint8_t> classes);

  /// Calendar years since the land was first seen reclaimed, as it has been ever since; 0 in that year, or
  /// not_reclaimed. Land that was reclaimed in the first surveyed year that it has a class in has an unknown
  /// age: not_reclaimed. So has a pixel without a class in the year at hand.
  [[nodiscard]] std::span<const std::int16_t> age() const { return age_; }

 private:
  ClassSet reclaimed_;
  std::vector<std::int16_t> since_;  // calendar year; or what reclaimed_age.cpp names
  std::vector<std::int16_t> age_;
};

}  // namespace minenpp::survey
