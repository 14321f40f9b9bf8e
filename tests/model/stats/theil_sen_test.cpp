#include "model/stats/theil_sen.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/stats/trend_series.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

double oracle(std::vector<double> years, std::vector<double> values) {
  drop_gaps(years, values);
  if (values.size() < 3) return gap;
  std::vector<double> slopes;
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::size_t j = i + 1; j < values.size(); ++j)
      slopes.push_back((values[j] - values[i]) / (years[j] - years[i]));
  std::sort(slopes.begin(), slopes.end());
  const auto middle = slopes.size() / 2;
  return slopes.size() % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
}

TEST(TheilSen, MeetsTheReference) {
  EXPECT_GOLDEN("T1f", theil_sen_slope(paper_years, paper_means));
  EXPECT_GOLDEN("T3e", theil_sen_slope(years_from(1, 10), tied_series));
}

TEST(TheilSen, TakesTheMeanOfTheTwoMiddleSlopes) {
  // Three slopes: 1, 3, 2. Six slopes with a fourth year: 1, 3, 2 and 3, 4, 5: middle 3 and 3.
  EXPECT_EQ(theil_sen_slope(years_from(1, 3), std::vector{0.0, 1.0, 4.0}), 2);
  EXPECT_EQ(theil_sen_slope(years_from(1, 4), std::vector{0.0, 1.0, 4.0, 9.0}), 3);
  // Slopes 0, 0, 1, 0, 0.5, 1 / 3 sorted: 0, 0, 0, 1 / 3, 0.5, 1.
  EXPECT_DOUBLE_EQ(theil_sen_slope(years_from(1, 4), std::vector{0.0, 0.0, 0.0, 1.0}), 1.0 / 6);
}

TEST(TheilSen, IsExactOnALine) {
  const std::vector<double> years{1986, 1990, 1991, 2003, 2020};
  std::vector<double> line;
  for (const double year : years) line.push_back(5 + 0.5 * (year - 2000));
  EXPECT_EQ(theil_sen_slope(years, line), 0.5);
}

TEST(TheilSen, MeetsABruteForceMedianWithGaps) {
  std::mt19937_64 random(5);
  std::vector<double> scratch(theil_sen_scratch(25), 1e9);
  for (std::size_t years = 3; years <= 25; ++years)
    for (int trial = 0; trial < 20; ++trial) {
      const auto values = random_series(random, years, true);
      const auto t = years_from(1990, years);
      const double want = oracle(t, values);
      const double got = theil_sen_slope(t, values, scratch);
      ASSERT_TRUE((std::isnan(want) && std::isnan(got)) || std::abs(got - want) < 1e-15)
          << got << " " << want;
    }
}

TEST(TheilSen, RefusesAShortScratch) {
  std::vector<double> scratch(theil_sen_scratch(3) - 1);
  EXPECT_THROW((void)theil_sen_slope(years_from(1, 3), std::vector{1.0, 2.0, 3.0}, scratch), Error);
  EXPECT_TRUE(std::isnan(theil_sen_slope({}, {})));
}

}  // namespace
}  // namespace minenpp::model
