#include "model/climate/batch_map.h"

#include <cmath>
#include <limits>

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
