#include "model/grid/resample.h"

#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/grid/batch.h"
#include "model/grid/test_raster.h"

namespace minenpp::model {
namespace {

using testing::noise;
using testing::Raster;
using testing::same_bits;
using testing::whole;

constexpr Sampling samplings[] = {Sampling::nearest, Sampling::bilinear, Sampling::cubic};
/// At the centre of pixel (row, col).
double centre(std::int64_t index) {
  return static_cast<double>(index) + 0.5;
}

TEST(Sample, NearestIsThePixelThatContainsThePosition) {
  const Raster raster(
      {-2, 5, 3, 4}, [](std::int64_t row, std::int64_t col) { return static_cast<double>(100 * row + col); });
  const auto nearest = [&](double col, double row) {
    return sample(raster.patch(), Sampling::nearest, col, row);
  };
  EXPECT_EQ(nearest(5, -2), -195);
  EXPECT_EQ(nearest(5.999, -1.001), -195);
  EXPECT_EQ(nearest(6, -1), -94);
  EXPECT_EQ(nearest(8.999, 0.999), 8);
  for (const double col : {4.999, 9.0, no_data, 1e300, -std::numeric_limits<double>::infinity()})
    EXPECT_TRUE(std::isnan(nearest(col, 0))) << col;
  for (const double row : {-2.001, 1.0, no_data, -1e300, std::numeric_limits<double>::infinity()})
    EXPECT_TRUE(std::isnan(nearest(6, row))) << row;
}

TEST(Sample, CentresAreExact) {
  std::mt19937_64 random(5);
  const Raster raster = noise(random, 0.2);
  for (const auto sampling : samplings)
    for (std::int64_t row = 0; row < whole.rows; ++row)
      for (std::int64_t col = 0; col < whole.cols; ++col)
        EXPECT_TRUE(
            same_bits(sample(raster.patch(), sampling, centre(col), centre(row)), raster.at(row, col)));
}

TEST(Sample, PlanesAreReproduced) {
  const auto plane = [](double col, double row) { return 0.3 - 0.07 * col + 0.11 * row; };
  const Raster raster(whole,
                      [&](std::int64_t row, std::int64_t col) { return plane(centre(col), centre(row)); });
  std::mt19937_64 random(6);
  std::uniform_real_distribution<double> col(2, 29), row(2, 22);
  for (int i = 0; i < 1000; ++i) {
    const double x = col(random), y = row(random);
    EXPECT_NEAR(sample(raster.patch(), Sampling::bilinear, x, y), plane(x, y), 1e-14);
    EXPECT_NEAR(sample(raster.patch(), Sampling::cubic, x, y), plane(x, y), 1e-14);
  }
}

TEST(Sample, CubicReproducesSecondDegreeAndBilinearDoesNot) {
  const auto bowl = [](double col, double row) {
    return 0.02 * col * col - 0.01 * row * row + 0.005 * col * row;
  };
  const Raster raster(whole,
                      [&](std::int64_t row, std::int64_t col) { return bowl(centre(col), centre(row)); });
  for (double x = 4.1; x < 26; x += 1.3) {
    EXPECT_NEAR(sample(raster.patch(), Sampling::cubic, x, 11.3), bowl(x, 11.3), 1e-12);
  }
  EXPECT_GT(std::abs(sample(raster.patch(), Sampling::bilinear, 12, 12.5) - bowl(12, 12.5)), 1e-3);
}

TEST(Sample, DoesNotDependOnThePatch) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> col(-1, 32), row(-1, 25);
  std::uniform_int_distribution<std::int64_t> more(0, 6);
  for (const double gaps : {0.0, 0.05, 0.4}) {
    const Raster raster = noise(random, gaps);
    for (int i = 0; i < 2000; ++i) {
      const double x = col(random), y = row(random);
      for (const auto sampling : samplings) {
        const std::int64_t top = reach(sampling) + more(random), left = reach(sampling) + more(random);
        const Window window{
            static_cast<std::int64_t>(std::floor(y)) - top, static_cast<std::int64_t>(std::floor(x)) - left,
            top + 1 + reach(sampling) + more(random), left + 1 + reach(sampling) + more(random)};
        const Raster part = raster.cut(window);
        EXPECT_TRUE(same_bits(sample(part.patch(), sampling, x, y), sample(raster.patch(), sampling, x, y)))
            << x << ' ' << y;
      }
    }
  }
}

TEST(Sample, GapsNeitherShrinkNorGrow) {
  std::mt19937_64 random(8);
  const Raster raster = noise(random, 0.3);
  std::uniform_real_distribution<double> col(0, 31), row(0, 24);
  for (int i = 0; i < 2000; ++i) {
    const double x = col(random), y = row(random);
    const bool gap = std::isnan(sample(raster.patch(), Sampling::nearest, x, y));
    EXPECT_EQ(std::isnan(sample(raster.patch(), Sampling::bilinear, x, y)), gap);
    EXPECT_EQ(std::isnan(sample(raster.patch(), Sampling::cubic, x, y)), gap);
  }
}

TEST(Sample, BilinearLeavesOutGaps) {
  Raster raster({0, 0, 2, 2},
                [](std::int64_t row, std::int64_t col) { return static_cast<double>(1 + 2 * row + col); });
  EXPECT_DOUBLE_EQ(sample(raster.patch(), Sampling::bilinear, 0.75, 0.75), 1.75);
  raster.at(1, 1) = no_data;  // weights 9, 3 and 3 remain
  EXPECT_DOUBLE_EQ(sample(raster.patch(), Sampling::bilinear, 0.75, 0.75), (9 * 1 + 3 * 2 + 3 * 3) / 15.0);
  EXPECT_TRUE(std::isnan(sample(raster.patch(), Sampling::bilinear, 1.25, 1.25)));
  EXPECT_EQ(sample(raster.patch(), Sampling::bilinear, 0.1, 0.1), 1)
      << "past the last centre there is one pixel";
}

TEST(Sample, BilinearStaysBetweenItsPixels) {
  std::mt19937_64 random(9);
  const Raster raster = noise(random, 0.3);
  std::uniform_real_distribution<double> col(0, 31), row(0, 24);
  for (int i = 0; i < 2000; ++i) {
    const double value = sample(raster.patch(), Sampling::bilinear, col(random), row(random));
    EXPECT_TRUE(std::isnan(value) || std::abs(value) <= 1 + 1e-15);
  }
}

TEST(Sample, CubicFallsBackToBilinear) {
  std::mt19937_64 random(10);
  Raster raster = noise(random, 0);
  const auto both = [&](double col, double row) {
    return std::pair{sample(raster.patch(), Sampling::cubic, col, row),
                     sample(raster.patch(), Sampling::bilinear, col, row)};
  };
  EXPECT_NE(both(10.7, 9.8).first, both(10.7, 9.8).second);
  raster.at(11, 12) = no_data;  // the last of the sixteen
  EXPECT_EQ(both(10.7, 9.8).first, both(10.7, 9.8).second);
  EXPECT_NE(both(10.3, 9.2).first, both(10.3, 9.2).second);
  EXPECT_EQ(both(1.2, 9.8).first, both(1.2, 9.8).second) << "at the raster's edge";
}

}  // namespace
}  // namespace minenpp::model
