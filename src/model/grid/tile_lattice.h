#pragma once

#include <cstdint>

#include "model/grid/grid.h"

namespace minenpp::model {

/// The fixed division of a grid into square tiles, anchored at pixel (0, 0) and numbered row by row from 0.
/// It depends on the grid and the tile size alone, never on ranks.
class TileLattice {
 public:
  TileLattice() = default;

  /// `tile_size`: edge in pixels, >= 1; tiles of the last row and column may be smaller.
  TileLattice(const Grid& grid, std::int64_t tile_size);

  [[nodiscard]] std::int64_t tile_size() const { return tile_size_; }
  [[nodiscard]] std::int64_t tile_rows() const { return tile_rows_; }
  [[nodiscard]] std::int64_t tile_cols() const { return tile_cols_; }
  [[nodiscard]] std::int64_t count() const { return tile_rows_ * tile_cols_; }

  /// Pixels of tile `tile` in 0..count()-1.
  [[nodiscard]] Window window(std::int64_t tile) const;

  /// The tile that holds a pixel of the grid.
  [[nodiscard]] std::int64_t tile_of(std::int64_t row, std::int64_t col) const {
    return row / tile_size_ * tile_cols_ + col / tile_size_;
  }

 private:
  Window grid_;
  std::int64_t tile_size_ = 1, tile_rows_ = 0, tile_cols_ = 0;
};

}  // namespace minenpp::model
