#include "model/grid/tile_lattice.h"

#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::model {
namespace {

void expect_exact_cover(std::int64_t rows, std::int64_t cols, std::int64_t tile_size) {
  SCOPED_TRACE(testing::Message() << rows << " x " << cols << " in tiles of " << tile_size);
  const TileLattice lattice(Grid(0, 0, 1, 1, rows, cols, false), tile_size);
  std::vector<std::int64_t> tile_at(static_cast<std::size_t>(rows * cols), -1);
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile) {
    const auto window = lattice.window(tile);
    ASSERT_FALSE(window.empty());
    EXPECT_LE(window.rows, tile_size);
    EXPECT_LE(window.cols, tile_size);
    EXPECT_EQ(window.row % tile_size, 0);
    EXPECT_EQ(window.col % tile_size, 0);
    for (auto row = window.row; row < window.row + window.rows; ++row)
      for (auto col = window.col; col < window.col + window.cols; ++col) {
        auto& at = tile_at[static_cast<std::size_t>(row * cols + col)];
        EXPECT_EQ(at, -1);
        at = tile;
        EXPECT_EQ(lattice.tile_of(row, col), tile);
      }
  }
  for (const auto tile : tile_at) EXPECT_GE(tile, 0);
}

TEST(TileLattice, CoversEveryPixelOnce) {
  expect_exact_cover(12, 20, 4);
  expect_exact_cover(13, 7, 4);
  expect_exact_cover(1, 31, 8);
  expect_exact_cover(31, 1, 8);
  expect_exact_cover(5, 5, 64);
  expect_exact_cover(3, 4, 1);
}

TEST(TileLattice, NumbersRowByRow) {
  const TileLattice lattice(Grid(0, 0, 1, 1, 100, 130, false), 64);
  EXPECT_EQ(lattice.tile_rows(), 2);
  EXPECT_EQ(lattice.tile_cols(), 3);
  EXPECT_EQ(lattice.count(), 6);
  EXPECT_EQ(lattice.window(5), (Window{64, 128, 36, 2}));
  EXPECT_EQ(lattice.window(1), (Window{0, 64, 64, 64}));
}

TEST(TileLattice, RefusesAnEmptyTile) {
  EXPECT_THROW(TileLattice(Grid(0, 0, 1, 1, 2, 2, false), 0), Error);
}

}  // namespace
}  // namespace minenpp::model
