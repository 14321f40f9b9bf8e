#include "model/grid/resample.h"

#include <array>
#include <cmath>

#include "model/grid/batch.h"
#include "model/grid/grid.h"

namespace minenpp::model {

namespace {

/// Is the pixel that contains the position in the patch? Not for NaN. Asked before a position becomes an
/// index, which would be undefined for a number past 64 bits.
double pixel(const RasterPatch& patch, std::int64_t row, std::int64_t col) {
  const std::int64_t r = row - patch.window.row, c = col - patch.window.col;
  if (r < 0 || c < 0 || r >= patch.window.rows || c >= patch.window.cols) return no_data;
  return patch.values[static_cast<std::size_t>(r * patch.window.cols + c)];
}

std::int64_t index_of(double position) {
  return static_cast<std::int64_t>(std::floor(position));
}

/// Where a position lies between two centres along one axis.
struct Between {
  std::int64_t first;  ///< the last pixel whose centre is not past the position
  double share;        ///< way from its centre to the next, 0..1
};

Between between_centres(double position) {
  const double from_centre = position - 0.5;
  const double first = std::floor(from_centre);
  return {static_cast<std::int64_t>(first), from_centre - first};
}

double bilinear(const RasterPatch& patch, double col, double row) {
  const Between x = between_centres(col), y = between_centres(row);
  double sum = 0, weights = 0;
  for (int j = 0; j < 2; ++j) {
    for (int i = 0; i < 2; ++i) {
      const double weight = (i == 0 ? 1 - x.share : x.share) * (j == 0 ? 1 - y.share : y.share);
      const double value = pixel(patch, y.first + j, x.first + i);
      if (weight == 0 || std::isnan(value)) continue;
      sum += weight * value;
      weights += weight;
    }
  }
  return sum / weights;  // the pixel that contains the position has data and a weight of at least a quarter
}

/// Keys 1981 Eq. 4 for the centres at -1, 0, 1 and 2 from the one before the position.
std::array<double, 4> cubic_weights(double share) {
  const double s = share, s2 = s * s, s3 = s2 * s;
  return {-0.5 * s3 + s2 - 0.5 * s, 1.5 * s3 - 2.5 * s2 + 1, -1.5 * s3 + 2 * s2 + 0.5 * s,
          0.5 * s3 - 0.5 * s2};
}

/// NaN where one of the sixteen pixels has no data, also one that has no weight.
double cubic(const RasterPatch& patch, double col, double row) {
  const Between x = between_centres(col), y = between_centres(row);
  const auto across = cubic_weights(x.share), down = cubic_weights(y.share);
  double sum = 0;
  for (std::size_t j = 0; j < 4; ++j) {
    double along = 0;
    for (std::size_t i = 0; i < 4; ++i)
      along += across[i] * pixel(patch, y.first - 1 + static_cast<std::int64_t>(j),
                                 x.first - 1 + static_cast<std::int64_t>(i));
    sum += down[j] * along;
  }
  return sum;
}

}  // namespace

double sample(const RasterPatch& patch, Sampling sampling, double col, double row) {
  if (!holds(patch.window, col, row)) return no_data;
  const double own = pixel(patch, index_of(row), index_of(col));
  if (sampling == Sampling::nearest || std::isnan(own)) return own;
  if (sampling == Sampling::cubic) {
    const double value = cubic(patch, col, row);
    if (!std::isnan(value)) return value;
  }
  return bilinear(patch, col, row);
}

std::int64_t reach(Sampling sampling) {
  switch (sampling) {
    case Sampling::nearest:
      break;
    case Sampling::bilinear:
      return 1;
    case Sampling::cubic:
      return 2;
  }
  return 0;
}

}  // namespace minenpp::model
