#pragma once

#include <optional>

#include "model/stats/ndvi_histogram.h"

namespace minenpp::survey {

/// One NDVI that is of so many values that it may stand for no data.
struct LikelyFill {
  double ndvi = 0;
  double share = 0;  ///< of all values
};

/// The lowest NDVI, or 0, where it is not above 0 and stands out: of half a percent of all values or more,
/// and of twenty times as many as the codes next to it that occur (the median of ten on either side). None
/// where there is no such value, and where most values are that one.
[[nodiscard]] std::optional<LikelyFill> likely_fill(const model::NdviHistogram& ndvi);

}  // namespace minenpp::survey
