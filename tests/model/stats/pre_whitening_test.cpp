#include "model/stats/pre_whitening.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/stats/mann_kendall.h"
#include "model/stats/theil_sen.h"
#include "model/stats/trend_series.h"

namespace minenpp::model {
namespace {

/// A red series: y_i = slope i + x_i, x_i = memory x_(i-1) + noise.
std::vector<double> red_series(std::mt19937_64& random, std::size_t n, double memory, double slope) {
  std::normal_distribution<double> noise;
  std::vector<double> values(n);
  double x = 0;
  for (int warm = 0; warm < 50; ++warm) x = memory * x + noise(random);
  for (std::size_t i = 0; i < n; ++i) {
    x = memory * x + noise(random);
    values[i] = slope * static_cast<double>(i) + x;
  }
  return values;
}

TEST(LagOneCorrelation, IsThatOfAHandCase) {
  // Mean 2; deviations -2, 0, 2: products 0 + 0; squares 8. With 4, 0, 4, 0: deviations 2, -2, 2, -2: -12
  // / 16.
  EXPECT_EQ(lag_one_correlation(std::vector{0.0, 2.0, 4.0}), 0);
  EXPECT_EQ(lag_one_correlation(std::vector{4.0, 0.0, 4.0, 0.0}), -0.75);
  // A gap breaks two pairs: deviations 2, -2, gap, 2, -2: -8 / 16.
  EXPECT_EQ(lag_one_correlation(std::vector{4.0, 0.0, gap, 4.0, 0.0}), -0.5);
  EXPECT_TRUE(std::isnan(lag_one_correlation(std::vector{1.0, 1.0, 1.0})));
  EXPECT_TRUE(std::isnan(lag_one_correlation(std::vector{1.0, gap, 2.0})));
}

TEST(PreWhitening, IsTheFormulaOfYueWhereAutocorrelationIsLarge) {
  std::mt19937_64 random(4);
  const auto years = years_from(1981, 40);
  int whitened = 0;
  for (int trial = 0; trial < 20; ++trial) {
    const auto y = red_series(random, 40, 0.7, 0.1);
    const double b = theil_sen_slope(years, y);
    std::vector<double> x(40), out(40);
    for (std::size_t i = 0; i < 40; ++i) x[i] = y[i] - b * static_cast<double>(i);
    const double r1 = pre_whiten(years, y, b, out);
    if (r1 == 0) continue;
    ++whitened;
    EXPECT_DOUBLE_EQ(r1, lag_one_correlation(x));
    EXPECT_TRUE(std::isnan(out[0]));
    for (std::size_t i = 1; i < 40; ++i)
      EXPECT_NEAR(out[i], x[i] - r1 * x[i - 1] + b * static_cast<double>(i), 1e-12);
  }
  EXPECT_GT(whitened, 15);
}

TEST(PreWhitening, LeavesWhiteSeriesAlone) {
  std::mt19937_64 random(9);
  const auto years = years_from(1981, 30);
  int whitened = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const auto y = red_series(random, 30, 0, 0);
    std::vector<double> out(30);
    if (pre_whiten(years, y, theil_sen_slope(years, y), out) == 0)
      EXPECT_EQ(out, y);
    else
      ++whitened;
  }
  EXPECT_GT(whitened, 5);  // 5% by chance, somewhat more as the trend was fitted
  EXPECT_LT(whitened, 60);
}

TEST(PreWhitening, TakesTheAutocorrelationAndKeepsTheSlope) {
  std::mt19937_64 random(17);
  const auto years = years_from(1981, 40);
  double before = 0, after = 0, slope_before = 0, slope_after = 0;
  int whitened = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const auto y = red_series(random, 40, 0.6, 0.2);
    std::vector<double> out(40), left(40);
    const double b = theil_sen_slope(years, y);
    const double r1 = pre_whiten(years, y, b, out);
    if (r1 == 0) continue;
    for (std::size_t i = 0; i < 40; ++i) left[i] = out[i] - b * static_cast<double>(i);
    ++whitened;
    before += r1;
    after += lag_one_correlation(left);
    slope_before += b;
    slope_after += theil_sen_slope(years, out);
  }
  ASSERT_GT(whitened, 150);
  EXPECT_GT(before / whitened, 0.4);
  EXPECT_NEAR(after / whitened, 0, 0.1);
  EXPECT_NEAR(slope_after / whitened, slope_before / whitened, 0.01);
}

TEST(PreWhitening, KeepsGapsAsGaps) {
  std::mt19937_64 random(2);
  const auto years = years_from(1981, 40);
  auto y = red_series(random, 40, 0.9, 0);
  y[10] = gap;
  std::vector<double> out(40);
  ASSERT_NE(pre_whiten(years, y, theil_sen_slope(years, y), out), 0);
  for (const std::size_t i : {0UL, 10UL, 11UL}) EXPECT_TRUE(std::isnan(out[i])) << i;
  EXPECT_TRUE(std::isfinite(out[9]) && std::isfinite(out[12]));
}

TEST(PreWhitening, OfASeriesWithoutDataIsThatSeries) {
  std::vector<double> out(5);
  EXPECT_EQ(pre_whiten(years_from(1, 5), std::vector<double>(5, 7.0), 0, out), 0);
  EXPECT_EQ(out, std::vector<double>(5, 7.0));
  EXPECT_EQ(pre_whiten(years_from(1, 5), std::vector<double>(5, gap), gap, out), 0);
  EXPECT_TRUE(std::isnan(out[3]));
}

TEST(PreWhitening, NeedsEvenYears) {
  EXPECT_NO_THROW(check_even_years(std::vector{2000.0, 2002.0, 2004.0}));
  EXPECT_NO_THROW(check_even_years(std::vector{2000.0}));
  EXPECT_THROW(check_even_years(paper_years), Error);
  try {
    check_even_years(std::vector{2000.0, 2001.0, 2003.0});
    FAIL() << "uneven years are accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("found 2001 and 2003 after a step of 1"), std::string::npos)
        << error.what();
    EXPECT_EQ(std::string(error.what()).find(".0"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace minenpp::model
