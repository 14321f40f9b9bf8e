#include "model/stats/mann_kendall.h"

#include <cmath>
#include <limits>

#include "model/stats/linear_trend.h"
#include "model/stats/p_values.h"

namespace minenpp::model {

namespace {

struct Pairs {
  std::int64_t n = 0, s = 0, ties = 0;
};

Pairs count_pairs(std::span<const double> values) {
  Pairs pairs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    ++pairs.n;
    std::int64_t equal = 1;
    for (std::size_t j = 0; j < values.size(); ++j) {
      if (j == i || !std::isfinite(values[j])) continue;
      equal += values[j] == values[i];
      if (j > i) pairs.s += (values[j] > values[i]) - (values[j] < values[i]);
    }
    // Each of the g members of a group adds its share of g (g - 1) (2g + 5).
    pairs.ties += (equal - 1) * (2 * equal + 5);
  }
  return pairs;
}

}  // namespace

MannKendall mann_kendall(std::span<const double> values) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const auto [n, s, ties] = count_pairs(values);
  if (n < trend_min_years) return {0, nan, nan, nan, n};
  MannKendall test{s, 0, 0, 1, n};
  test.variance = static_cast<double>(n * (n - 1) * (2 * n + 5) - ties) / 18;
  if (s != 0 && test.variance > 0)
    test.z = static_cast<double>(s > 0 ? s - 1 : s + 1) / std::sqrt(test.variance);
  test.p = normal_p(test.z);
  return test;
}

}  // namespace minenpp::model
