#include "model/stats/correlation.h"

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/no_data.h"
#include "model/stats/climate_case.h"
#include "model/stats/regression.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

const std::vector<double> measured{30.2, 41.5, 25.3, 50.1, 38.8, 44.0};
const std::vector<double> estimated{33.0, 39.8, 28.4, 47.7, 41.2, 40.9};

Correlation partial(const std::vector<double>& x, const std::vector<double>& y,
                    std::vector<std::span<const double>> controls) {
  return partial_correlation(x, y, controls);
}

TEST(Agreement, MeetsTheReference) {
  const auto result = agreement(measured, estimated);
  EXPECT_GOLDEN("P1a", result.correlation.r);
  EXPECT_GOLDEN("P1b", result.correlation.r2);
  EXPECT_GOLDEN("P1c", result.correlation.t);
  EXPECT_GOLDEN("P1d", result.correlation.p);
  EXPECT_GOLDEN("P1e", result.rmse);
  EXPECT_GOLDEN("P1f", result.bias);
  EXPECT_EQ(result.correlation.n, 6);
}

TEST(Agreement, LeavesOutRowsWithoutData) {
  auto x = measured, y = estimated;
  x.insert(x.begin() + 2, no_data);
  y.insert(y.begin() + 2, 7);
  x.push_back(9);
  y.push_back(std::numeric_limits<double>::infinity());
  const auto result = agreement(x, y);
  EXPECT_EQ(result.correlation.n, 6);
  EXPECT_GOLDEN("P1a", result.correlation.r);
  EXPECT_GOLDEN("P1e", result.rmse);
}

TEST(Agreement, OfFewRowsSaysWhatItCan) {
  const auto none = agreement(std::vector{no_data}, std::vector{1.0});
  EXPECT_EQ(none.correlation.n, 0);
  EXPECT_TRUE(std::isnan(none.rmse) && std::isnan(none.bias) && std::isnan(none.correlation.r));
  const auto one = agreement(std::vector{2.0}, std::vector{5.0});
  EXPECT_EQ(one.rmse, 3);
  EXPECT_EQ(one.bias, 3);
  EXPECT_TRUE(std::isnan(one.correlation.r));
  const auto two = agreement(std::vector{2.0, 4.0}, std::vector{5.0, 1.0});
  EXPECT_EQ(two.correlation.r, -1);
  EXPECT_TRUE(std::isnan(two.correlation.p));
}

TEST(Correlation, OfALineIsOneWithPZero) {
  std::vector<double> x, up, down;
  for (int i = 0; i < 30; ++i) {
    x.push_back(0.1 * i * i);
    up.push_back(3.7 + x.back() / 3);
    down.push_back(1e6 - 0.7 * x.back());
  }
  EXPECT_NEAR(correlation(x, up).r, 1, 1e-15);
  EXPECT_EQ(correlation(x, up).p, 0);
  EXPECT_EQ(correlation(x, x).p, 0);
  EXPECT_EQ(correlation(x, x).t, std::numeric_limits<double>::infinity());
  EXPECT_NEAR(correlation(x, down).r, -1, 1e-12);
}

TEST(Correlation, IsUndefinedWithoutVariance) {
  for (const double level : {0.0, 0.1, 12.3}) {
    const auto result = correlation(std::vector<double>(6, level), estimated);
    EXPECT_TRUE(std::isnan(result.r) && std::isnan(result.r2) && std::isnan(result.t) &&
                std::isnan(result.p));
    EXPECT_EQ(result.n, 6);
  }
}

TEST(Correlation, StaysInRangeAndIgnoresScaleAndOrigin) {
  std::mt19937_64 random(6);
  std::normal_distribution<double> noise;
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<double> x(12), y(12), moved(12);
    for (std::size_t i = 0; i < 12; ++i) {
      x[i] = noise(random);
      y[i] = 0.5 * x[i] + noise(random);
      moved[i] = 300 - 20 * y[i];
    }
    const auto result = correlation(x, y);
    EXPECT_LE(std::abs(result.r), 1);
    EXPECT_NEAR(correlation(x, moved).r, -result.r, 1e-12);
    EXPECT_EQ(correlation(y, x).r, result.r);
    EXPECT_GE(result.p, 0);
    EXPECT_LE(result.p, 1);
  }
}

