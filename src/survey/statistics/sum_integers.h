#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/exact_sum.h"

namespace minenpp::survey {

/// The limbs of exact sums, three a sum.
[[nodiscard]] std::vector<std::int64_t> limbs_of(std::span<const model::ExactSum> sums);

/// The same of one sum, behind `integers`; and adds one that is given by its three limbs.
void append_limbs(const model::ExactSum& sum, std::vector<std::int64_t>& integers);
void add_limbs(std::span<const std::int64_t> limbs, model::ExactSum& sum);

/// Adds sums given by their limbs, one by one. Throws Error(input) where they are of another number.
void add_limbs(std::span<const std::int64_t> limbs, std::span<model::ExactSum> sums);

/// Adds integers one by one. Throws Error(input) where they are of another number.
void add_each(std::span<const std::int64_t> more, std::span<std::int64_t> sums);

}  // namespace minenpp::survey
