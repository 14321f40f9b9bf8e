#pragma once

#include <cstddef>
#include <span>

namespace minenpp::model {

/// How many slopes `years` years have between them: n (n - 1) / 2.
[[nodiscard]] constexpr std::size_t pair_count(std::size_t years) {
  return years < 2 ? 0 : years * (years - 1) / 2;
}

/// Doubles that theil_sen_slope needs besides.
[[nodiscard]] constexpr std::size_t theil_sen_scratch(std::size_t years) {
  return 2 * (years + pair_count(years));
}

/// Median of the slopes between all pairs of years with data (Theil 1950, Sen 1968; science 6.3); the mean of
/// the two middle slopes where their number is even. Unit of the values a year.
///
/// `years`, `values`: as for linear_trend. `scratch`: at least theil_sen_scratch(years.size()) doubles,
/// overwritten. NaN below trend_min_years with data. Throws Error(usage) as check_years does, or where the
/// scratch is too short.
[[nodiscard]] double theil_sen_slope(std::span<const double> years, std::span<const double> values,
                                     std::span<double> scratch);

/// The same with a scratch of its own.
[[nodiscard]] double theil_sen_slope(std::span<const double> years, std::span<const double> values);

}  // namespace minenpp::model
