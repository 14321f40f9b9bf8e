#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "model/no_data.h"

namespace minenpp::model {

/// How many pixels one kernel call computes. A whole number of vector packets for every instruction set,
/// small enough that a year of inputs (4 x 12 batches of double) stays in the first-level cache.
inline constexpr int batch_size = 64;

/// One value for each of `batch_size` pixels. The size is fixed, so every pixel passes through whole packets
/// and its result cannot depend on where it lies in a tile; a last, shorter batch is padded (with NaN where
/// it is data).
using Batch = Eigen::Array<double, batch_size, 1>;
using BatchMask = Eigen::Array<bool, batch_size, 1>;

}  // namespace minenpp::model
