#include "survey/catalogue/pixel_set.h"

#include <numeric>
#include <random>

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

TEST(PixelSet, SharedPixelsAreThoseOfBothMasks) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> place(-3, 20), size(0.5, 12);
  const model::Window window{2, 3, 13, 11};
  const auto some = [&](int polygons) {
    PixelSet set;
    for (int i = 0; i < polygons; ++i) {
      const double row = place(random), col = place(random);
      set.add(box(row, col, row + size(random), col + size(random)));
    }
    return set;
  };
  for (int trial = 0; trial < 200; ++trial) {
    const PixelSet a = some(1 + trial % 3), b = some(1 + trial % 4);
    std::vector<std::uint8_t> in_a, in_b;
    a.mask(window, in_a);
    b.mask(window, in_b);
    std::int64_t both = 0;
    for (std::size_t i = 0; i < in_a.size(); ++i) both += in_a[i] & in_b[i];
    EXPECT_EQ(a.count_shared(b, window), both) << trial;
    EXPECT_EQ(b.count_shared(a, window), both) << trial;
  }
  EXPECT_EQ(some(2).count_shared({}, window), 0);
}

TEST(PixelSet, EmptyHoldsNothing) {
  EXPECT_TRUE(PixelSet{}.empty());
  EXPECT_EQ(PixelSet{}.count({0, 0, 5, 5}), 0);
}

}  // namespace
}  // namespace minenpp::survey
