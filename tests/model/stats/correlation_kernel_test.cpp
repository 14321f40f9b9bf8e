#include "model/stats/correlation_kernel.h"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/no_data.h"
#include "model/stats/correlation.h"

namespace minenpp::model {
namespace {

/// Equal to the last bit, or both NaN.
void expect_same(double a, double b) {
  EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << a << " against " << b;
}

/// Four variables of some pixels, year by year: y, then the three of x.
struct Series {
  std::size_t years, pixels;
  std::array<std::vector<double>, 4> layers;

  Series(std::size_t years_, std::size_t pixels_, unsigned seed) : years(years_), pixels(pixels_) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(10, 3);
    for (auto& layer : layers) {
      layer.resize(years * pixels);
      for (auto& value : layer) value = normal(random);
    }
  }
  double& at(std::size_t variable, std::size_t year, std::size_t pixel) {
    return layers[variable][year * pixels + pixel];
  }
  std::vector<double> of(std::size_t variable, std::size_t pixel) {
    std::vector<double> values;
    for (std::size_t year = 0; year < years; ++year) values.push_back(at(variable, year, pixel));
    return values;
  }
};

struct Result {
  std::array<std::vector<double>, 3> simple, partial;
};

Result computed(const Series& series) {
  Result result;
  CorrelationRow row;
  for (std::size_t v = 0; v < 3; ++v) {
    result.simple[v].resize(series.pixels);
    row.simple[v] = result.simple[v];
    result.partial[v].resize(series.pixels);
    row.partial[v] = result.partial[v];
  }
  CorrelationKernel kernel(series.years);
  kernel.row(series.layers[0], {series.layers[1], series.layers[2], series.layers[3]}, row);
  return result;
}

double simple_of(Series& series, std::size_t v, std::size_t pixel) {
  return correlation(series.of(0, pixel), series.of(v + 1, pixel)).r;
}

double partial_of(Series& series, std::size_t v, std::size_t pixel) {
  const auto first = series.of((v + 1) % 3 + 1, pixel), second = series.of((v + 2) % 3 + 1, pixel);
  const std::array<std::span<const double>, 2> others{first, second};
  return partial_correlation(series.of(0, pixel), series.of(v + 1, pixel), others).r;
}

TEST(CorrelationKernel, AgreesWithTheSeriesBitForBit) {
  Series series(9, 40, 1);
  series.at(0, 3, 5) = no_data;
  series.at(2, 8, 6) = no_data;
  series.at(1, 0, 7) = std::numeric_limits<double>::infinity();
  const auto result = computed(series);
  for (std::size_t pixel = 0; pixel < series.pixels; ++pixel)
    for (std::size_t v = 0; v < 3; ++v) {
      expect_same(result.simple[v][pixel], simple_of(series, v, pixel));
      expect_same(result.partial[v][pixel], partial_of(series, v, pixel));
      EXPECT_TRUE(std::abs(result.partial[v][pixel]) <= 1);
    }
}

TEST(CorrelationKernel, AGapCountsForItsOwnVariableAndForAllPartialOnes) {
  Series series(8, 1, 2), without(7, 1, 2);
  series.at(3, 7, 0) = no_data;
  for (std::size_t v = 0; v < 4; ++v)
    for (std::size_t year = 0; year < 7; ++year) without.at(v, year, 0) = series.at(v, year, 0);
  const auto result = computed(series), shorter = computed(without);
  EXPECT_EQ(result.simple[2][0], shorter.simple[2][0]);
  EXPECT_NE(result.simple[0][0], shorter.simple[0][0]);
  for (std::size_t v = 0; v < 3; ++v) EXPECT_EQ(result.partial[v][0], shorter.partial[v][0]);
}

TEST(CorrelationKernel, TooFewYearsAreNoData) {
  Series series(6, 4, 3);
  for (std::size_t pixel = 0; pixel < 4; ++pixel)  // 5, 4, 3 and 2 years
    for (std::size_t year = 0; year <= pixel; ++year) series.at(0, year, pixel) = no_data;
  const auto result = computed(series);
  for (std::size_t v = 0; v < 3; ++v) {
    EXPECT_TRUE(std::isfinite(result.partial[v][0]));
    for (std::size_t pixel = 1; pixel < 4; ++pixel) EXPECT_TRUE(std::isnan(result.partial[v][pixel]));
    for (std::size_t pixel = 0; pixel < 3; ++pixel) EXPECT_TRUE(std::isfinite(result.simple[v][pixel]));
    EXPECT_TRUE(std::isnan(result.simple[v][3]));
  }
}

TEST(CorrelationKernel, WhatDoesNotVaryIsNoData) {
  Series series(7, 2, 4);
  for (std::size_t year = 0; year < 7; ++year) {
    series.at(0, year, 0) = 0;     // bare land
    series.at(2, year, 1) = 55.1;  // a climatology
  }
  const auto result = computed(series);
  for (std::size_t v = 0; v < 3; ++v) {
    EXPECT_TRUE(std::isnan(result.simple[v][0]));
    EXPECT_EQ(std::isnan(result.simple[v][1]), v == 1);
    for (std::size_t pixel = 0; pixel < 2; ++pixel) EXPECT_TRUE(std::isnan(result.partial[v][pixel]));
  }
}

/// Whichever two of the variables are one, and however the rounding falls.
TEST(CorrelationKernel, WeatherThatGoesTogetherIsNoData) {
  for (std::size_t same = 0; same < 3; ++same) {
    Series series(7, 200, 8);
    for (std::size_t year = 0; year < 7; ++year)
      for (std::size_t pixel = 0; pixel < 200; ++pixel)
        series.at(same + 1, year, pixel) = 100.3 - 0.37 * series.at((same + 1) % 3 + 1, year, pixel);
    const auto result = computed(series);
    for (std::size_t v = 0; v < 3; ++v)
      for (std::size_t pixel = 0; pixel < 200; ++pixel) {
        EXPECT_TRUE(std::isnan(result.partial[v][pixel])) << result.partial[v][pixel];
        expect_same(result.partial[v][pixel], partial_of(series, v, pixel));
      }
  }
}

TEST(CorrelationKernel, ALineIsOne) {
  Series series(5, 1, 5);
  for (std::size_t year = 0; year < 5; ++year) series.at(0, year, 0) = 3.7 - series.at(1, year, 0) / 3;
  EXPECT_EQ(computed(series).simple[0][0], -1);
}

TEST(CorrelationKernel, ComputesOnlyWhatIsAskedFor) {
  Series series(6, 3, 6);
  const auto all = computed(series);
  std::vector<double> one(3);
  CorrelationRow row;
  row.partial[1] = one;
  CorrelationKernel kernel(6);
  kernel.row(series.layers[0], {series.layers[1], series.layers[2], series.layers[3]}, row);
  EXPECT_EQ(one, all.partial[1]);
}

TEST(CorrelationKernel, RefusesSizesThatDisagree) {
  EXPECT_THROW(CorrelationKernel(0), Error);
  CorrelationKernel kernel(3);
  const std::vector<double> six(6), seven(7), nine(9);
  std::vector<double> three(3);
  CorrelationRow row;
  EXPECT_THROW(kernel.row(seven, {seven, seven, seven}, row), Error);
  EXPECT_THROW(kernel.row(six, {six, nine, six}, row), Error);
  row.simple[0] = three;
  EXPECT_THROW(kernel.row(six, {six, six, six}, row), Error);
}

}  // namespace
}  // namespace minenpp::model
