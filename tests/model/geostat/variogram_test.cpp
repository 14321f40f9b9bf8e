#include "model/geostat/variogram.h"

#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

#include "model/error.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

constexpr VariogramModel all_models[] = {VariogramModel::spherical, VariogramModel::exponential,
                                         VariogramModel::gaussian,  VariogramModel::matern,
                                         VariogramModel::linear,    VariogramModel::linear_with_sill};

TEST(Variogram, ModelsMeetGolden) {
  const auto at_6_km = [](VariogramModel model, double kappa) {
    return Variogram(model, 0.2, 1.0, 10000, kappa).semivariance(6000);
  };
  EXPECT_GOLDEN("V.sph", at_6_km(VariogramModel::spherical, 0.5));
  EXPECT_GOLDEN("V.exp", at_6_km(VariogramModel::exponential, 0.5));
  EXPECT_GOLDEN("V.gau", at_6_km(VariogramModel::gaussian, 0.5));
  EXPECT_GOLDEN("V.linsill", at_6_km(VariogramModel::linear_with_sill, 0.5));
  EXPECT_GOLDEN("V.mat1.5", at_6_km(VariogramModel::matern, 1.5));
  EXPECT_GOLDEN("V.mat0.5", at_6_km(VariogramModel::matern, 0.5));
  EXPECT_GOLDEN("V.zero", Variogram(VariogramModel::spherical, 0.2, 1, 10000).semivariance(0));
  EXPECT_DOUBLE_EQ(at_6_km(VariogramModel::linear, 0.5), 0.8);
}

TEST(Variogram, IsZeroAtZeroAndTheNuggetJustBeyond) {
  for (const auto model : all_models) {
    const Variogram v(model, 0.3, 2, 1000, 1.5);
    EXPECT_EQ(v.semivariance(0), 0) << name_of(model);
    EXPECT_NEAR(v.semivariance(1e-6), 0.3, 1e-7) << name_of(model);
    Batch gamma;
    v.semivariance(Batch::Zero(), gamma);
    EXPECT_TRUE((gamma == 0).all()) << name_of(model);
  }
}

TEST(Variogram, RisesToTheSillAndNeverFalls) {
  for (const auto model : all_models) {
    const Variogram v(model, 0.3, 2, 1000, 2.5);
    double before = 0;
    for (double h = 1; h < 60000; h *= 1.1) {
      const double now = v.semivariance(h);
      EXPECT_GE(now, before - 1e-12) << name_of(model) << " at " << h;
      before = now;
    }
    if (model != VariogramModel::linear) {
      EXPECT_NEAR(v.semivariance(1e7), 2.3, 1e-9) << name_of(model);
    }
  }
}

TEST(Variogram, BatchEqualsScalarToRoundingAndIsBlindToLanes) {
  for (const auto model : all_models) {
    const Variogram v(model, 0.1, 3, 20000, 0.7);
    Batch h = Batch::LinSpaced(0, 63000), gamma, turned;
    v.semivariance(h, gamma);
    const Batch back = h.reverse();
    v.semivariance(back, turned);
    for (int lane = 0; lane < batch_size; ++lane) {
      EXPECT_NEAR(gamma[lane], v.semivariance(h[lane]), 1e-14) << name_of(model) << lane;
      EXPECT_EQ(std::memcmp(&gamma[lane], &turned[batch_size - 1 - lane], sizeof(double)), 0)
          << name_of(model) << lane;
    }
    v.semivariance(h, h);
    EXPECT_TRUE((h == gamma).all()) << name_of(model) << ": in place";
  }
}

TEST(Variogram, NanStaysInItsLane) {
  for (const auto model : all_models) {
    const Variogram v(model, 0.1, 3, 20000);
    Batch h = Batch::Constant(500), gamma;
    h[5] = no_data;
    v.semivariance(h, gamma);
    EXPECT_TRUE(std::isnan(gamma[5])) << name_of(model);
    EXPECT_TRUE(std::isnan(v.semivariance(no_data))) << name_of(model);
    EXPECT_FALSE(std::isnan(gamma[4]) || std::isnan(gamma[6])) << name_of(model);
  }
}

TEST(Variogram, MaternHalfIsExponential) {
  const Variogram matern(VariogramModel::matern, 0, 1, 1, 0.5),
      exponential(VariogramModel::exponential, 0, 1, 1);
  for (double h = 1e-9; h < 2000; h *= 3)
    EXPECT_NEAR(matern.semivariance(h), exponential.semivariance(h), 1e-13) << h;
}

TEST(Variogram, MaternStaysFiniteAtItsLimits) {
  for (const double kappa : {0.05, 0.5, 1.0, 10.0})
    for (const double h : {1e-300, 1e-20, 1e-8, 1.0, 100.0, 699.0, 1e5}) {
      const double gamma = Variogram(VariogramModel::matern, 0, 1, 1, kappa).semivariance(h);
      EXPECT_TRUE(gamma >= -1e-9 && gamma <= 1 + 1e-9) << kappa << " " << h << " " << gamma;
    }
}

TEST(Variogram, GaussianHasALeastNugget) {
  EXPECT_DOUBLE_EQ(Variogram(VariogramModel::gaussian, 0, 5, 100).nugget(), 5e-6);
  EXPECT_DOUBLE_EQ(Variogram(VariogramModel::gaussian, 1, 5, 100).nugget(), 1);
}

TEST(Variogram, ShapeHasSillOne) {
  const auto shape = Variogram(VariogramModel::exponential, 1, 3, 700).shape();
  EXPECT_DOUBLE_EQ(shape.nugget(), 0.25);
  EXPECT_DOUBLE_EQ(shape.partial_sill(), 0.75);
  EXPECT_EQ(shape.range_m(), 700);
  EXPECT_EQ(Variogram(VariogramModel::spherical, 0, 4, 9).shape(),
            Variogram(VariogramModel::spherical, 0, 0, 9).shape());
}

TEST(Variogram, RefusesValuesOutOfRange) {
  const auto made = [](double nugget, double sill, double range, double kappa) {
    return Variogram(VariogramModel::matern, nugget, sill, range, kappa);
  };
  EXPECT_THROW(made(-1, 1, 1, 1), Error);
  EXPECT_THROW(made(0, -1, 1, 1), Error);
  EXPECT_THROW(made(0, 1, 0, 1), Error);
  EXPECT_THROW(made(0, 1, no_data, 1), Error);
  EXPECT_THROW(made(0, 1, 1, 11), Error);
  EXPECT_THROW(made(no_data, 1, 1, 1), Error);
}

TEST(Variogram, NamesRoundTrip) {
  for (const auto model : all_models) EXPECT_EQ(variogram_model(name_of(model)), model);
  EXPECT_THROW(static_cast<void>(variogram_model("cubic")), Error);
}

}  // namespace
}  // namespace minenpp::model
