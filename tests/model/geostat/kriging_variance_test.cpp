// Kriging variances by the batch against the plain system's.
#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

#include "model/geostat/kriging_kernel.h"
#include "model/geostat/stations.h"
#include "model/geostat/variogram_fit.h"

namespace minenpp::model {
namespace {

using testing::hills;
using testing::lane_of;
using testing::random_batch;
using testing::random_places;

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

enum class WithDrift { none, elevation, lapse };

struct Case {
  const char* name;
  int stations;
  VariogramModel model;
  NeighbourhoodOptions neighbourhood;
  WithDrift drift = WithDrift::none;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.name;
}

class Variance : public ::testing::TestWithParam<Case> {
 protected:
  std::vector<Position> places = random_places(GetParam().stations, 31);
  Variogram variogram{GetParam().model, 0.3, 4, 30000, 1.5};
  std::optional<Drift> drift = make_drift();
  KrigingKernel kernel{places, variogram, GetParam().neighbourhood, Geometry::plane, drift};
  KrigingKernel::Workspace workspace;

  std::optional<Drift> make_drift() const {
    const auto elevation = hills(places);
    switch (GetParam().drift) {
      case WithDrift::elevation:
        return elevation_drift(elevation);
      case WithDrift::lapse:
        return lapse_drift(elevation);
      case WithDrift::none:
        break;
    }
    return {};
  }

