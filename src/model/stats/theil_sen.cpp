#include "model/stats/theil_sen.h"

#include <cmath>
#include <limits>
#include <vector>

#include "model/error.h"
#include "model/stats/linear_trend.h"
#include "model/stats/median.h"

namespace minenpp::model {

namespace {

/// Slopes between all pairs of values; as many as pair_count().
void slopes_between(std::span<const double> years, std::span<const double> values, std::span<double> slopes) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t later = values.size() - i - 1;
    const double *value = &values[i], *year = &years[i];
    double* slope = slopes.data() + begin;
    for (std::size_t j = 1; j <= later; ++j) slope[j - 1] = (value[j] - value[0]) / (year[j] - year[0]);
    begin += later;
  }
}

}  // namespace

double theil_sen_slope(std::span<const double> years, std::span<const double> values,
                       std::span<double> scratch) {
  check_years(years, values.size());
  if (scratch.size() < theil_sen_scratch(years.size()))
    throw Error(Fault::usage, "the scratch of a median slope is too short");
  auto kept_years = scratch.first(years.size()), kept = scratch.subspan(years.size(), years.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    kept_years[n] = years[i];
    kept[n] = values[i];
    n += std::isfinite(values[i]) ? 1 : 0;
  }
  if (n < trend_min_years) return std::numeric_limits<double>::quiet_NaN();
  const auto slopes = scratch.subspan(2 * years.size(), pair_count(n));
  slopes_between(kept_years.first(n), kept.first(n), slopes);
  return median(slopes, scratch.subspan(2 * years.size() + slopes.size(), slopes.size()));
}

double theil_sen_slope(std::span<const double> years, std::span<const double> values) {
  std::vector<double> scratch(theil_sen_scratch(years.size()));
  return theil_sen_slope(years, values, scratch);
}

}  // namespace minenpp::model
