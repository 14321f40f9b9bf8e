#pragma once

#include <cstdint>
#include <span>

namespace minenpp::model {

/// How two variables go together.
struct Correlation {
  double r = 0;        ///< Pearson's r, -1..1; NaN where a variable does not vary
  double r2 = 0;       ///< r * r
  double t = 0;        ///< r sqrt(df / (1 - r^2)); infinite for |r| = 1
  double p = 0;        ///< two-sided, Student's t; 0 for |r| = 1; NaN below one degree of freedom
  std::int64_t n = 0;  ///< rows with data in all variables
};

/// Correlation with t and p from r and its degrees of freedom (n - 2, less one for each variable controlled
/// for). An |r| that rounding alone keeps from 1 (8 units in the last place) counts as 1. NaN for NaN.
[[nodiscard]] Correlation test_correlation(double r, std::int64_t n, std::int64_t degrees_of_freedom);

/// Pearson's correlation (science 6.8). Rows in which either is not finite are left out. Throws Error(usage)
/// where the sizes differ. A variable that is constant to the last bit has no variance.
[[nodiscard]] Correlation correlation(std::span<const double> x, std::span<const double> y);

/// Correlation of x and y with the linear influence of one or two other variables taken out of both
/// (science 6.10): r(xy.z) = (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2) (1 - r_yz^2)), and the same again with
/// r(..z) for a second one; n - 3 or n - 4 degrees of freedom. Rows in which any variable is not finite are
/// left out.
///
/// r, t and p are NaN where a variable does not vary, or the controls determine x or y. Throws Error(usage)
/// where sizes differ or there are not one or two controls.
[[nodiscard]] Correlation partial_correlation(std::span<const double> x, std::span<const double> y,
                                              std::span<const std::span<const double>> controls);

/// Estimates against measurements (science 6.8).
struct Agreement {
  Correlation correlation;
  double rmse = 0;  ///< root mean square of estimate - measurement; NaN without a row
  double bias = 0;  ///< mean of estimate - measurement; NaN without a row
};

/// Rows in which either is not finite are left out. Throws Error(usage) where the sizes differ.
[[nodiscard]] Agreement agreement(std::span<const double> measured, std::span<const double> estimated);

}  // namespace minenpp::model
