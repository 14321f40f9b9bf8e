#include "model/stats/regression.h"

#include <array>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/stats/climate_case.h"
#include "model/stats/restrend.h"
#include "model/stats/trend_series.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

Attempt<Regression> fit(const std::vector<double>& y, std::vector<std::span<const double>> predictors) {
  return regress(y, predictors);
}

TEST(Regression, FindsAPlaneExactly) {
  const std::vector<double> a{1, 2, 3, 4, 5, 7}, b{2, 0, 5, 1, 1, 3};
  std::vector<double> y;
  for (std::size_t i = 0; i < a.size(); ++i) y.push_back(10 + 0.1 * a[i] - 3 * b[i]);
  const auto result = fit(y, {a, b});
  ASSERT_TRUE(result.value);
  EXPECT_NEAR(result.value->coefficients[0], 10, 1e-12);
  EXPECT_NEAR(result.value->coefficients[1], 0.1, 1e-13);
  EXPECT_NEAR(result.value->coefficients[2], -3, 1e-13);
  EXPECT_EQ(result.value->residuals, std::vector<double>(6, 0.0));
  EXPECT_EQ(result.value->r2, 1);
}

TEST(Regression, LeavesResidualsAtRightAnglesToThePredictors) {
  std::mt19937_64 random(12);
  std::normal_distribution<double> noise;
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<double> a(20), b(20), c(20), y(20);
    for (std::size_t i = 0; i < 20; ++i) {
      a[i] = 20 + noise(random);
      b[i] = 1e5 + 800 * noise(random);
      c[i] = 1e-4 * noise(random) + 1e-5 * a[i];
      y[i] = 40 + a[i] + noise(random);
    }
    const auto result = fit(y, {a, b, c});
    ASSERT_TRUE(result.value);
    const auto& [coefficients, residuals, r2, n] = *result.value;
    double sum = 0, with_a = 0, with_b = 0, with_c = 0;
    for (std::size_t i = 0; i < 20; ++i) {
      EXPECT_NEAR(
          residuals[i],
          y[i] - coefficients[0] - coefficients[1] * a[i] - coefficients[2] * b[i] - coefficients[3] * c[i],
          1e-8);
      sum += residuals[i];
      with_a += residuals[i] * a[i];
      with_b += residuals[i] * b[i];
      with_c += residuals[i] * c[i];
    }
    EXPECT_NEAR(sum, 0, 1e-10);
    EXPECT_NEAR(with_a, 0, 1e-9);
    EXPECT_NEAR(with_b, 0, 1e-5);
    EXPECT_NEAR(with_c, 0, 1e-12);
    EXPECT_GE(r2, 0);
    EXPECT_LE(r2, 1);
  }
}

TEST(Regression, LeavesOutRowsWithoutData) {
  const std::vector<double> x{1, 2, gap, 4, 5};
  const auto result = fit({3, 5, 7, gap, 12}, {x});
  ASSERT_TRUE(result.value);
  EXPECT_EQ(result.value->n, 3);
  EXPECT_TRUE(std::isnan(result.value->residuals[2]) && std::isnan(result.value->residuals[3]));
  EXPECT_TRUE(std::isfinite(result.value->residuals[4]));
}

TEST(Regression, SaysWhyThereIsNone) {
  const std::vector<double> x{1, 2, 3, 4}, twice{2, 4, 6, 8}, flat{0.1, 0.1, 0.1, 0.1};
  EXPECT_NE(fit({1, 2}, {std::vector{1.0, 2.0}}).reason.find("at least 3 complete rows, found 2"),
            std::string::npos);
  EXPECT_NE(fit({1, 2, 4, 3}, {x, twice}).reason.find("independently"), std::string::npos);
  EXPECT_NE(fit({1, 2, 4, 3}, {flat}).reason.find("independently"), std::string::npos);
  EXPECT_FALSE(fit({1, 2, 4, 3}, {flat}).value);
  EXPECT_THROW((void)fit({1, 2, 4}, {x}), Error);
  EXPECT_THROW((void)fit({1, 2, 4}, {}), Error);
  const auto level = fit({5, 5, 5, 5}, {x});
  ASSERT_TRUE(level.value);
  EXPECT_TRUE(std::isnan(level.value->r2));
  EXPECT_EQ(level.value->residuals, std::vector<double>(4, 0.0));
}

TEST(Restrend, MeetsTheReference) {
  const auto result = restrend(years_from(0, 8), climate_npp, climate_temperature, climate_precipitation);
  ASSERT_TRUE(result.value) << result.reason;
  EXPECT_GOLDEN("P3a", result.value->precipitation);
  EXPECT_GOLDEN("P3b", result.value->trend.slope);
  EXPECT_GOLDEN("P3c", result.value->trend.p);
  EXPECT_EQ(result.value->trend.n, 8);
  EXPECT_TRUE(result.reason.empty());
}

TEST(Restrend, IsRefusedBelowEightCompleteYears) {
  auto npp = climate_npp;
  npp[3] = gap;
  const auto result = restrend(years_from(0, 8), npp, climate_temperature, climate_precipitation);
  EXPECT_FALSE(result.value);
  EXPECT_EQ(result.reason,
            "the residual trend needs at least 8 years with NPP, temperature and precipitation, found 7");
}

TEST(Restrend, IsRefusedWhereClimateDoesNotVary) {
  const auto result =
      restrend(years_from(0, 8), climate_npp, climate_temperature, std::vector<double>(8, 90.0));
  EXPECT_FALSE(result.value);
  EXPECT_NE(result.reason.find("independently"), std::string::npos);
}

TEST(Restrend, FindsNoTrendInWhatClimateExplains) {
  std::vector<double> npp;
  for (std::size_t i = 0; i < 8; ++i)
    npp.push_back(3 + 0.7 * climate_temperature[i] + 0.1 * climate_precipitation[i]);
  const auto result = restrend(years_from(2001, 8), npp, climate_temperature, climate_precipitation);
  ASSERT_TRUE(result.value);
  EXPECT_EQ(result.value->trend.slope, 0);
  EXPECT_EQ(result.value->trend.p, 1);
  EXPECT_NEAR(result.value->temperature, 0.7, 1e-10);
  EXPECT_NEAR(result.value->intercept, 3, 1e-9);
}

TEST(Restrend, RefusesColumnsOfDifferentLength) {
  EXPECT_THROW((void)restrend(years_from(0, 7), climate_npp, climate_temperature, climate_precipitation),
               Error);
}

}  // namespace
}  // namespace minenpp::model
