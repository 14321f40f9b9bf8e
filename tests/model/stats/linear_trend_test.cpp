#include "model/stats/linear_trend.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/stats/trend_series.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

TEST(LinearTrend, MeetsTheReferenceOnThePapersMeans) {
  const auto trend = linear_trend(paper_years, paper_means);
  EXPECT_GOLDEN("T1a", trend.slope);
  EXPECT_GOLDEN("T1b", trend.t);
  EXPECT_GOLDEN("T1c", trend.p);
  EXPECT_EQ(trend.n, 4);
  const auto steps = linear_trend(years_from(1, 4), paper_means);
  EXPECT_GOLDEN("T1d", steps.slope);
  EXPECT_GOLDEN("T1e", steps.p);
}

TEST(LinearTrend, MeetsTheReferenceOnTenYears) {
  const auto trend = linear_trend(years_from(1, 10), tied_series);
  EXPECT_GOLDEN("T3f", trend.slope);
  EXPECT_GOLDEN("T3g", trend.t);
  EXPECT_GOLDEN("T3h", trend.p);
}

TEST(LinearTrend, IsExactOnALineWhateverTheSpacing) {
  const std::vector<double> years{1986, 1990, 1991, 2003, 2020};
  std::vector<double> line, thirds;
  for (const double year : years) {
    line.push_back(10 - 0.25 * (year - 2000));
    thirds.push_back(0.1 + year / 3);  // rounded, so its residuals are not exactly 0
  }
  const auto exact = linear_trend(years, line);
  EXPECT_DOUBLE_EQ(exact.slope, -0.25);
  EXPECT_DOUBLE_EQ(exact.intercept, 510);
  EXPECT_EQ(exact.slope_error, 0);
  EXPECT_EQ(exact.p, 0);
  EXPECT_EQ(exact.t, -std::numeric_limits<double>::infinity());
  const auto rounded = linear_trend(years, thirds);
  EXPECT_NEAR(rounded.slope, 1.0 / 3, 1e-13);
  EXPECT_EQ(rounded.p, 0);
}

TEST(LinearTrend, OfAFlatSeriesIsZeroWithPOne) {
  for (const double level : {0.0, 0.1, 12.3, -39.54, 1e15}) {
    const auto trend = linear_trend(years_from(2001, 7), std::vector<double>(7, level));
    EXPECT_EQ(trend.slope, 0);
    EXPECT_EQ(trend.t, 0);
    EXPECT_EQ(trend.p, 1);
    EXPECT_EQ(trend.intercept, level);
  }
  // Flat but for rounding: 0.1 + 0.2 is not 0.3.
  const auto rounding = linear_trend(years_from(1, 4), std::vector{0.3, 0.1 + 0.2, 0.3, 0.3});
  EXPECT_EQ(rounding.p, 1);
}

TEST(LinearTrend, SkipsYearsWithoutData) {
  std::mt19937_64 random(3);
  for (int trial = 0; trial < 200; ++trial) {
    auto years = years_from(2000, 12);
    auto values = random_series(random, 12, true);
    const auto with_gaps = linear_trend(years, values);
    drop_gaps(years, values);
    if (values.size() < 3) continue;
    const auto without = linear_trend(years, values);
    EXPECT_NEAR(with_gaps.slope, without.slope, 1e-13);
    EXPECT_NEAR(with_gaps.p, without.p, 1e-10);
    EXPECT_EQ(with_gaps.n, without.n);
  }
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(linear_trend(years_from(1, 5), std::vector{1.0, infinite, 2.0, gap, 4.0}).n, 3);
}

TEST(LinearTrend, MeetsTheNormalEquations) {
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 100; ++trial) {
    const auto years = years_from(1984, 20);
    const auto y = random_series(random, 20, false);
    long double t = 0, tt = 0, sy = 0, ty = 0;
    for (std::size_t i = 0; i < 20; ++i) {
      const long double x = years[i] - 1984;
      t += x;
      tt += x * x;
      sy += y[i];
      ty += x * y[i];
    }
    const long double slope = (20 * ty - t * sy) / (20 * tt - t * t);
    long double sse = 0;
    for (std::size_t i = 0; i < 20; ++i)
      sse += std::pow(y[i] - sy / 20 - slope * (static_cast<long double>(years[i]) - 1984 - t / 20), 2);
    const auto trend = linear_trend(years, y);
    EXPECT_NEAR(trend.slope, static_cast<double>(slope), 1e-12);
    EXPECT_NEAR(trend.slope_error, static_cast<double>(std::sqrt(sse / 18 / (tt - t * t / 20))), 1e-12);
    EXPECT_NEAR(trend.intercept + trend.slope * 1993.5, static_cast<double>(sy / 20), 1e-10);
  }
}

TEST(LinearTrend, NeedsThreeYears) {
  const auto trend = linear_trend(years_from(1, 4), std::vector{1.0, gap, gap, 2.0});
  EXPECT_EQ(trend.n, 2);
  for (const double value : {trend.slope, trend.intercept, trend.slope_error, trend.t, trend.p})
    EXPECT_TRUE(std::isnan(value));
  EXPECT_EQ(linear_trend({}, {}).n, 0);
}

TEST(LinearTrend, RefusesYearsThatDoNotAscend) {
  const std::vector<double> values{1, 2, 3};
  EXPECT_THROW((void)linear_trend(std::vector{2000.0, 2000.0, 2001.0}, values), Error);
  EXPECT_THROW((void)linear_trend(std::vector{2000.0, 1999.0, 2001.0}, values), Error);
  EXPECT_THROW((void)linear_trend(std::vector{2000.0, gap, 2001.0}, values), Error);
  EXPECT_THROW((void)linear_trend(std::vector{2000.0, 2001.0}, values), Error);
}

}  // namespace
}  // namespace minenpp::model
