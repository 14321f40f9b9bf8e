#include "model/casa/fpar.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "support/golden.h"

namespace minenpp::model {
namespace {

FparScale scale_of(double low, double high) {
  return {Batch::Constant(low), Batch::Constant(high)};
}

double fpar_of(double ndvi, double low, double high) {
  return fpar(Batch::Constant(ndvi), scale_of(low, high))[0];
}

TEST(Fpar, WorkedExamples) {
  const Batch v = Batch::Constant(0.52);
  const FparScale grass = scale_of(0.023, 0.634);
  for (const int lane : {0, 1, 30, 63}) {
    EXPECT_GOLDEN("F3a", fpar_from_ndvi(v, grass)[lane]);
    EXPECT_GOLDEN("F3b", fpar_from_sr(v, grass)[lane]);
    EXPECT_GOLDEN("F3c", fpar(v, grass)[lane]);
  }
  EXPECT_GOLDEN("F3d", fpar_of(0.80, 0.023, 0.634));
  EXPECT_GOLDEN("F3e", fpar_of(-0.20, 0.023, 0.634));
  EXPECT_GOLDEN("F3f", fpar_of(0.45, testing::golden_value("F2a"), testing::golden_value("F2b")));
}

TEST(Fpar, StaysInItsRangeAndDoesNotFallWithNdvi) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> low(-0.2, 0.4), width(0.05, 0.58);
  for (int round = 0; round < 50; ++round) {
    const double first = low(random);
    const FparScale scale = scale_of(first, first + width(random));
    Batch v;
    for (int i = 0; i < batch_size; ++i) v[i] = -1 + 2.0 * i / (batch_size - 1);
    for (const Batch& f : {fpar(v, scale), fpar_from_ndvi(v, scale), fpar_from_sr(v, scale)}) {
      EXPECT_TRUE((f >= 0.001 && f <= 0.95).all());
      for (int i = 1; i < batch_size; ++i) EXPECT_GE(f[i], f[i - 1]);
    }
  }
}

TEST(Fpar, RangeCanBeChosen) {
  const FparScale scale(Batch::Constant(0.1), Batch::Constant(0.6), {0.01, 0.9});
  EXPECT_DOUBLE_EQ(fpar(Batch::Constant(0.0), scale)[0], 0.01);
  EXPECT_DOUBLE_EQ(fpar(Batch::Constant(0.7), scale)[0], 0.9);
}

TEST(Fpar, MissingStaysMissingInEveryLane) {
  for (int lane = 0; lane < batch_size; ++lane) {
    Batch v = Batch::Constant(0.9), low = Batch::Constant(0.1), high = Batch::Constant(0.6);
    v[lane] = no_data;
    low[(lane + 1) % batch_size] = no_data;
    high[(lane + 2) % batch_size] = no_data;
    const Batch f = fpar(v, {low, high});
    EXPECT_EQ(f.isNaN().count(), 3);
    EXPECT_TRUE(std::isnan(f[lane]));
  }
}

TEST(Fpar, ImpossibleBoundsGiveNothing) {
  EXPECT_TRUE(std::isnan(fpar_of(0.3, 0.5, 0.5)));
  EXPECT_TRUE(std::isnan(fpar_of(0.3, 0.6, 0.5)));
  EXPECT_TRUE(std::isnan(fpar_of(0.3, 0.1, 1.0)));
}

}  // namespace
}  // namespace minenpp::model