TEST(Correlation, RefusesDifferentSizes) {
  EXPECT_THROW((void)correlation(measured, std::vector{1.0}), Error);
  EXPECT_THROW((void)agreement(measured, std::vector{1.0}), Error);
  EXPECT_THROW((void)partial(measured, estimated, {std::vector{1.0}}), Error);
  EXPECT_THROW((void)partial(measured, estimated, {}), Error);
  EXPECT_THROW((void)partial(measured, estimated, {measured, measured, measured}), Error);
}

TEST(PartialCorrelation, MeetsTheReference) {
  const auto result = partial(climate_npp, climate_precipitation, {climate_temperature});
  EXPECT_GOLDEN("P2a", result.r);
  EXPECT_GOLDEN("P2b", result.p);
  EXPECT_EQ(result.n, 8);
}

/// The definition: correlation of what regressions on the controls leave of both.
double residual_correlation(const std::vector<double>& x, const std::vector<double>& y,
                            const std::vector<std::span<const double>>& controls) {
  return correlation(regress(x, controls).value->residuals, regress(y, controls).value->residuals).r;
}

TEST(PartialCorrelation, IsThatOfTheResiduals) {
  std::mt19937_64 random(30);
  std::normal_distribution<double> noise;
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<double> x(15), y(15), z(15), w(15);
    for (std::size_t i = 0; i < 15; ++i) {
      z[i] = noise(random);
      w[i] = 0.4 * z[i] + noise(random);
      x[i] = z[i] - w[i] + noise(random);
      y[i] = 2 * z[i] + w[i] + 0.5 * x[i] + noise(random);
    }
    EXPECT_NEAR(partial(x, y, {z}).r, residual_correlation(x, y, {z}), 1e-10);
    const auto two = partial(x, y, {z, w});
    EXPECT_NEAR(two.r, residual_correlation(x, y, {z, w}), 1e-10);
    EXPECT_NEAR(partial(x, y, {w, z}).r, two.r, 1e-10);
    EXPECT_NEAR(two.p, test_correlation(two.r, 15, 11).p, 1e-12);
    z[3] = no_data;
    EXPECT_EQ(partial(x, y, {z, w}).n, 14);
  }
}

/// As rasters have them: precipitation that follows the temperature, both rounded to single precision.
TEST(PartialCorrelation, RoundingToSinglePrecisionIsNoRelation) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  for (const double offset : {0.0, 273.15}) {
    std::vector<double> npp, temperature, precipitation, loose;
    for (int year = 0; year < 12; ++year) {
      npp.push_back(300 + 40 * normal(random));
      temperature.push_back(static_cast<float>(offset + 15 + normal(random)));
      precipitation.push_back(static_cast<float>(2 * temperature.back() + 60));
      loose.push_back(precipitation.back() + 0.01 * normal(random));
    }
    EXPECT_TRUE(std::isnan(partial(npp, temperature, {precipitation}).r)) << offset;
    EXPECT_TRUE(std::isnan(partial(npp, precipitation, {temperature}).r)) << offset;
    EXPECT_FALSE(std::isnan(partial(npp, temperature, {loose}).r)) << offset;
  }
}

TEST(PartialCorrelation, IsUndefinedWhereTheControlLeavesNothing) {
  EXPECT_TRUE(std::isnan(partial(climate_npp, climate_precipitation, {climate_npp}).r));
  EXPECT_TRUE(std::isnan(partial(climate_npp, climate_precipitation, {std::vector<double>(8, 1.0)}).r));
  EXPECT_TRUE(
      std::isnan(partial({1, 2, 4}, {3, 1, 2}, {std::vector{0.0, 1.0, 5.0}}).p));  // no degree of freedom
}

}  // namespace
}  // namespace minenpp::model
