#pragma once

#include <span>

namespace minenpp::model {

/// Pearson's r of values without gaps (science 6.8), -1..1; both spans have one size, at least 1. Values are
/// counted from the first, so that a constant varies by exactly 0; NaN where one does not vary. The order of
/// the two changes no bit.
[[nodiscard]] double pearson(std::span<const double> x, std::span<const double> y);

/// The correlation of x and y with z held (science 6.10), from the three correlations: (r_xy - r_xz r_yz) /
/// sqrt((1 - r_xz^2) (1 - r_yz^2)), -1..1. NaN where one is NaN, or z determines x or y (all but a thousand
/// millionth of its variance, since rasters are rounded to single precision).
[[nodiscard]] double with_held(double r_xy, double r_xz, double r_yz);

/// The correlation of x and y with z and then w held. NaN where one is NaN, or one of z and w determines the
/// other, x or y.
[[nodiscard]] double with_both_held(double r_xy, double r_xz, double r_yz, double r_xw, double r_yw,
                                    double r_zw);

/// An |r| that rounding alone keeps from 1 (8 units in the last place) as 1; any other as it is, also NaN.
[[nodiscard]] double rounded_to_one(double r);

}  // namespace minenpp::model
