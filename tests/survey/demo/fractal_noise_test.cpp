#include "survey/demo/fractal_noise.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "survey/demo/coordinate_hash.h"

namespace minenpp::survey {
namespace {

std::vector<double> noise_of(const FractalNoise& noise, const model::Window& window) {
  std::vector<double> values(static_cast<std::size_t>(window.size()));
  noise.fill(window, values);
  return values;
}

TEST(CoordinateHash, NeighboursAndSeedsDiffer) {
  EXPECT_NE(coordinate_hash(1, 0, 0), coordinate_hash(1, 0, 1));
  EXPECT_NE(coordinate_hash(1, 0, 1), coordinate_hash(1, 1, 0));
  EXPECT_NE(coordinate_hash(1, 5, -7), coordinate_hash(2, 5, -7));
  static_assert(coordinate_hash(3, -1, -1) == coordinate_hash(3, -1, -1));
}

TEST(CoordinateHash, NormalHasMeanZeroAndUnitDeviation) {
  double sum = 0, squares = 0;
  constexpr int count = 100000;
  for (int i = 0; i < count; ++i) {
    const double value = normal_from(coordinate_hash(9, i / 300, i % 300));
    ASSERT_LE(std::abs(value), 3.47);
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / count, 0, 0.015);
  EXPECT_NEAR(squares / count, 1, 0.02);
}

TEST(FractalNoise, PixelDoesNotDependOnTheWindow) {
  const FractalNoise noise(77, 32, 4, 0.6);
  const model::Window whole{-20, -35, 90, 130};
  const std::vector<double> all = noise_of(noise, whole);
  for (const model::Window part :
       {model::Window{-20, -35, 1, 1}, {0, 0, 7, 61}, {-3, 40, 50, 33}, {69, 94, 1, 1}}) {
    const std::vector<double> some = noise_of(noise, part);
    for (std::int64_t r = 0; r < part.rows; ++r) {
      for (std::int64_t c = 0; c < part.cols; ++c) {
        const std::int64_t in_whole = (part.row + r - whole.row) * whole.cols + part.col + c - whole.col;
        ASSERT_EQ(some[static_cast<std::size_t>(r * part.cols + c)], all[static_cast<std::size_t>(in_whole)]);
      }
    }
  }
}

TEST(FractalNoise, HasMeanZeroVarianceOneAndIsSmooth) {
  const model::Window window{0, 0, 600, 600};
  const std::vector<double> values = noise_of(FractalNoise(5, 16, 2, 0.5), window);
  double sum = 0, squares = 0, steps = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    squares += values[i] * values[i];
    if (i > 0 && i % 600 != 0) steps = std::max(steps, std::abs(values[i] - values[i - 1]));
  }
  const auto count = static_cast<double>(values.size());
  EXPECT_NEAR(sum / count, 0, 0.06);
  EXPECT_NEAR(squares / count, 1, 0.08);
  EXPECT_LT(steps, 1.0);
}

}  // namespace
}  // namespace minenpp::survey
