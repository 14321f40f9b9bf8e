#pragma once

#include <cstdint>

#include "model/grid/grid.h"

namespace minenpp::survey {

/// Square blocks of land that hang on the grid's first pixel, numbered row by row.
class BlockGrid {
 public:
  BlockGrid() = default;
  /// `edge_m`: of a block, metres; rounded to whole pixels. `grid`: in metres, as rings are.
  BlockGrid(const model::Grid& grid, double edge_m);

  /// Calls run(first, count) for the pixels of each block in `window`, row by row (index in the window), then
  /// done(block).
  template <typename Run, typename Done>
  void for_each(const model::Window& window, const Run& run, const Done& done) const {
    for (auto block_row = window.row / rows_; block_row * rows_ < window.row + window.rows; ++block_row)
      for (auto block_col = window.col / cols_; block_col * cols_ < window.col + window.cols; ++block_col) {
        const auto part = intersect({block_row * rows_, block_col * cols_, rows_, cols_}, window);
        for (auto row = part.row; row < part.row + part.rows; ++row)
          run(static_cast<std::size_t>((row - window.row) * window.cols + part.col - window.col),
              static_cast<std::size_t>(part.cols));
        done(static_cast<std::int32_t>(block_row * across_ + block_col));
      }
  }

 private:
  std::int64_t rows_ = 1, cols_ = 1, across_ = 1;
};

}  // namespace minenpp::survey
