#pragma once

#include <cstdint>
#include <span>

namespace minenpp::model {

/// A trend needs this many years with data.
inline constexpr std::int64_t trend_min_years = 3;

/// Throws Error(usage) unless there are as many years as values a pixel (`count`), all finite and strictly
/// ascending.
void check_years(std::span<const double> years, std::size_t count);

/// y = intercept + slope * year, fitted by least squares.
struct LinearTrend {
  double slope = 0;        ///< unit of the values a year
  double intercept = 0;    ///< value at year 0
  double slope_error = 0;  ///< standard error of the slope
  double t = 0;            ///< slope / slope_error
  double p = 0;            ///< two-sided, Student's t with n - 2 degrees of freedom
  std::int64_t n = 0;      ///< years with data
};

/// Ordinary least squares over calendar years (science 6.3; slope_error = sqrt(SSE / (n - 2) / sum (t -
/// tm)^2)).
///
/// `years`: strictly ascending, any spacing; `values`: one a year, not finite = no data, left out. Below
/// trend_min_years with data everything but n is NaN; below 8 a p means little.
///
/// No residuals (SSE = 0): p is 0 and t infinite, or p is 1 and t 0 where the slope is 0 too. Residuals and
/// slopes no larger than the rounding of the values (4 units in the last place of the largest) count as 0:
/// else a flat series such as 0.3, 0.1 + 0.2, ... would get a trend made of rounding. Throws Error(usage) as
/// check_years does. Allocates nothing.
[[nodiscard]] LinearTrend linear_trend(std::span<const double> years, std::span<const double> values);

}  // namespace minenpp::model