  [[nodiscard]] double expected(const Position& at, double at_drift) const {
    Neighbourhood::Scratch scratch;
    std::vector<int> chosen;
    Neighbourhood(places, GetParam().neighbourhood, Geometry::plane).select(at, -1, scratch, chosen);
    if (chosen.size() < 2) return no_data;
    return subset_system(chosen, places, variogram, drift).weights(at, at_drift).variance / variogram.sill();
  }
};

INSTANTIATE_TEST_SUITE_P(
    All, Variance,
    ::testing::Values(Case{"six_spherical", 6, VariogramModel::spherical, {}},
                      Case{"sixty_four", 64, VariogramModel::spherical, {}},
                      Case{"exponential", 23, VariogramModel::exponential, {}},
                      Case{"gaussian", 23, VariogramModel::gaussian, {}},
                      Case{"matern", 23, VariogramModel::matern, {}},
                      Case{"linear", 23, VariogramModel::linear, {}},
                      Case{"drift", 23, VariogramModel::spherical, {}, WithDrift::elevation},
                      Case{"lapse", 23, VariogramModel::spherical, {}, WithDrift::lapse},
                      Case{"nearest", 90, VariogramModel::spherical, {}},
                      Case{"nearest_drift", 90, VariogramModel::exponential, {}, WithDrift::elevation},
                      Case{"octant", 90, VariogramModel::spherical, {.kind = NeighbourhoodKind::octant}},
                      Case{"radius", 70, VariogramModel::spherical, {.radius_m = 5000}},
                      Case{"one", 1, VariogramModel::spherical, {}},
                      Case{"two", 2, VariogramModel::spherical, {}, WithDrift::elevation}),
    [](const auto& each) { return each.param.name; });

TEST_P(Variance, IsThePlainSystemsDividedByTheSill) {
  auto at = random_batch(200, 55000);
  for (int lane = 0; lane < 3; ++lane) {  // at stations too
    const auto& station = places[static_cast<std::size_t>(lane) % places.size()];
    at.x[lane] = station.x;
    at.y[lane] = station.y;
  }
  Batch variance;
  kernel.evaluate_variance(at, variance, workspace);
  for (int lane = 0; lane < batch_size; ++lane) {
    const double plain = expected(lane_of(at, lane), at.drift[lane]);
    if (std::isnan(plain)) {
      EXPECT_TRUE(std::isnan(variance[lane])) << lane;
      continue;
    }
    EXPECT_NEAR(variance[lane], plain, 1e-9 * std::max(1.0, plain)) << lane;
    EXPECT_GE(variance[lane], 0) << lane;
  }
}

TEST_P(Variance, ALaneKnowsNothingOfItsPlaceOrNeighbours) {
  const auto at = random_batch(300);
  BatchPositions back;
  back.x = at.x.reverse();
  back.y = at.y.reverse();
  back.drift = at.drift.reverse();
  back.x[9] = no_data;
  Batch variance, turned;
  KrigingKernel::Workspace fresh;
  kernel.evaluate_variance(at, variance, workspace);
  kernel.evaluate_variance(random_batch(301), turned, fresh);
  kernel.evaluate_variance(back, turned, fresh);
  for (int lane = 0; lane < batch_size; ++lane) {
    const int other = batch_size - 1 - lane;
    if (other == 9 || GetParam().stations == 1)
      EXPECT_TRUE(std::isnan(turned[other])) << lane;
    else if (std::isnan(variance[lane]))
      EXPECT_TRUE(std::isnan(turned[other])) << lane;
    else
      EXPECT_TRUE(same_bits(variance[lane], turned[other])) << lane;
  }
}

TEST_P(Variance, IsMissingWhereTheEstimateIs) {
  auto at = random_batch(400);
  at.y[3] = no_data;
  at.drift[5] = no_data;
  const std::vector<KrigedField> fields{kernel.field(testing::random_values(places, 4))};
  std::vector<Batch> out(1);
  Batch variance;
  kernel.evaluate(at, fields, out, workspace);
  kernel.evaluate_variance(at, variance, workspace);
  for (int lane = 0; lane < batch_size; ++lane)
    if (std::isnan(out[0][lane])) {
      EXPECT_TRUE(std::isnan(variance[lane])) << lane;
    }
}

TEST(KrigingVariance, MeetsGolden) {
  for (const std::string tag : {"K1", "K2"}) {
    const auto s = testing::golden_stations(tag);
    const auto variogram = default_variogram(s.places, std::vector<std::vector<double>>{s.precipitation});
    const KrigingKernel kernel(s.places, variogram);
    BatchPositions at;
    at.x.setConstant(s.target.x);
    at.y.setConstant(s.target.y);
    Batch variance;
    KrigingKernel::Workspace workspace;
    kernel.evaluate_variance(at, variance, workspace);
    EXPECT_GOLDEN(tag + ".var", variance[63] * variogram.sill());
  }
}

TEST(KrigingVariance, OfTheCovarianceFormAndOfInverseDistance) {
  auto places = random_places(12, 1);
  places.push_back(places[4]);
  const Variogram variogram(VariogramModel::spherical, 0, 2, 40000);
  const auto at = random_batch(5);
  Batch variance;
  VarianceScratch scratch;
  const KrigingSystem covariance(places, variogram);
  ASSERT_EQ(covariance.form(), KrigingForm::covariance);
  covariance.relative_variance(at, variance, scratch);
  for (int lane = 0; lane < batch_size; ++lane)
    EXPECT_NEAR(variance[lane], covariance.weights(lane_of(at, lane)).variance / 2, 1e-9);
  const KrigingSystem weighing(places, variogram, {}, KrigingForm::inverse_distance);
  weighing.relative_variance(at, variance, scratch);
  EXPECT_TRUE(variance.isNaN().all());
}

TEST(KrigingVariance, OnTheSphereFarFromStationsIsTheSillAndMore) {
  std::vector<Position> places;
  for (int i = 0; i < 30; ++i) places.push_back(position_of(Geometry::sphere, 100 + 0.3 * i, 30 + i % 7));
  const Variogram variogram(VariogramModel::exponential, 0.1, 1, 1e5);
  const KrigingKernel kernel(places, variogram, {}, Geometry::sphere);
  const auto at = positions_of(Geometry::sphere, Batch::LinSpaced(100, -60), Batch::LinSpaced(30, -30));
  Batch variance;
  KrigingKernel::Workspace workspace;
  kernel.evaluate_variance(at, variance, workspace);
  EXPECT_LT(variance[0], 0.2);
  EXPECT_GT(variance[63], 1);
  for (int lane = 0; lane < batch_size; ++lane)
    EXPECT_NEAR(variance[lane], kernel.system()->weights(lane_of(at, lane)).variance, 1e-9);
}

TEST(KrigingVariance, NeedsNoDriftWhereTheDriftIsNotUsed) {
  const auto places = random_places(8, 3);
  const KrigingKernel kernel(places, Variogram(VariogramModel::spherical, 0, 1, 30000), {}, Geometry::plane,
                             Drift{.values = std::vector<double>(8, 5.0)});
  auto at = random_batch(1);
  at.drift.setConstant(no_data);
  Batch variance;
  KrigingKernel::Workspace workspace;
  kernel.evaluate_variance(at, variance, workspace);
  EXPECT_TRUE(variance.isFinite().all());
}

}  // namespace
}  // namespace minenpp::model
