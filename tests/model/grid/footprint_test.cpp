#include "model/grid/footprint.h"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/grid/test_raster.h"

namespace minenpp::model {
namespace {

using testing::noise;
using testing::Raster;
using testing::same_bits;
using testing::whole;

/// One whose edges run along the raster's rows and columns.
Footprint upright(double cols, double rows) {
  return {cols, 0, 0, rows};
}

TEST(MeanWithin, TakesCentresInTheBox) {
  const Raster raster(
      whole, [](std::int64_t row, std::int64_t col) { return static_cast<double>(100 * row + col); });
  EXPECT_EQ(mean_within(raster.patch(), 4, 6, upright(2, 2)), 100 * 5.5 + 3.5);
  EXPECT_EQ(mean_within(raster.patch(), 4.5, 6.5, upright(3, 1)), 604) << "columns 3, 4 and 5 of row 6";
  EXPECT_EQ(mean_within(raster.patch(), 4, 6, upright(1, 1)), 503) << "lower edges included, upper excluded";
}

TEST(MeanWithin, EveryPixelFallsInOneOfTheBoxesThatTile) {
  std::mt19937_64 random(12);
  const Raster raster(whole,
                      [&](std::int64_t, std::int64_t) { return static_cast<double>(random() % 1000); });
  double pixels = 0, boxes = 0;
  for (std::int64_t row = 0; row < whole.rows; ++row)
    for (std::int64_t col = 0; col < whole.cols; ++col) pixels += raster.at(row, col);
  for (double y = 2; y < 24; y += 4)  // boxes of 4 x 4 pixels, the last column of boxes 3 wide
    for (double x = 2; x < 32; x += 4)
      boxes += std::round(mean_within(raster.patch(), x, y, upright(4, 4)) * (x > 28 ? 12 : 16));
  EXPECT_EQ(boxes, pixels);
}

TEST(MeanWithin, WithoutACentreThePixelThatHoldsThePosition) {
  const Raster raster(
      whole, [](std::int64_t row, std::int64_t col) { return static_cast<double>(100 * row + col); });
  EXPECT_EQ(mean_within(raster.patch(), 4.9, 6.9, upright(0.4, 0.4)), 604);
  EXPECT_EQ(mean_within(raster.patch(), 4.9, 6.5, upright(0.4, 6)), 604);
  EXPECT_EQ(mean_within(raster.patch(), 4.2, 6.5, upright(0, 0)), 604);
  EXPECT_TRUE(std::isnan(mean_within(raster.patch(), -0.1, 6.5, upright(0.4, 0.4))));
}

TEST(MeanWithin, LeavesOutGaps) {
  Raster raster({0, 0, 2, 2},
                [](std::int64_t row, std::int64_t col) { return static_cast<double>(1 + 2 * row + col); });
  raster.at(0, 0) = no_data;
  EXPECT_EQ(mean_within(raster.patch(), 1, 1, upright(2, 2)), 3);
  EXPECT_EQ(mean_within(raster.patch(), 1, 1, upright(100, 100)), 3);
  EXPECT_TRUE(std::isnan(mean_within(raster.patch(), 0.5, 0.5, upright(1, 1))));
  EXPECT_TRUE(std::isnan(mean_within(raster.patch(), 40, 40, upright(10, 10))));
  EXPECT_TRUE(std::isnan(mean_within(raster.patch(), no_data, 1, upright(2, 2))));
  EXPECT_TRUE(std::isnan(mean_within(raster.patch(), 1, no_data, upright(2, 2))));
}

TEST(MeanWithin, DoesNotDependOnThePatch) {
  std::mt19937_64 random(13);
  const Raster raster = noise(random, 0.2);
  std::uniform_real_distribution<double> col(0, 31), row(0, 24), half(0, 4);
  for (int i = 0; i < 2000; ++i) {
    const double x = col(random), y = row(random), w = half(random), h = half(random);
    const Window window{static_cast<std::int64_t>(std::floor(y - h)) - 1,
                        static_cast<std::int64_t>(std::floor(x - w)) - 1,
                        static_cast<std::int64_t>(2 * h) + 4, static_cast<std::int64_t>(2 * w) + 4};
    const Raster part = raster.cut(window);
    EXPECT_TRUE(same_bits(mean_within(part.patch(), x, y, upright(2 * w, 2 * h)),
                          mean_within(raster.patch(), x, y, upright(2 * w, 2 * h))));
  }
}

/// Of study pixels turned against the raster, which tile the plane as upright ones do.
TEST(MeanWithin, EveryPixelFallsInOneOfTheTurnedFootprintsThatTile) {
  std::mt19937_64 random(14);
  const Raster raster(whole,
                      [&](std::int64_t, std::int64_t) { return static_cast<double>(random() % 1000); });
  const Footprint turned{2.6, 0.9, -0.8, 3.1};
  std::vector<int> held(static_cast<std::size_t>(whole.size()));
  for (int j = -20; j <= 20; ++j)
    for (int i = -20; i <= 20; ++i) {
      const double col = 15.03 + i * turned.right_cols + j * turned.down_cols,
                   row = 12.01 + i * turned.right_rows + j * turned.down_rows;
      double sum = 0;
      int count = 0;
      for (std::int64_t r = 0; r < whole.rows; ++r)
        for (std::int64_t c = 0; c < whole.cols; ++c) {
          // Brute force: coordinates in the footprint's own axes.
          const double x = static_cast<double>(c) + 0.5 - col, y = static_cast<double>(r) + 0.5 - row;
          const double det = turned.right_cols * turned.down_rows - turned.down_cols * turned.right_rows;
          const double right = (x * turned.down_rows - y * turned.down_cols) / det,
                       down = (y * turned.right_cols - x * turned.right_rows) / det;
          if (std::abs(right) > 0.5 || std::abs(down) > 0.5) continue;
          sum += raster.at(r, c);
          ++count;
          ++held[static_cast<std::size_t>(r * whole.cols + c)];
        }
      const double mean = mean_within(raster.patch(), col, row, turned);
      const bool on_raster = col >= 0 && col < 31 && row >= 0 && row < 24;
      if (!on_raster) {
        EXPECT_TRUE(std::isnan(mean)) << i << " " << j;
      } else if (count > 0) {
        EXPECT_DOUBLE_EQ(mean, sum / count) << i << " " << j;
      }
    }
  for (const int times : held) EXPECT_EQ(times, 1);
}

TEST(MostFrequentWithin, IsTheClassOfMostPixels) {
  const Raster raster({0, 0, 3, 3}, [](std::int64_t row, std::int64_t col) {
    constexpr double classes[3][3] = {{1, 2, 2}, {3, 1, 2}, {3, 3, 9}};
    return classes[row][col];
  });
  const auto most = [&](double col, double row, double edge) {
    return most_frequent_within(raster.patch(), col, row, upright(edge, edge));
  };
  EXPECT_EQ(most(2, 1, 2), 2) << "three of four";
  EXPECT_EQ(most(1.5, 1.5, 1), 1) << "one alone";
  EXPECT_EQ(most(1.5, 1.5, 3), 2) << "2 and 3 have three each, and the pixel in the middle neither";
  EXPECT_EQ(most(0.9, 1.6, 3), 3) << "of those equally frequent the one at the position";
  EXPECT_EQ(most(0.2, 0.2, 0.2), 1) << "without a centre the pixel that holds the position";
  EXPECT_TRUE(std::isnan(most(no_data, 1, 3)));
  EXPECT_TRUE(std::isnan(most(-5, 1, 1)));
}

TEST(MostFrequentWithin, WhereMostHaveNoDataThereIsNone) {
  Raster raster({0, 0, 2, 2}, [](std::int64_t, std::int64_t) { return 7.0; });
  const auto most = [&] { return most_frequent_within(raster.patch(), 1, 1, upright(2, 2)); };
  raster.at(0, 0) = raster.at(1, 1) = no_data;
  EXPECT_EQ(most(), 7);
  raster.at(0, 1) = no_data;
  EXPECT_TRUE(std::isnan(most()));
}

/// Edges on centres, at positions that no double holds exactly.
TEST(MeanWithin, RoundingGivesEveryCentreToOneFootprint) {
  const Window line{0, 0, 1, 3000};
  const Raster numbers(line, [](std::int64_t, std::int64_t col) { return static_cast<double>(col); });
  for (const double ratio : {1.5, 2.5}) {
    const double pixel = 0.0002 * ratio;
    double centres = 0;
    const auto count = static_cast<int>(3000 / ratio);
    for (int i = 0; i < count; ++i) {
      const double col = (112.003 + (i + 0.5) * pixel - 112.003) / 0.0002;
      const double mean = mean_within(numbers.patch(), col, 0.5, upright(pixel / 0.0002, 1));
      const double first = std::ceil(i * ratio - 0.5 - 1e-6),
                   last = std::ceil((i + 1) * ratio - 0.5 - 1e-6) - 1;
      EXPECT_NEAR(mean, (first + last) / 2, 1e-9) << ratio << " " << i;
      centres += last - first + 1;
    }
    EXPECT_EQ(centres, 3000);
  }
}

TEST(MostFrequentWithin, OutsideTheRasterThereIsNone) {
  const Raster raster({0, 0, 2, 2}, [](std::int64_t, std::int64_t) { return 7.0; });
  EXPECT_TRUE(std::isnan(most_frequent_within(raster.patch(), -0.4, 1, upright(2, 2))));
  EXPECT_TRUE(std::isnan(most_frequent_within(raster.patch(), 0.2, 0.2, upright(4, 4))))
      << "most of it lies beyond the corner";
  EXPECT_EQ(most_frequent_within(raster.patch(), 0.6, 1, upright(2, 2)), 7);
}

}  // namespace
}  // namespace minenpp::model
