#include "survey/statistics/trend_tally.h"

#include <numeric>

#include "model/stats/pre_whitening.h"
#include "model/stats/theil_sen.h"

namespace minenpp::survey {

std::vector<std::size_t> trend_columns(const TallyColumns& columns) {
  if (columns.annual) return {columns.months.size()};
  std::vector<std::size_t> months(columns.months.size());
  std::iota(months.begin(), months.end(), std::size_t{0});
  return months;
}

SeriesTrend series_trend(const TrendRules& rules, std::span<const double> times,
                         std::span<const double> values) {
  SeriesTrend found;
  found.line = model::linear_trend(times, values);
  found.sen_slope = model::theil_sen_slope(times, values);
  std::vector<double> tested(values.begin(), values.end());
  if (rules.options.pre_whiten) (void)model::pre_whiten(times, values, found.sen_slope, tested);
  found.test = model::mann_kendall(tested);
  found.trend = model::trend_class(found.sen_slope, found.test.p, rules.options.alpha);
  return found;
}

}  // namespace minenpp::survey
