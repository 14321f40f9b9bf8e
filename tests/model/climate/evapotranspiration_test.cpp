#include "model/climate/evapotranspiration.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/climate/batch_map.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

constexpr double august_potential = 94.434428265839;

double unlimited(double e0, double r) {
  const Batch rain = Batch::Constant(r);
  return zhou_zhang_evapotranspiration(rain, net_radiation_mm(Batch::Constant(e0), rain))[0];
}

double actual(double e0, double r) {
  return actual_evapotranspiration(Batch::Constant(e0), Batch::Constant(r))[0];
}

TEST(Evapotranspiration, August) {
  const Batch e0 = Batch::Constant(august_potential), rain = Batch::Constant(112);
  const Batch net = net_radiation_mm(e0, rain);
  const Batch e = actual_evapotranspiration(e0, rain);
  const Batch ep = regional_potential_evapotranspiration(e, e0);
  for (const int lane : {0, 1, 2, 3, 32, 63}) {
    EXPECT_GOLDEN("S4a", net[lane]);
    EXPECT_GOLDEN("S4b", e[lane]);
    EXPECT_GOLDEN("S4c", ep[lane]);
  }
}

TEST(Evapotranspiration, ExceedsItsPotentialFromTheKnownRatioOn) {
  double low = 0.5, high = 20;
  for (int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (low + high);
    (unlimited(1, middle) > 1 ? high : low) = middle;
  }
  EXPECT_GOLDEN("S4h", low);
  EXPECT_DOUBLE_EQ(actual(1, high * 1.01), 1);
}

TEST(Evapotranspiration, NoRainNoEvaporation) {
  EXPECT_EQ(actual(100, 0), 0);
  EXPECT_EQ(actual(100, -5), 0);
  EXPECT_EQ(actual(0, 50), 0);
  EXPECT_EQ(actual(0, 0), 0);
}

TEST(Evapotranspiration, StaysWithinSupplyAndDemand) {
  std::mt19937_64 random(71);
  std::uniform_real_distribution<double> demand(0.01, 250), rain(0.01, 600);
  for (int round = 0; round < 50; ++round) {
    Batch e0, r;
    for (int i = 0; i < batch_size; ++i) e0[i] = demand(random), r[i] = rain(random);
    const Batch net = net_radiation_mm(e0, r);
    const Batch free = zhou_zhang_evapotranspiration(r, net);
    const Batch e = actual_evapotranspiration(e0, r);
    const Batch ep = regional_potential_evapotranspiration(e, e0);
    EXPECT_TRUE((free < r).all());
    EXPECT_TRUE((free < net).all());
    EXPECT_TRUE((e <= e0).all());
    EXPECT_TRUE((e <= ep).all());
    EXPECT_TRUE((ep <= e0).all());
  }
}

TEST(Evapotranspiration, RisesWithRain) {
  double before = 0;
  for (double r = 1; r < 400; r += 1) {
    const double now = actual(100, r);
    EXPECT_GE(now, before) << r;
    before = now;
  }
}

TEST(Evapotranspiration, MissingStaysMissingInEveryLane) {
  for (int lane = 0; lane < batch_size; ++lane) {
    Batch holed = Batch::Zero();
    holed[lane] = no_data;
    const Batch no_demand = actual_evapotranspiration(holed, Batch::Zero());
    const Batch no_rain = actual_evapotranspiration(Batch::Zero(), holed);
    const Batch wet = actual_evapotranspiration(Batch::Constant(10) + holed, Batch::Constant(500));
    for (int i = 0; i < batch_size; ++i) {
      EXPECT_EQ(std::isnan(no_demand[i]), i == lane);
      EXPECT_EQ(std::isnan(no_rain[i]), i == lane);
      EXPECT_EQ(std::isnan(wet[i]), i == lane);
    }
  }
}

}  // namespace
}  // namespace minenpp::model
