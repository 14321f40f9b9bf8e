#include "model/casa/ndvi_codes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

#include "model/rounding.h"
#include "model/stats/ndvi_histogram.h"

namespace minenpp::model {

namespace {

/// The first 16-bit number of which `is_enough`(number x 1e-4); the one after the last where none is.
template <typename IsEnough>
int first_number(const IsEnough& is_enough) {
  constexpr int first = std::numeric_limits<std::int16_t>::min(),
                last = std::numeric_limits<std::int16_t>::max();
  const auto numbers = std::views::iota(first, last + 1);
  return first +
         static_cast<int>(std::ranges::partition_point(
                              numbers, [&](int number) { return !is_enough(number * stored_ndvi_scale); }) -
                          numbers.begin());
}

std::int16_t code_of(double ndvi) {
  return static_cast<std::int16_t>(nearest_whole(ndvi * ndvi_code_scale));
}

}  // namespace

NdviCodeCount ndvi_codes(std::span<const double> ndvi, const NdviLimits& limits, std::int16_t no_code,
                         std::span<std::int16_t> codes) {
  std::int64_t values = 0, outside = 0;
  for (std::size_t i = 0; i < ndvi.size(); ++i) {
    const double value = ndvi[i];
    const bool there = value == value, beyond = value < limits.lowest || value > limits.highest;
    values += there ? 1 : 0;
    outside += beyond ? 1 : 0;
    const bool believed = there && (limits.clips || !beyond);
    const double within = believed ? std::min(std::max(value, limits.lowest), limits.highest) : 0;
    const auto code =
        static_cast<std::int16_t>(static_cast<std::int32_t>(nearest_whole(within * ndvi_code_scale)));
    codes[i] = believed ? code : no_code;
  }
  return {values, outside};
}

StoredNdvi::StoredNdvi(const NdviLimits& limits, std::int16_t no_code)
    : lowest_(static_cast<std::int16_t>(first_number([&](double ndvi) { return ndvi >= limits.lowest; }))),
      highest_(
          static_cast<std::int16_t>(first_number([&](double ndvi) { return ndvi > limits.highest; }) - 1)),
      below_(limits.clips ? code_of(limits.lowest) : no_code),
      above_(limits.clips ? code_of(limits.highest) : no_code),
      no_code_(no_code) {}

NdviCodeCount StoredNdvi::to_codes(std::int16_t nodata, std::span<const std::uint8_t> wanted,
                                   std::span<std::int16_t> numbers) const {
  // Not through `this`, which the numbers that are stored might overwrite.
  const auto lowest = lowest_, highest = highest_, below = below_, above = above_, no_code = no_code_;
  NdviCodeCount met;
  // Counted in as many bits as the numbers have, so that a vector holds as many counts as numbers.
  constexpr std::size_t countable = std::numeric_limits<std::uint16_t>::max();
  for (std::size_t begin = 0; begin < numbers.size(); begin += countable) {
    const auto count = std::min(countable, numbers.size() - begin);
    auto* number = numbers.data() + begin;
    const auto* is_wanted = wanted.data() + begin;
    std::uint16_t values = 0, outside = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto raw = number[i];
      const bool there = (raw != nodata) & (is_wanted[i] != 0), low = raw<lowest, high = raw> highest;
      values = static_cast<std::uint16_t>(values + there);
      outside = static_cast<std::uint16_t>(outside + (there & (low | high)));
      const auto believed = low ? below : high ? above : raw;
      number[i] = there ? believed : no_code;
    }
    met.values += values;
    met.outside += outside;
  }
  return met;
}

void ndvi_of_codes(std::span<const std::int16_t> codes, std::int16_t no_code, std::span<double> ndvi) {
  for (std::size_t i = 0; i < codes.size(); ++i)
    ndvi[i] = codes[i] == no_code ? std::numeric_limits<double>::quiet_NaN()
                                  : static_cast<double>(codes[i]) / ndvi_code_scale;
}

}  // namespace minenpp::model
