#include "model/stats/mann_kendall.h"

#include <cmath>
#include <limits>

#include "model/no_data.h"
#include "model/stats/linear_trend.h"
#include "model/stats/p_values.h"

namespace minenpp::model {

namespace {

struct Pairs {
  std::int64_t n = 0, s = 0, ties = 0;
};

/// Values equal to one that is finite.
std::int64_t equal_to(double value, std::span<const double> others) {
  std::int64_t equal = 0;
  for (const double other : others) equal += other == value ? 1 : 0;
  return equal;
}

/// Values above it minus those below it; what is not finite is neither.
std::int64_t rises_from(double value, std::span<const double> later) {
  std::int64_t rises = 0;
  constexpr double most = std::numeric_limits<double>::max();
  for (const double other : later) {
    rises += (other > value) & (other <= most) ? 1 : 0;
    rises -= (other < value) & (other >= -most) ? 1 : 0;
  }
  return rises;
}

Pairs count_pairs(std::span<const double> values) {
  Pairs pairs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    ++pairs.n;
    pairs.s += rises_from(values[i], values.subspan(i + 1));
    // Each of the g members of a group adds its share of g (g - 1) (2g + 5).
    const std::int64_t equal = equal_to(values[i], values);
    pairs.ties += (equal - 1) * (2 * equal + 5);
  }
  return pairs;
}

}  // namespace

MannKendall mann_kendall(std::span<const double> values) {
  const auto [n, s, ties] = count_pairs(values);
  if (n < trend_min_years) return {0, no_data, no_data, no_data, n};
  MannKendall test{s, 0, 0, 1, n};
  test.variance = static_cast<double>(n * (n - 1) * (2 * n + 5) - ties) / 18;
  if (s != 0 && test.variance > 0)
    test.z = static_cast<double>(s > 0 ? s - 1 : s + 1) / std::sqrt(test.variance);
  test.p = normal_p(test.z);
  return test;
}

}  // namespace minenpp::model
