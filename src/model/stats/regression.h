#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/attempt.h"

namespace minenpp::model {

/// y = coefficients[0] + coefficients[1] x_1 + ... + coefficients[k] x_k, fitted by least squares.
struct Regression {
  std::vector<double> coefficients;  ///< intercept first
  std::vector<double> residuals;     ///< one a row: y - fit; NaN where the row was left out
  double r2 = 0;                     ///< share of the variance explained, 0..1; NaN where y does not vary
  std::int64_t n = 0;                ///< rows used
};

/// Ordinary least squares with an intercept by column-pivoting QR of the centred and scaled predictors.
///
/// `predictors`: k >= 1 columns as long as `y`; rows in which anything is not finite are left out. Refused
/// where fewer than k + 2 rows are left, or where the predictors do not vary independently (pivots below
/// 1e-10 of the largest). Residuals no larger than the rounding of y (32 units in the last place of the
/// largest |y|), all of them, are given as 0. Throws Error(usage) where sizes differ or there is no
/// predictor.
[[nodiscard]] Attempt<Regression> regress(std::span<const double> y,
                                          std::span<const std::span<const double>> predictors);

}  // namespace minenpp::model
