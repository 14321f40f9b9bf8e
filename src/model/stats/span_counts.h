#pragma once

#include <cstdint>
#include <span>

#include "model/stats/int128.h"

namespace minenpp::model {

/// Of millionths (fix_values): how many there are, and their sum, exact whatever their size.
struct FixedSum {
  std::int64_t count = 0;
  Int128 sum = 0;
};

/// What is no_fixed does not count.
[[nodiscard]] FixedSum sum_of_fixed(std::span<const std::int64_t> fixed);

/// How many values are above `limit`; no_fixed is above nothing.
[[nodiscard]] std::int64_t count_above(std::span<const std::int64_t> fixed, std::int64_t limit);

/// 0 where there is no value.
[[nodiscard]] std::uint32_t largest_of(std::span<const std::uint32_t> values);

/// Adds to counts[c - 1] how many codes are c, for c = 1..counts.size().
void count_codes(std::span<const std::uint8_t> codes, std::span<std::int64_t> counts);

/// out[i] = later[i] - earlier[i]; NaN where either is. All of one length.
void subtract(std::span<const double> later, std::span<const double> earlier, std::span<double> out);

}  // namespace minenpp::model
