#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/exact_sum.h"

namespace minenpp::survey {

/// The limbs of exact sums, three a sum.
[[nodiscard]] std::vector<std::int64_t> limbs_of(std::span<const model::ExactSum> sums);

/// Adds sums given by their limbs, one by one. Throws Error(input) where they are of another number.
void add_limbs(std::span<const std::int64_t> limbs, std::span<model::ExactSum> sums);

/// Adds integers one by one. Throws Error(input) where they are of another number.
void add_each(std::span<const std::int64_t> more, std::span<std::int64_t> sums);

}  // namespace minenpp::survey
