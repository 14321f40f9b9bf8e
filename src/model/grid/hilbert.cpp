#include "model/grid/hilbert.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/error.h"

namespace minenpp::model {

int hilbert_order(std::int64_t rows, std::int64_t cols) {
  constexpr int largest_order = 31;
  const auto longest = std::max(rows, cols);
  if (std::min(rows, cols) < 1 || longest > std::int64_t{1} << largest_order)
    throw Error(Fault::usage, "a lattice of " + std::to_string(rows) + " by " + std::to_string(cols) +
                                  " tiles was asked for, expected 1 to 2^31 each way");
  int order = 0;
  while (std::int64_t{1} << order < longest) ++order;
  return order;
}

std::int64_t hilbert_position(std::int64_t row, std::int64_t col, int order) {
  std::int64_t position = 0;
  for (std::int64_t half = (std::int64_t{1} << order) / 2; half > 0; half /= 2) {
    const bool lower = row >= half;
    const bool right = col >= half;
    // The curve visits the quarters: upper left, lower left, lower right, upper right.
    const std::int64_t quarter = right ? (lower ? 2 : 3) : (lower ? 1 : 0);
    position = 4 * position + quarter;
    if (lower) row -= half;
    if (right) col -= half;
    // The first and the last quarter hold the curve mirrored on a diagonal.
    if (quarter == 3) row = half - 1 - row, col = half - 1 - col;
    if (quarter == 0 || quarter == 3) std::swap(row, col);
  }
  return position;
}

}  // namespace minenpp::model
