#include "model/stats/median.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

double sorted_median(std::vector<double> values) {
  std::ranges::sort(values);
  const auto middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
}

TEST(Median, OfFew) {
  EXPECT_EQ(median_of({7}), 7);
  EXPECT_EQ(median_of({7, 4}), 5.5);
  EXPECT_EQ(median_of({7, 4, 5}), 5);
}

TEST(Median, EqualsThatOfSortedValues) {
  std::mt19937_64 random(17);
  for (std::size_t size = 1; size < 900; size += 1 + size / 40)
    for (const int kinds : {1, 2, 3, 10, 100, 1 << 30}) {
      std::vector<double> values(size);
      for (auto& value : values)
        value = std::ldexp(static_cast<double>(random() % static_cast<unsigned>(kinds)) - kinds / 2, -7);
      ASSERT_EQ(median_of(values), sorted_median(values)) << size << " of " << kinds;
    }
}

TEST(Median, OfValuesInOrderAndWithOutliers) {
  for (const std::size_t size : {25u, 26u, 100u, 781u, 5000u}) {
    std::vector<double> rising(size), peak(size);
    for (std::size_t i = 0; i < size; ++i) {
      rising[i] = static_cast<double>(i) * 0.1;
      peak[i] = static_cast<double>(std::min(i, size - i));
    }
    auto falling = rising;
    std::ranges::reverse(falling);
    auto far = rising;
    far.front() = INFINITY;
    far.back() = -1e300;
    for (const auto& values : {rising, falling, peak, far})
      EXPECT_EQ(median_of(values), sorted_median(values)) << size;
  }
}

TEST(Median, OfThoseThatAreNumbers) {
  EXPECT_EQ(median_of({NAN, 3, NAN, 1, 8, NAN}), 3);
  EXPECT_EQ(median_of({NAN, NAN}), std::nullopt);
  EXPECT_EQ(median_of({}), std::nullopt);
}

}  // namespace
}  // namespace minenpp::model
