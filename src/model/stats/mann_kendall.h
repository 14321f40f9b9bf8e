#pragma once

#include <cstdint>
#include <span>

namespace minenpp::model {

/// Test for a monotonic trend.
struct MannKendall {
  std::int64_t s = 0;   ///< pairs that rise minus pairs that fall, |s| <= n (n - 1) / 2
  double variance = 0;  ///< of s without a trend, corrected for ties
  double z = 0;         ///< standard normal score
  double p = 0;         ///< two-sided, normal approximation (poor below 8 values)
  std::int64_t n = 0;   ///< values with data
};

/// Mann-Kendall test (Mann 1945, Kendall 1975; science 6.3): S = sum over j > i of sgn(y_j - y_i), var = [n
/// (n - 1) (2n + 5) - sum over tie groups g (g - 1) (2g + 5)] / 18, Z = (S - sgn S) / sqrt(var), 0 where S or
/// var is 0.
///
/// `values`: in the order of time, not finite = no data, left out. Below trend_min_years with data s is 0 and
/// variance, z and p are NaN. Allocates nothing.
[[nodiscard]] MannKendall mann_kendall(std::span<const double> values);

}  // namespace minenpp::model
