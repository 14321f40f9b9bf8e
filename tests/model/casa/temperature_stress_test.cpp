#include "model/casa/temperature_stress.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "support/golden.h"

namespace minenpp::model {
namespace {

double te1(double t_opt, double t) {
  return optimum_stress(Batch::Constant(t_opt), Batch::Constant(t))[0];
}

double te2(double t_opt, double t, TemperatureRule rule = TemperatureRule::smooth,
           double constant = default_te2_constant) {
  return deviation_stress(Batch::Constant(t_opt), Batch::Constant(t), rule, constant)[0];
}

/// Distance from the optimum, in the direction of `sign`, where the smooth curve falls to half.
double half_point(double sign) {
  const double half = 0.5 * te2(20, 20);
  double low = 0, high = 20;
  for (int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (low + high);
    (te2(20, 20 + sign * middle) > half ? low : high) = middle;
  }
  return low;
}

TEST(TemperatureStress, OptimumStress) {
  EXPECT_GOLDEN("S1a", te1(19.1, 15));
  EXPECT_GOLDEN("S1b", te1(20, 15));
  EXPECT_GOLDEN("S1c", te1(10, 15));
  EXPECT_GOLDEN("S1d", te1(30, 15));
  EXPECT_GOLDEN("S1e", te1(19.1, -10));
  EXPECT_GT(te1(19.1, -9.99), 0.99);
  EXPECT_DOUBLE_EQ(te1(-8, -8), 0.8) << "an optimum below 0 counts as 0";
}

TEST(TemperatureStress, DeviationStress) {
  EXPECT_GOLDEN("S2a", te2(20, 20));
  EXPECT_GOLDEN("S2b", 1 / te2(20, 20, TemperatureRule::smooth, 1));
  EXPECT_GOLDEN("S2c", te2(19.1, 8.5));
  EXPECT_GOLDEN("S2d", te2(20, 30));
  EXPECT_GOLDEN("S2e", te2(20, 7));
  EXPECT_GOLDEN("S2f", te2(20, 7, TemperatureRule::zhu2007));
  EXPECT_GOLDEN("S2g", te2(20, 30, TemperatureRule::zhu2007));
  EXPECT_GOLDEN("S2h", te2(20, 7.01, TemperatureRule::zhu2007));
  EXPECT_GOLDEN("S2i", te2(19.1, -6.5));
  EXPECT_GOLDEN("S2j", half_point(+1));
  EXPECT_GOLDEN("S2k", half_point(-1));
}

TEST(TemperatureStress, ConstantScalesTheCurve) {
  EXPECT_NEAR(te2(20, 12, TemperatureRule::zhu2007, 1.184) / te2(20, 12), 1.184 / 1.1814, 1e-14);
  EXPECT_NEAR(te2(20, 5, TemperatureRule::zhu2007, 1.184) / te2(20, 5, TemperatureRule::zhu2007),
              1.184 / 1.1814, 1e-14);
}

TEST(TemperatureStress, AtItsOptimumAlwaysTheSame) {
  for (double t = -30; t <= 40; t += 0.7) EXPECT_EQ(te2(t, t, TemperatureRule::zhu2007), te2(20, 20)) << t;
}

TEST(TemperatureStress, StaysInItsRange) {
  std::mt19937_64 random(21);
  std::uniform_real_distribution<double> optimum(0, 40), temperature(-45, 50);
  for (int round = 0; round < 50; ++round) {
    Batch t_opt, t;
    for (int i = 0; i < batch_size; ++i) t_opt[i] = optimum(random), t[i] = temperature(random);
    const Batch first = optimum_stress(t_opt, t);
    EXPECT_TRUE((first == 0 || (first >= 0.8 && first <= 1)).all());
    EXPECT_TRUE(((first == 0) == (t <= -10)).all());
    for (const auto rule : {TemperatureRule::zhu2007, TemperatureRule::smooth}) {
      const Batch second = deviation_stress(t_opt, t, rule);
      EXPECT_TRUE((second > 0 && second < 1).all());
    }
  }
}

TEST(TemperatureStress, MissingStaysMissingInEveryLane) {
  for (int lane = 0; lane < batch_size; ++lane) {
    Batch holed = Batch::Constant(-15);
    holed[lane] = no_data;
    const Batch full = Batch::Constant(12);
    for (const Batch& result : {optimum_stress(holed, full), optimum_stress(full, holed),
                                deviation_stress(holed, full, TemperatureRule::zhu2007),
                                deviation_stress(full, holed, TemperatureRule::smooth),
                                deviation_stress(full, holed, TemperatureRule::zhu2007)}) {
      for (int i = 0; i < batch_size; ++i) EXPECT_EQ(std::isnan(result[i]), i == lane);
    }
  }
}

class OptimalTemperature : public ::testing::Test {
 protected:
  OptimalTemperature() {
    for (std::size_t m = 0; m < 12; ++m) {
      t_[m].setConstant(static_cast<double>(m) - 3);
      ndvi_[m].setConstant(0.1);
    }
  }
  double at(int lane) const { return optimal_temperature(ndvi_, t_)[lane]; }

  MonthlyBatch t_, ndvi_;
};

TEST_F(OptimalTemperature, IsThatOfTheGreenestMonth) {
  ndvi_[6][5] = 0.7;
  ndvi_[9][5] = 0.7;
  ndvi_[8][63] = 0.4;
  EXPECT_EQ(at(5), 3) << "the first of two equal months";
  EXPECT_EQ(at(63), 5);
}

TEST_F(OptimalTemperature, IsNotBelowZero) {
  ndvi_[0][7] = 0.9;
  EXPECT_EQ(at(7), 0);
}

TEST_F(OptimalTemperature, IsThatOfTheWarmestMonthWithFewImages) {
  for (std::size_t m = 0; m < 6; ++m) ndvi_[m][8] = no_data;
  EXPECT_EQ(at(8), 3) << "six months are enough";
  ndvi_[6][8] = no_data;
  EXPECT_EQ(at(8), 8);
}

TEST_F(OptimalTemperature, IsMissingWithItsMonth) {
  ndvi_[7][9] = 0.8;
  t_[7][9] = no_data;
  EXPECT_TRUE(std::isnan(at(9)));
  for (std::size_t m = 0; m < 8; ++m) ndvi_[m][10] = no_data;
  t_[0][10] = no_data;
  EXPECT_TRUE(std::isnan(at(10)));
}

}  // namespace
}  // namespace minenpp::model
