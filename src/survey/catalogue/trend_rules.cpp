#include "survey/catalogue/trend_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/error.h"
#include "model/stats/linear_trend.h"
#include "model/stats/pre_whitening.h"

namespace minenpp::survey {

TrendRules trend_rules(const Settings& settings) {
  TrendRules rules;
  rules.by_index = settings.text("trend.time") == "index";
  rules.options.alpha = settings.number("trend.alpha");
  rules.options.pre_whiten = settings.yes("trend.pre-whiten");
  rules.maps = settings.yes("trend.maps");
  return rules;
}

std::vector<double> trend_times(const TrendRules& rules, const std::vector<int>& years) {
  std::vector<double> times;
  for (std::size_t i = 0; i < years.size(); ++i)
    times.push_back(rules.by_index ? static_cast<double>(i + 1) : static_cast<double>(years[i]));
  return times;
}

void check_trend(const Settings& settings, const TrendRules& rules, const std::vector<int>& years) {
  if (!rules.options.pre_whiten || std::ssize(years) < model::trend_min_years) return;
  model::in_context(
      fmt::format("{} (surveyed years {})", settings.where("trend.pre-whiten"), fmt::join(years, ", ")),
      [&] { model::check_even_years(trend_times(rules, years)); });
}

}  // namespace minenpp::survey
