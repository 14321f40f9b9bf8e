#include "model/stats/pearson.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "model/no_data.h"

namespace minenpp::model {

namespace {

constexpr double rounding = 8 * std::numeric_limits<double>::epsilon();

/// Of a variance: what rounding to single precision, as rasters have it, leaves of an exact relation is
/// less, even where years of 290 K differ by a tenth of a kelvin.
constexpr double least_left = 1e-8;

/// 1 - r^2, what is left of the variance of either; NaN where rounding alone leaves it.
double left_of(double r) {
  const double left = (1 - r) * (1 + r);
  return left > least_left ? left : no_data;
}

}  // namespace

double pearson(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  double mean_x = 0, mean_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mean_x += (x[i] - x[0]) / n;
    mean_y += (y[i] - y[0]) / n;
  }
  double xx = 0, xy = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = (x[i] - x[0]) - mean_x;
    const double dy = (y[i] - y[0]) - mean_y;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  if (!(xx > 0) || !(yy > 0)) return no_data;
  return std::clamp(xy / (std::sqrt(xx) * std::sqrt(yy)), -1.0, 1.0);
}

double with_held(double r_xy, double r_xz, double r_yz) {
  return std::clamp((r_xy - r_xz * r_yz) / std::sqrt(left_of(r_xz) * left_of(r_yz)), -1.0, 1.0);
}

double with_both_held(double r_xy, double r_xz, double r_yz, double r_xw, double r_yw, double r_zw) {
  // Once z is held the rounding of an r of 1 is no longer as small as left_of knows it.
  if (std::isnan(left_of(r_xw) * left_of(r_yw))) return no_data;
  return with_held(with_held(r_xy, r_xz, r_yz), with_held(r_xw, r_xz, r_zw), with_held(r_yw, r_yz, r_zw));
}

double rounded_to_one(double r) {
  return 1 - std::abs(r) <= rounding ? std::copysign(1.0, r) : r;
}

}  // namespace minenpp::model
