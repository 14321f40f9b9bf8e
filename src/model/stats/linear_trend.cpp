#include "model/stats/linear_trend.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "model/error.h"
#include "model/no_data.h"
#include "model/stats/p_values.h"

namespace minenpp::model {

namespace {

/// Sums of the years with data. Values are counted from the first of them, so that equal values differ by
/// exactly 0.
struct Means {
  std::int64_t n = 0;
  double year = 0, value = 0;  // means
  double origin = 0;           // first value with data; `value` is relative to it
  double largest = 0;          // of |value|
};

Means means_of(std::span<const double> years, std::span<const double> values) {
  Means means;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    if (means.n == 0) means.origin = values[i];
    ++means.n;
    means.year += years[i] - years[0];
    means.value += values[i] - means.origin;
    means.largest = std::max(means.largest, std::abs(values[i]));
  }
  const auto n = static_cast<double>(means.n);
  means.year = years.empty() ? 0 : years[0] + means.year / n;
  means.value /= n;
  return means;
}

template <typename F>
void for_each_deviation(std::span<const double> years, std::span<const double> values, const Means& means,
                        F&& f) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (std::isfinite(values[i])) f(years[i] - means.year, (values[i] - means.origin) - means.value);
}

void test_slope(LinearTrend& trend, double sse, double tt, double largest) {
  const auto n = static_cast<double>(trend.n);
  const double rounding = 4 * std::numeric_limits<double>::epsilon() * largest;
  const double df = n - 2;
  if (sse > n * rounding * rounding) {
    trend.slope_error = std::sqrt(sse / df / tt);
    trend.t = trend.slope / trend.slope_error;
    trend.p = student_p(trend.t, df);
    return;
  }
  const bool flat = std::abs(trend.slope) * std::sqrt(tt) <= std::sqrt(n) * rounding;
  trend.slope_error = 0;
  trend.t = flat ? 0 : std::copysign(std::numeric_limits<double>::infinity(), trend.slope);
  trend.p = flat ? 1 : 0;
}

}  // namespace

void check_years(std::span<const double> years, std::size_t count) {
  if (years.size() != count)
    throw Error(Fault::usage, "a trend has " + std::to_string(years.size()) + " years and " +
                                  std::to_string(count) + " values, expected one value a year");
  for (std::size_t i = 0; i < years.size(); ++i)
    if (!std::isfinite(years[i]) || (i > 0 && !(years[i - 1] < years[i])))
      throw Error(Fault::usage,
                  "year " + std::to_string(years[i]) + " of a trend is not after the year before it");
}

LinearTrend linear_trend(std::span<const double> years, std::span<const double> values) {
  check_years(years, values.size());
  const Means means = means_of(years, values);
  if (means.n < trend_min_years) return {no_data, no_data, no_data, no_data, no_data, means.n};
  double tt = 0, ty = 0, sse = 0;
  for_each_deviation(years, values, means, [&](double t, double y) {
    tt += t * t;
    ty += t * y;
  });
  LinearTrend trend;
  trend.n = means.n;
  trend.slope = ty / tt;
  trend.intercept = means.origin + means.value - trend.slope * means.year;
  for_each_deviation(years, values, means, [&](double t, double y) {
    const double residual = y - trend.slope * t;
    sse += residual * residual;
  });
  test_slope(trend, sse, tt, means.largest);
  return trend;
}

}  // namespace minenpp::model
