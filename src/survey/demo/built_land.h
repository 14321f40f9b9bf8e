#pragma once

#include <cstdint>

#include "survey/demo/demo_layout.h"

namespace minenpp::survey {

/// What lies at the same place of every district: the river and its reservoir, the town, the roads.
/// River and roads leave a district where they enter the next one.

/// `ragged`: a random number about 0 (standard deviation 1) that frays the shores.
[[nodiscard]] bool is_water(const DistrictPoint& point, double ragged);

/// `year`: 0..demo_year_count-1; towns grow.
[[nodiscard]] bool is_town(const DistrictPoint& point, int year, double ragged);

[[nodiscard]] bool is_road(const DistrictPoint& point);

/// Villages lie at random over the whole area, at most one to a square of 1.4 km. `row`, `col`: pixel of the
/// area.
[[nodiscard]] bool is_village(std::uint64_t seed, std::int64_t row, std::int64_t col, int year,
                              double ragged);

}  // namespace minenpp::survey
