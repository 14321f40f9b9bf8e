#pragma once

#include <span>

namespace minenpp::model {

/// Lag-1 autocorrelation r1 = sum (x_i - m) (x_(i+1) - m) / sum (x_i - m)^2 of a series; a pair counts where
/// both are finite, m and the lower sum are over all finite values. NaN below trend_min_years values or
/// without variance.
[[nodiscard]] double lag_one_correlation(std::span<const double> values);

/// Trend-free pre-whitening (Yue, Pilon, Phinney and Cavadias 2002): takes the lag-1 autocorrelation out of a
/// series before a Mann-Kendall test without taking the trend with it. It keeps the power to find a trend; it
/// does not bring false alarms down to the nominal level, because the chance slope of a red series is put
/// back too.
///
/// With the median slope b: x_i = y_i - b (t_i - t_0), r1 = lag_one_correlation(x), and
///   y'_i = x_i - r1 x_(i-1) + b (t_i - t_0),
/// which the test is then made on. Where r1 lies within the 95% limits of white noise, (-1 +- 1.96 sqrt(n -
/// 2)) / (n - 1) (Anderson 1942; n = values with data), or cannot be computed, y' = y. Some programs whiten
/// in every case.
///
/// `years`: evenly spaced, strictly ascending; `values`: not finite = no data; `slope`: theil_sen_slope of
/// them. `out`: as many; a value without a predecessor (the first, and after a gap) has no y' and becomes NaN
/// where the series is whitened. Returns r1 where the series was whitened, else 0. Sizes must be equal.
/// Allocates nothing.
double pre_whiten(std::span<const double> years, std::span<const double> values, double slope,
                  std::span<double> out);

/// Throws Error(usage) unless the years are evenly spaced (to 1e-9 of their step), as lag 1 needs.
void check_even_years(std::span<const double> years);

}  // namespace minenpp::model
