#include "model/climate/batch_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

Batch ramp(double first, double step) {
  Batch values;
  for (int i = 0; i < batch_size; ++i) values[i] = first + step * i;
  return values;
}

TEST(BatchMap, AppliesTheFormulaToEveryPixel) {
  const Batch a = ramp(0, 1), b = ramp(100, -2);
  const Batch sum = map_batch([](double x, double y) { return x + y; }, a, b);
  for (int i = 0; i < batch_size; ++i) EXPECT_EQ(sum[i], 100.0 - i);
}

TEST(BatchMap, ExponentialAgreesWithTheLibrary) {
  const Batch x = ramp(-60, 2);
  const Batch e = exponential(x);
  for (int i = 0; i < batch_size; ++i) EXPECT_NEAR(e[i] / std::exp(x[i]), 1, 4e-16) << x[i];
}

/// Distance to the true value in units of the last place of a double.
double last_places(double found, long double exact) {
  const auto nearest = static_cast<double>(exact);
  const double unit =
      std::nextafter(std::abs(nearest), std::numeric_limits<double>::infinity()) - std::abs(nearest);
  return std::abs(static_cast<double>((static_cast<long double>(found) - exact) / unit));
}

/// The largest distance of `function` from `exact` over random batches, of which `draw(random, lane)` makes
/// the arguments.
template <typename Function, typename Exact, typename Draw>
double worst_in_last_places(Function function, Exact exact, Draw draw) {
  std::mt19937_64 random(3);
  double worst = 0;
  for (int round = 0; round < 2000; ++round) {
    Batch x;
    for (int i = 0; i < batch_size; ++i) x[i] = draw(random, i);
    const Batch found = function(x);
    for (int i = 0; i < batch_size; ++i)
      worst = std::max(worst, last_places(found[i], exact(static_cast<long double>(x[i]))));
  }
  return worst;
}

double between(std::mt19937_64& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}

TEST(BatchMap, ExponentialIsExactToALastPlaceEverywhere) {
  const auto draw = [](auto& random, int lane) {
    return lane % 2 == 0 ? between(random, -700, 700) : between(random, -1, 1);
  };
  EXPECT_LT(worst_in_last_places(
                exponential, [](long double x) { return std::exp(x); }, draw),
            1.6);
  EXPECT_EQ(exponential(Batch::Zero())[0], 1);
}

TEST(BatchMap, ExponentialBeyondItsRangeStaysANumber) {
  EXPECT_GT(exponential(Batch::Constant(1e9))[0], 1e307);
  EXPECT_LT(exponential(Batch::Constant(-1e9))[0], 1e-307);
  EXPECT_GE(exponential(Batch::Constant(-std::numeric_limits<double>::infinity()))[0], 0);
}

TEST(BatchMap, LogarithmIsExactToALastPlaceEverywhere) {
  const auto draw = [](auto& random, int lane) {
    return lane % 2 == 0 ? std::exp(between(random, -700, 700)) : between(random, 0.5, 1.5);
  };
  EXPECT_LT(worst_in_last_places(
                logarithm_or_zero, [](long double x) { return std::log(x); }, draw),
            1.6);
  EXPECT_EQ(logarithm_or_zero(Batch::Ones())[0], 0);
}

TEST(BatchMap, ThereIsNoLogarithmOfNothingAndNaNIsKept) {
  for (const double x : {0.0, -0.0, -3.0, -std::numeric_limits<double>::infinity()})
    EXPECT_EQ(logarithm_or_zero(Batch::Constant(x))[5], 0) << x;
  EXPECT_TRUE(logarithm_or_zero(Batch::Constant(no_data)).isNaN().all());
}

TEST(BatchMap, ExponentialKeepsNaNInEveryLane) {
  for (int lane = 0; lane < batch_size; ++lane) {
    Batch x = Batch::Ones();
    x[lane] = no_data;
    const Batch e = exponential(x);
    for (int i = 0; i < batch_size; ++i) EXPECT_EQ(std::isnan(e[i]), i == lane);
  }
}

TEST(BatchMap, PowerAgreesWithTheLibrary) {
  const Batch base = ramp(0.01, 0.3), exponent = ramp(-9.5, 0.25);
  const Batch result = power(base, exponent);
  for (int i = 0; i < batch_size; ++i) {
    EXPECT_NEAR(result[i] / std::pow(base[i], exponent[i]), 1, 2e-14) << base[i] << "^" << exponent[i];
  }
}

TEST(BatchMap, PowerOfNothingIsNothing) {
  EXPECT_TRUE((power(Batch::Zero(), 1.514) == 0).all());
  EXPECT_TRUE((power(Batch::Constant(-3), 0.5) == 0).all());
  EXPECT_TRUE((power(Batch::Zero(), Batch::Zero()) == 0).all());
}

TEST(BatchMap, PowerKeepsNaNInEveryLane) {
  for (int lane = 0; lane < batch_size; ++lane) {
    Batch holed = Batch::Constant(2);
    holed[lane] = no_data;
    const Batch in_base = power(holed, Batch::Constant(3));
    const Batch in_exponent = power(Batch::Zero(), holed);
    for (int i = 0; i < batch_size; ++i) {
      EXPECT_EQ(std::isnan(in_base[i]), i == lane);
      EXPECT_EQ(std::isnan(in_exponent[i]), i == lane);
    }
  }
}

TEST(BatchMap, MissingMonthsHoldNothing) {
  for (const Batch& month : missing_months()) EXPECT_TRUE(month.isNaN().all());
}

}  // namespace
}  // namespace minenpp::model
