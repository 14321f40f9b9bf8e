#include "model/stats/theil_sen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "model/error.h"
#include "model/stats/linear_trend.h"

namespace minenpp::model {

namespace {

/// Exact median; reorders its values. At least one.
double median(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  const double below = *std::max_element(values.begin(), middle);
  return below + (*middle - below) / 2;
}

}  // namespace

double theil_sen_slope(std::span<const double> years, std::span<const double> values,
                       std::span<double> scratch) {
  check_years(years, values.size());
  if (scratch.size() < pair_count(years.size()))
    throw Error(Fault::usage, "the scratch of a median slope is too short");
  std::size_t slopes = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    for (std::size_t j = i + 1; j < values.size(); ++j)
      if (std::isfinite(values[j])) scratch[slopes++] = (values[j] - values[i]) / (years[j] - years[i]);
  }
  if (slopes < pair_count(trend_min_years)) return std::numeric_limits<double>::quiet_NaN();
  return median(scratch.first(slopes));
}

double theil_sen_slope(std::span<const double> years, std::span<const double> values) {
  std::vector<double> scratch(pair_count(years.size()));
  return theil_sen_slope(years, values, scratch);
}

}  // namespace minenpp::model
