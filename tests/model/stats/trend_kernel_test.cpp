#include "model/stats/trend_kernel.h"

#include <bit>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/stats/linear_trend.h"
#include "model/stats/mann_kendall.h"
#include "model/stats/pre_whitening.h"
#include "model/stats/theil_sen.h"
#include "model/stats/trend_series.h"

namespace minenpp::model {
namespace {

/// Layers of `pixels` random series, and room for all outputs.
struct Scene {
  std::size_t years, pixels;
  std::vector<double> layers, slope, slope_error, slope_p, sen, z, p;
  std::vector<std::uint8_t> trend, counts;

  Scene(std::size_t year_count, std::size_t pixel_count, std::uint64_t seed)
      : years(year_count), pixels(pixel_count), layers(year_count * pixel_count) {
    std::mt19937_64 random(seed);
    for (std::size_t i = 0; i < pixels; ++i) {
      const auto values = random_series(random, years, i % 3 == 0);
      for (std::size_t year = 0; year < years; ++year) layers[year * pixels + i] = values[year];
    }
    for (auto* out : {&slope, &slope_error, &slope_p, &sen, &z, &p}) out->assign(pixels, -99);
    trend.assign(pixels, 99);
    counts.assign(pixels, 99);
  }

  TrendRow row() { return {slope, slope_error, slope_p, sen, z, p, trend, counts}; }

  [[nodiscard]] std::vector<double> series(std::size_t i) const {
    std::vector<double> values(years);
    for (std::size_t year = 0; year < years; ++year) values[year] = layers[year * pixels + i];
    return values;
  }
};

void expect_same(double got, double want) {
  EXPECT_EQ(std::bit_cast<std::uint64_t>(got) << 1, std::bit_cast<std::uint64_t>(want) << 1)
      << got << " " << want;
}

TEST(TrendKernel, GivesBitwiseTheTrendsOfSinglePixels) {
  Scene scene(12, 300, 21);
  const auto years = years_from(2001, 12);
  TrendKernel(years).row(scene.layers, scene.row());
  for (std::size_t i = 0; i < scene.pixels; ++i) {
    const auto y = scene.series(i);
    const auto line = linear_trend(years, y);
    const auto test = mann_kendall(y);
    expect_same(scene.slope[i], line.slope);
    expect_same(scene.slope_error[i], line.slope_error);
    expect_same(scene.slope_p[i], line.p);
    expect_same(scene.sen[i], theil_sen_slope(years, y));
    expect_same(scene.z[i], test.z);
    expect_same(scene.p[i], test.p);
    EXPECT_EQ(scene.counts[i], test.n);
    EXPECT_EQ(scene.trend[i], static_cast<std::uint8_t>(trend_class(scene.sen[i], test.p)));
  }
}

TEST(TrendKernel, DoesNotDependOnHowPixelsAreGrouped) {
  Scene whole(9, 100, 5), left(9, 37, 0), right(9, 63, 0);
  for (std::size_t year = 0; year < 9; ++year)
    for (std::size_t i = 0; i < 100; ++i)
      (i < 37 ? left.layers[year * 37 + i] : right.layers[year * 63 + i - 37]) = whole.layers[year * 100 + i];
  TrendKernel kernel(years_from(2001, 9), {true, 0.1});
  for (Scene* scene : {&whole, &right, &left}) kernel.row(scene->layers, scene->row());
  for (std::size_t i = 0; i < 100; ++i) {
    const Scene& part = i < 37 ? left : right;
    const auto j = i < 37 ? i : i - 37;
    expect_same(whole.slope_p[i], part.slope_p[j]);
    expect_same(whole.p[i], part.p[j]);
    EXPECT_EQ(whole.trend[i], part.trend[j]);
  }
}

TEST(TrendKernel, TestsThePreWhitenedSeries) {
  Scene scene(30, 200, 8);
  const auto years = years_from(1991, 30);
  TrendKernel(years, {true, 0.05}).row(scene.layers, scene.row());
  int changed = 0;
  for (std::size_t i = 0; i < scene.pixels; ++i) {
    const auto y = scene.series(i);
    std::vector<double> whitened(30);
    changed += pre_whiten(years, y, theil_sen_slope(years, y), whitened) != 0;
    expect_same(scene.z[i], mann_kendall(whitened).z);
    expect_same(scene.sen[i], theil_sen_slope(years, y));
  }
  EXPECT_GT(changed, 0);
}

TEST(TrendKernel, FillsOnlyWhatIsAskedFor) {
  Scene scene(8, 10, 1), some(8, 10, 1);
  TrendKernel kernel(years_from(2001, 8));
  kernel.row(scene.layers, scene.row());
  TrendRow only;
  only.sen_slope = some.sen;
  only.trend = some.trend;
  kernel.row(some.layers, only);
  EXPECT_EQ(some.trend, scene.trend);
  EXPECT_EQ(some.slope, std::vector<double>(10, -99));
}

TEST(TrendKernel, MarksPixelsWithTooFewYears) {
  const std::vector<double> layers{1, gap, 2, gap, gap, gap};  // 3 years, 2 pixels
  std::vector<double> slope(2), p(2);
  std::vector<std::uint8_t> trend(2), counts(2);
  TrendRow out;
  out.slope = slope;
  out.p = p;
  out.trend = trend;
  out.years = counts;
  TrendKernel(years_from(2001, 3)).row(layers, out);
  EXPECT_TRUE(std::isnan(slope[0]) && std::isnan(p[1]));
  EXPECT_EQ(trend, (std::vector<std::uint8_t>{0, 0}));
  EXPECT_EQ(counts, (std::vector<std::uint8_t>{2, 0}));
}

TEST(TrendKernel, RefusesWhatDoesNotFit) {
  EXPECT_THROW(TrendKernel({}), Error);
  EXPECT_THROW(TrendKernel({2001, 2001}), Error);
  EXPECT_THROW(TrendKernel(paper_years, {true, 0.05}), Error);
  EXPECT_THROW(TrendKernel({2001}, {false, 1.5}), Error);
  TrendKernel kernel(years_from(2001, 3));
  std::vector<double> slope(2);
  TrendRow out;
  out.slope = slope;
  EXPECT_THROW(kernel.row(std::vector<double>(7), out), Error);
  EXPECT_THROW(kernel.row(std::vector<double>(9), out), Error);
}

TEST(TrendClass, FollowsItsTable) {
  EXPECT_EQ(trend_class(-1, 0.0499), TrendClass::significant_decrease);
  EXPECT_EQ(trend_class(-1, 0.05), TrendClass::slight_decrease);
  EXPECT_EQ(trend_class(0, 0.01), TrendClass::stable);
  EXPECT_EQ(trend_class(-0.0, 1), TrendClass::stable);
  EXPECT_EQ(trend_class(1e-9, 0.5), TrendClass::slight_increase);
  EXPECT_EQ(trend_class(1, 0.009, 0.01), TrendClass::significant_increase);
  EXPECT_EQ(trend_class(gap, 0), TrendClass::none);
  EXPECT_EQ(trend_class(1, gap), TrendClass::none);
  EXPECT_STREQ(trend_class_name(TrendClass::slight_increase), "slight increase");
  EXPECT_STREQ(trend_class_name(TrendClass::none), "no data");
}

}  // namespace
}  // namespace minenpp::model
