#include "survey/run/likely_fill.h"

#include <algorithm>
#include <vector>

namespace minenpp::survey {

namespace {

/// Values of a code next to one, the median of those that any value has: NDVI of bytes has few codes, and
/// another of them may stand out as well.
double beside(std::span<const std::int64_t> counts, std::size_t bin) {
  constexpr std::size_t most_a_side = 10;
  std::vector<std::int64_t> below, above;
  for (auto at = bin; at > 0 && below.size() < most_a_side; --at)
    if (counts[at - 1] > 0) below.push_back(counts[at - 1]);
  for (auto at = bin + 1; at < counts.size() && above.size() < most_a_side; ++at)
    if (counts[at] > 0) above.push_back(counts[at]);
  below.insert(below.end(), above.begin(), above.end());
  if (below.empty()) return 0;
  const auto middle = below.begin() + std::ssize(below) / 2;
  std::ranges::nth_element(below, middle);
  return static_cast<double>(*middle);
}

}  // namespace

std::optional<LikelyFill> likely_fill(const model::NdviHistogram& ndvi) {
  constexpr double least = 0.005, most = 0.5, times_as_many = 20;
  constexpr std::size_t zero = model::ndvi_code_max;
  const auto counts = ndvi.counts();
  const auto total = static_cast<double>(ndvi.total());
  if (total == 0) return std::nullopt;
  const auto lowest = static_cast<std::size_t>(
      std::ranges::find_if(counts, [](auto count) { return count > 0; }) - counts.begin());
  for (const auto bin : {lowest, zero}) {
    if (bin > zero) continue;
    const auto count = static_cast<double>(counts[bin]);
    if (count < least * total || count > most * total || count < times_as_many * beside(counts, bin))
      continue;
    return LikelyFill{(static_cast<double>(bin) - model::ndvi_code_max) / model::ndvi_code_scale,
                      count / total};
  }
  return std::nullopt;
}

}  // namespace minenpp::survey
