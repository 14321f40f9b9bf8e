#pragma once

#include <vector>

#include "model/stats/trend_kernel.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// How trends over the surveyed years are made.
struct TrendRules {
  bool by_index = false;  ///< over 1, 2, 3, ... instead of calendar years
  model::TrendOptions options;
  bool maps = true;
};

[[nodiscard]] TrendRules trend_rules(const Settings& settings);

/// The time of each surveyed year, in years (or steps of the index), ascending.
[[nodiscard]] std::vector<double> trend_times(const TrendRules& rules, const std::vector<int>& years);

/// Throws Error(usage) where the series are to be pre-whitened and the times are not evenly spaced. Fewer
/// than three years have no trend, and no problem.
void check_trend(const Settings& settings, const TrendRules& rules, const std::vector<int>& years);

}  // namespace minenpp::survey
