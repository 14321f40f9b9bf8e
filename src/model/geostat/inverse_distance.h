#pragma once

#include "model/grid/batch.h"

namespace minenpp::model {

/// Weight of a station in inverse-distance interpolation with power 2, from the squared distance in m2. At
/// the station itself the weight is finite but beats all others to rounding, so the estimate is the station's
/// value. NaN gives NaN.
[[nodiscard]] inline double inverse_square(double squared_distance) {
  constexpr double least = 1e-30;
  return 1.0 / (squared_distance < least ? least : squared_distance);
}

/// The same for a batch, lane by lane.
inline void inverse_square(const Batch& squared_distance, Batch& weight) {
  for (int lane = 0; lane < batch_size; ++lane) weight[lane] = inverse_square(squared_distance[lane]);
}

}  // namespace minenpp::model
