#include "survey/catalogue/pixel_set.h"

#include <numeric>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

model::PolygonRaster box(double row, double col, double row_end, double col_end) {
  return model::PolygonRaster(
      std::vector<model::Ring>{{{col, row}, {col_end, row}, {col_end, row_end}, {col, row_end}}});
}

TEST(PixelSet, OverlapsCountOnce) {
  const PixelSet set({box(0, 0, 4, 4), box(2, 2, 6, 6), box(2, 2, 3, 3)});
  EXPECT_EQ(set.count({0, 0, 10, 10}), 16 + 16 - 4);
  std::vector<std::uint8_t> mask;
  set.mask({0, 0, 10, 10}, mask);
  EXPECT_EQ(std::accumulate(mask.begin(), mask.end(), 0), 28);
}

TEST(PixelSet, WindowsAddUpToTheWhole) {
  const PixelSet set({box(1, 1, 9, 7), box(3, 0, 5, 10)});
  std::int64_t parts = 0;
  for (std::int64_t row = 0; row < 10; row += 3)
    for (std::int64_t col = 0; col < 10; col += 4) parts += set.count({row, col, 3, 4});
  EXPECT_EQ(parts, set.count({0, 0, 12, 12}));
}

TEST(PixelSet, EmptyHoldsNothing) {
  EXPECT_TRUE(PixelSet{}.empty());
  EXPECT_EQ(PixelSet{}.count({0, 0, 5, 5}), 0);
}

}  // namespace
}  // namespace minenpp::survey
