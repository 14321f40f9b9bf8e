#pragma once

#include <cstdint>
#include <span>

#include "model/grid/grid.h"

namespace minenpp::model {

/// Part of a raster held in memory, row by row: values[(r - window.row) * window.cols + (c - window.col)] is
/// the raster's pixel (r, c). NaN is no data; other values are finite. window.size() values.
struct RasterPatch {
  Window window;
  std::span<const double> values;
};

/// How a value between pixel centres is made of the pixels around it.
enum class Sampling {
  nearest,   ///< the pixel that contains the position
  bilinear,  ///< of the four nearest centres those that have data, their weights scaled to add up to 1
  cubic,  ///< cubic convolution with a = -0.5 (Keys 1981) of sixteen; bilinear where one of them has no data
};

/// The raster's value at a fractional position in its own pixels: absolute, not relative to the patch, a
/// centre being index + 0.5. The value is the same to the last bit whatever patch is held. NaN where the
/// position is NaN or the pixel that contains it has no data, so that gaps neither shrink nor grow. Exactly
/// at a centre that pixel's value is returned exactly. Cubic may leave the range of its pixels. Pixels
/// outside the patch count as no data: the patch must hold every pixel within reach() of the positions asked
/// for, or end where the raster ends.
[[nodiscard]] double sample(const RasterPatch& patch, Sampling sampling, double col, double row);

/// How many pixels a patch must hold on each side of the pixel that contains a position: 0, 1, 2.
[[nodiscard]] std::int64_t reach(Sampling sampling);

}  // namespace minenpp::model
