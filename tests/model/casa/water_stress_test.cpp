#include "model/casa/water_stress.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/climate/thornthwaite.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

const Batch record_starts = Batch::Constant(no_data);

double stress(double e0, double r) {
  return water_stress(Batch::Constant(e0), Batch::Constant(r))[0];
}

MonthlyBatch constant_year(const std::array<double, 12>& values) {
  MonthlyBatch months;
  for (std::size_t m = 0; m < values.size(); ++m) months[m].setConstant(values[m]);
  return months;
}

MonthlyBatch pingshuo_potential() {
  const MonthlyBatch t = constant_year({-10.5, -6.5, .5, 8.5, 15.2, 19.3, 21.0, 19.1, 13.5, 6.8, -1.8, -8.6});
  MonthMask all;
  all.fill(true);
  MonthlyBatch e0;
  potential_year(t, all, e0);
  return e0;
}

MonthlyBatch pingshuo_rain() {
  return constant_year({2, 4, 9, 18, 32, 58, 105, 112, 60, 25, 9, 2});
}

TEST(WaterStress, OfOneMonth) {
  const double august = stress(testing::golden_value("S3c"), 112);
  EXPECT_GOLDEN("S4d", august);
  EXPECT_GOLDEN("S4e", stress(100, 10));
  EXPECT_GOLDEN("S4f", stress(100, 0));
  EXPECT_GOLDEN("S4g", stress(100, 500));
  EXPECT_FALSE(testing::matches_golden("S4i", august)) << "the coefficient is 0.598, not the misprint 0.589";
  EXPECT_EQ(stress(100, 0), 0.5);
  EXPECT_EQ(stress(100, -7), 0.5);
  EXPECT_EQ(stress(100, 500), 1);
}

TEST(WaterStress, OfTheYear) {
  const Batch w = annual_water_stress(pingshuo_potential(), pingshuo_rain(), record_starts);
  for (const int lane : {0, 13, 63}) EXPECT_GOLDEN("S4j", w[lane]);
}

TEST(WaterStress, OfAYearWithoutDemand) {
  const MonthlyBatch cold = constant_year({});
  EXPECT_EQ(annual_water_stress(cold, pingshuo_rain(), record_starts)[0], 0.5);
  EXPECT_EQ(annual_water_stress(cold, pingshuo_rain(), Batch::Constant(0.8))[0], 0.8);
}

TEST(WaterStress, OfAnIncompleteYear) {
  for (int lane = 0; lane < batch_size; ++lane) {
    MonthlyBatch rain = pingshuo_rain();
    rain[static_cast<std::size_t>(lane % 12)][lane] = no_data;
    const Batch w = annual_water_stress(pingshuo_potential(), rain, record_starts);
    for (int i = 0; i < batch_size; ++i) EXPECT_EQ(std::isnan(w[i]), i == lane);
  }
}

TEST(WaterStress, RisesWithRainBetweenItsLimits) {
  for (const double e0 : {0.5, 20.0, 100.0, 190.0}) {
    double before = 0.5;
    for (double r = 0; r < 500; r += 2.5) {
      const double w = stress(e0, r);
      EXPECT_GE(w, before - 1e-15) << e0 << " " << r;
      EXPECT_LE(w, 1);
      before = w;
    }
    EXPECT_EQ(before, 1);
  }
}

TEST(WaterStress, MissingStaysMissingInEveryLane) {
  for (int lane = 0; lane < batch_size; ++lane) {
    Batch holed = Batch::Constant(30);
    holed[lane] = no_data;
    const Batch a = water_stress(holed, Batch::Constant(500));
    const Batch b = water_stress(Batch::Constant(10), holed);
    for (int i = 0; i < batch_size; ++i) {
      EXPECT_EQ(std::isnan(a[i]), i == lane);
      EXPECT_EQ(std::isnan(b[i]), i == lane);
    }
  }
}

class CarryRule : public ::testing::Test {
 protected:
  double w(std::size_t month) const { return stress_[month][3]; }
  void run(const Batch& previous = record_starts) {
    last_ = monthly_water_stress(e0_, rain_, previous, stress_);
  }

  MonthlyBatch e0_ = pingshuo_potential(), rain_ = pingshuo_rain(), stress_;
  Batch last_;
};

TEST_F(CarryRule, FrozenMonthsKeepTheMonthBefore) {
  run();
  EXPECT_EQ(w(10), w(9));
  EXPECT_EQ(w(11), w(9));
  EXPECT_NE(w(9), w(8));
  EXPECT_EQ(last_[3], w(9));
}

TEST_F(CarryRule, WrapsToTheEndOfTheSameYearWhereTheRecordStarts) {
  run();
  EXPECT_EQ(w(0), w(9));
  EXPECT_EQ(w(1), w(9));
}

TEST_F(CarryRule, TakesTheYearBeforeWhereThereIsOne) {
  run(Batch::Constant(0.61));
  EXPECT_EQ(w(0), 0.61);
  EXPECT_EQ(w(1), 0.61);
  EXPECT_EQ(w(11), w(9));
}

TEST_F(CarryRule, OneHalfWhereNothingWasEverDefined) {
  e0_ = constant_year({});
  run();
  for (std::size_t m = 0; m < 12; ++m) EXPECT_EQ(w(m), 0.5);
}

TEST_F(CarryRule, NoDataWhereTheMonthsWithDemandLackTheirPrecipitation) {
  for (std::size_t m = 2; m < 12; ++m) rain_[m].setConstant(no_data);
  run();
  EXPECT_TRUE(std::isnan(w(0)) && std::isnan(w(1))) << "the thawed months would have decided";
  EXPECT_TRUE(std::isnan(last_[3]));
  run(Batch::Constant(0.61));
  EXPECT_EQ(w(1), 0.61) << "the year before decides where there is one";
  rain_ = pingshuo_rain();
  for (std::size_t m = 7; m < 12; ++m) rain_[m].setConstant(no_data);
  run();
  EXPECT_EQ(w(1), w(6)) << "one month with W is enough";
}

TEST_F(CarryRule, OneHalfWithoutDemandWhateverPrecipitationIsMissing) {
  e0_ = constant_year({});
  for (std::size_t m = 2; m < 12; ++m) rain_[m].setConstant(no_data);
  run();
  EXPECT_EQ(w(1), 0.5);
  EXPECT_TRUE(std::isnan(w(2)));
  e0_[7].setConstant(no_data);
  run();
  EXPECT_TRUE(std::isnan(w(1))) << "a month of unknown demand might have decided";
}

TEST_F(CarryRule, PassesOverMonthsWithoutPrecipitation) {
  rain_[9].setConstant(no_data);
  run();
  EXPECT_TRUE(std::isnan(w(9)));
  EXPECT_EQ(w(10), w(8));
  EXPECT_EQ(w(0), w(8));
  rain_[0].setConstant(no_data);
  run();
  EXPECT_TRUE(std::isnan(w(0))) << "a month's own precipitation must be known, frozen or not";
}

}  // namespace
}  // namespace minenpp::model
