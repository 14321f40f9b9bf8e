#include "model/stats/span_counts.h"

#include <algorithm>
#include <cstddef>

#include "model/stats/exact_sum.h"

namespace minenpp::model {

FixedSum sum_of_fixed(std::span<const std::int64_t> fixed) {
  // In two parts, each of which fits 64 bits for as many pixels as a tile can have.
  constexpr int low_bits = 32;
  constexpr std::int64_t low_mask = (std::int64_t{1} << low_bits) - 1;
  std::int64_t count = 0, low = 0, high = 0;
  for (const auto value : fixed) {
    const bool is_there = value != no_fixed;
    const std::int64_t counted = is_there ? value : 0;
    count += is_there ? 1 : 0;
    low += counted & low_mask;
    high += counted >> low_bits;
  }
  return {count, (static_cast<Int128>(high) << low_bits) + low};
}

std::int64_t count_above(std::span<const std::int64_t> fixed, std::int64_t limit) {
  std::int64_t count = 0;
  for (const auto value : fixed) count += value > limit ? 1 : 0;
  return count;
}

std::uint32_t largest_of(std::span<const std::uint32_t> values) {
  std::uint32_t largest = 0;
  for (const auto value : values) largest = std::max(largest, value);
  return largest;
}

void count_codes(std::span<const std::uint8_t> codes, std::span<std::int64_t> counts) {
  // A pass a code is vector code; a table of counts is not. Bytes are added up in bytes, 255 at a time.
  constexpr std::size_t most_in_a_byte = 255, lanes = 64, block = most_in_a_byte * lanes;
  for (std::size_t first = 0; first < codes.size(); first += block) {
    const auto part = codes.subspan(first, std::min(block, codes.size() - first));
    const auto whole = part.size() / lanes * lanes;
    for (std::size_t c = 0; c < counts.size(); ++c) {
      const auto code = static_cast<std::uint8_t>(c + 1);
      std::uint8_t in_lane[lanes] = {};
      for (std::size_t i = 0; i < whole; i += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
          in_lane[lane] = static_cast<std::uint8_t>(in_lane[lane] + (part[i + lane] == code ? 1 : 0));
      std::int64_t count = 0;
      for (const auto one : in_lane) count += one;
      for (auto i = whole; i < part.size(); ++i) count += part[i] == code ? 1 : 0;
      counts[c] += count;
    }
  }
}

void subtract(std::span<const double> later, std::span<const double> earlier, std::span<double> out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = later[i] - earlier[i];
}

}  // namespace minenpp::model
