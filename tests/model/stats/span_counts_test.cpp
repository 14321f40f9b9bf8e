#include "model/stats/span_counts.h"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/grid/batch.h"
#include "model/stats/exact_sum.h"

namespace minenpp::model {
namespace {

class SpanCounts : public testing::TestWithParam<std::size_t> {
 protected:
  std::mt19937_64 random_{11};
};

TEST_P(SpanCounts, SumsAndCountsAreThoseOfALoop) {
  std::vector<std::int64_t> fixed(GetParam());
  for (auto& value : fixed) {
    value = static_cast<std::int64_t>(random_()) / 2;  // as large as millionths may be
    if (random_() % 5 == 0) value = no_fixed;
    if (random_() % 7 == 0) value = -1;
  }
  Int128 sum = 0;
  std::int64_t count = 0, above = 0;
  const std::int64_t limit = -1;
  for (const auto value : fixed) {
    above += value > limit;
    if (value == no_fixed) continue;
    sum += value;
    ++count;
  }
  const auto found = sum_of_fixed(fixed);
  EXPECT_EQ(found.count, count);
  EXPECT_TRUE(found.sum == sum);
  EXPECT_EQ(count_above(fixed, limit), above);
}

TEST_P(SpanCounts, TheLargestIsFound) {
  std::vector<std::uint32_t> values(GetParam());
  std::uint32_t largest = 0;
  for (auto& value : values) {
    value = static_cast<std::uint32_t>(random_());
    largest = std::max(largest, value);
  }
  EXPECT_EQ(largest_of(values), largest);
}

TEST_P(SpanCounts, CodesAreCountedFromOneOn) {
  for (const std::size_t classes : {1, 6, 255}) {
    std::vector<std::uint8_t> codes(GetParam());
    std::vector<std::int64_t> counts(classes, 3), wanted(classes, 3);
    for (auto& code : codes) {
      code = static_cast<std::uint8_t>(random_() % (classes + 2));
      if (code > 0 && code <= classes) ++wanted[code - 1];
    }
    count_codes(codes, counts);
    EXPECT_EQ(counts, wanted) << classes;
  }
}

TEST_P(SpanCounts, OneCodeEverywhereDoesNotRunOver) {
  const std::vector<std::uint8_t> codes(GetParam(), 2);
  std::vector<std::int64_t> counts(2, 0);
  count_codes(codes, counts);
  EXPECT_EQ(counts, (std::vector<std::int64_t>{0, static_cast<std::int64_t>(GetParam())}));
}

INSTANTIATE_TEST_SUITE_P(Lengths, SpanCounts, testing::Values(0, 1, 63, 64, 65, 1000, 16320, 16321, 70000));

TEST(SpanDifference, IsNaNWhereEitherIs) {
  const std::vector<double> later{3, no_data, 1, 0.5}, earlier{1, 1, no_data, 0.5};
  std::vector<double> out(4);
  subtract(later, earlier, out);
  EXPECT_EQ(out[0], 2);
  EXPECT_TRUE(std::isnan(out[1]) && std::isnan(out[2]));
  EXPECT_EQ(out[3], 0);
}

}  // namespace
}  // namespace minenpp::model
