#include "model/geostat/kriging_system.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/empirical_variogram.h"
#include "model/geostat/merged_stations.h"
#include "model/geostat/stations.h"
#include "model/geostat/variogram_fit.h"

namespace minenpp::model {
namespace {

using testing::golden_value;
using testing::GoldenStations;
using testing::random_places;
using testing::random_values;
using Columns = std::vector<std::vector<double>>;

double weighted(const KrigingWeights& found, const std::vector<double>& values) {
  return found.weights.dot(Eigen::Map<const Eigen::VectorXd>(values.data(), found.weights.size()));
}

class GoldenKriging : public ::testing::TestWithParam<const char*> {
 protected:
  GoldenStations s = testing::golden_stations(GetParam());
  Variogram precipitation = default_variogram(s.places, Columns{s.precipitation});
  Variogram temperature = default_variogram(s.places, Columns{s.temperature});
  double sill = precipitation.sill();

  [[nodiscard]] std::string id(const char* row) const { return s.tag + "." + row; }
};
INSTANTIATE_TEST_SUITE_P(Stations, GoldenKriging, ::testing::Values("K1", "K2"));

TEST_P(GoldenKriging, OrdinaryKriging) {
  const KrigingSystem system(s.places, precipitation);
  const auto found = system.weights(s.target);
  for (int i = 0; i < 6; ++i) EXPECT_GOLDEN(id("w") + std::to_string(i + 1), found.weights[i]);
  EXPECT_GOLDEN(id("wsum"), found.weights.sum());
  EXPECT_GOLDEN(id("mu"), found.multiplier);
  EXPECT_GOLDEN(id("var"), found.variance);
  EXPECT_GOLDEN(id("est"), weighted(found, s.precipitation));
  EXPECT_GOLDEN(id("est"), system.estimate(s.target, s.precipitation));
  EXPECT_GOLDEN(id("const"), system.estimate(s.target, std::vector<double>(6, 7.5)));
}

TEST_P(GoldenKriging, WeightsDoNotKnowTheSill) {
  const Variogram tripled(VariogramModel::spherical, 0, 3 * sill, precipitation.range_m());
  const auto once = KrigingSystem(s.places, precipitation).weights(s.target);
  const auto thrice = KrigingSystem(s.places, tripled).weights(s.target);
  EXPECT_GOLDEN(id("inv"), (once.weights - thrice.weights).cwiseAbs().maxCoeff());
  EXPECT_NEAR(thrice.variance, 3 * once.variance, 1e-9);
}

TEST_P(GoldenKriging, ExactAtAStation) {
  const KrigingSystem system(s.places, precipitation);
  EXPECT_GOLDEN(id("exact"), system.estimate(s.places[2], s.precipitation));
  EXPECT_GOLDEN(id("exactvar"), system.weights(s.places[2]).variance);
}

TEST_P(GoldenKriging, ExponentialWithNugget) {
  const Variogram v(VariogramModel::exponential, 0.1 * sill, 0.9 * sill, precipitation.range_m() / 3);
  const KrigingSystem system(s.places, v);
  EXPECT_GOLDEN(id("expest"), system.estimate(s.target, s.precipitation));
  EXPECT_GOLDEN(id("expvar"), system.weights(s.target).variance);
}

TEST_P(GoldenKriging, PureNugget) {
  const KrigingSystem system(s.places,
                             Variogram(VariogramModel::spherical, sill, 0, precipitation.range_m()));
  EXPECT_GOLDEN(id("pure"), system.estimate(s.target, s.precipitation));
  EXPECT_GOLDEN(id("purevar"), system.weights(s.target).variance);
}

TEST_P(GoldenKriging, ExternalDrift) {
  const KrigingSystem system(s.places, temperature, elevation_drift(s.elevation));
  ASSERT_TRUE(system.drift_estimated());
  const auto found = system.weights(s.target, s.target_elevation);
  EXPECT_GOLDEN(id("ked"), system.estimate(s.target, s.temperature, s.target_elevation));
  EXPECT_GOLDEN(id("kedvar"), found.variance);
  EXPECT_GOLDEN(id("kedunb"), weighted(found, s.elevation));
  EXPECT_NEAR(system.estimate(s.target, s.elevation, s.target_elevation), s.target_elevation, 1e-6);
}

TEST_P(GoldenKriging, LapseRate) {
  const KrigingSystem system(s.places, temperature, lapse_drift(s.elevation));
  EXPECT_FALSE(system.drift_estimated());
  EXPECT_GOLDEN(id("lapse"), system.estimate(s.target, s.temperature, s.target_elevation));
  const auto found = system.weights(s.target);
  const std::span<const double> w(found.weights.data(), 6);
  EXPECT_GOLDEN(id("lapse"),
                weighted(found, s.temperature) + system.fallback_correction(w, s.target_elevation));
}

double from_dual(const KrigingSystem& system, const DualCoefficients& dual, const Position& at,
                 double drift) {
  double sum = dual.constant + (dual.drift_slope != 0 ? dual.drift_slope * drift : 0.0);
  for (std::size_t i = 0; i < dual.of_station.size(); ++i)
    sum += dual.of_station[i] * system.variogram().shape().semivariance(distance_m(at, system.stations()[i]));
  return sum;
}

TEST_P(GoldenKriging, DualFormGivesTheSameEstimates) {
  const double z = s.target_elevation;
  const KrigingSystem plain(s.places, precipitation);
  EXPECT_GOLDEN(id("est"), from_dual(plain, plain.dual(s.precipitation), s.target, no_data));
  const KrigingSystem drift(s.places, temperature, elevation_drift(s.elevation));
  EXPECT_GOLDEN(id("ked"), from_dual(drift, drift.dual(s.temperature), s.target, z));
  const KrigingSystem lapse(s.places, temperature, lapse_drift(s.elevation));
  EXPECT_GOLDEN(id("lapse"), from_dual(lapse, lapse.dual(s.temperature), s.target, z));
}

TEST_P(GoldenKriging, CovarianceFormAgreesToItsJitter) {
  const KrigingSystem gamma(s.places, precipitation);
  const KrigingSystem covariance(s.places, precipitation, {}, KrigingForm::covariance);
  ASSERT_EQ(covariance.form(), KrigingForm::covariance);
  EXPECT_EQ(covariance.jitter(), 1e-10);
  const auto a = gamma.weights(s.target), b = covariance.weights(s.target);
  EXPECT_LT((a.weights - b.weights).cwiseAbs().maxCoeff(), 1e-8);
  EXPECT_NEAR(a.multiplier, b.multiplier, 1e-6);
  EXPECT_NEAR(a.variance, b.variance, 1e-6);
  EXPECT_NEAR(from_dual(covariance, covariance.dual(s.precipitation), s.target, no_data),
              golden_value(id("est")), 1e-7);
}

TEST(KrigingSystem, MeetsIsaaksAndSrivastava) {
  // Isaaks & Srivastava (1989), chapter 12: C(h) = 10 exp(-0.3 h).
  const std::vector<Position> places{{61, 139, 0}, {63, 140, 0}, {64, 129, 0}, {68, 128, 0},
                                     {71, 140, 0}, {73, 141, 0}, {75, 128, 0}};
  const std::vector<double> values{477, 696, 227, 646, 606, 791, 783};
  const KrigingSystem system(places, Variogram(VariogramModel::exponential, 0, 10, 1 / 0.3));
  const auto found = system.weights({65, 137, 0});
  const double printed[] = {0.173, 0.318, 0.129, 0.086, 0.151, 0.057, 0.086};
  for (int i = 0; i < 7; ++i) EXPECT_NEAR(found.weights[i], printed[i], 6e-4) << i;
  EXPECT_NEAR(system.estimate({65, 137, 0}, values), 592.73, 0.005);
  EXPECT_NEAR(found.variance, 8.956, 0.001);
}

TEST(KrigingSystem, WeightsSumToOneAndVarianceIsNotNegative) {
  for (const auto model : {VariogramModel::spherical, VariogramModel::exponential, VariogramModel::gaussian,
                           VariogramModel::matern, VariogramModel::linear, VariogramModel::linear_with_sill})
    for (unsigned seed = 0; seed < 10; ++seed) {
      const auto places = random_places(5 + 4 * static_cast<int>(seed), seed);
      const KrigingSystem system(places, Variogram(model, 0.02, 3, 15000, 1.5));
      for (const auto& at : random_places(20, seed + 100, 70000)) {
        const auto found = system.weights(at);
        EXPECT_NEAR(found.weights.sum(), 1, 1e-12) << name_of(model) << seed;
        EXPECT_GE(found.variance, 0);
      }
      EXPECT_NEAR(system.weights(places[1]).variance, 0, 1e-7) << name_of(model);
    }
}

TEST(KrigingSystem, ReproducesStationsConstantsAndAddedConstants) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    const auto places = random_places(30, seed);
    const auto values = random_values(places, seed);
    auto raised = values;
    for (double& v : raised) v += 250;
    const KrigingSystem system(places, Variogram(VariogramModel::spherical, 0, 1, 40000));
    for (std::size_t i = 0; i < places.size(); ++i)
      EXPECT_NEAR(system.estimate(places[i], values), values[i], 1e-9);
    for (const auto& at : random_places(20, seed + 50)) {
      EXPECT_EQ(system.estimate(at, std::vector<double>(30, 0.1)), 0.1);
      EXPECT_NEAR(system.estimate(at, raised), system.estimate(at, values) + 250, 1e-9);
    }
  }
}

TEST(KrigingSystem, DoesNotKnowOrderOriginOrDirection) {
  const auto places = random_places(25, 8);
  const auto values = random_values(places, 9);
  const Variogram v(VariogramModel::exponential, 0.1, 2, 12000);
  const KrigingSystem system(places, v);
  const auto moved = [](const Position& p, double angle) {
    const double x = p.x - 520000, y = p.y - 4320000;
    return Position{x * std::cos(angle) - y * std::sin(angle), x * std::sin(angle) + y * std::cos(angle), 0};
  };
  std::vector<Position> turned, reversed(places.rbegin(), places.rend());
  for (const auto& p : places) turned.push_back(moved(p, 0.7));
  const std::vector<double> values_reversed(values.rbegin(), values.rend());
  const KrigingSystem turned_system(turned, v), reversed_system(reversed, v);
  for (const auto& at : random_places(50, 77)) {
    const double expected = system.estimate(at, values);
    EXPECT_NEAR(turned_system.estimate(moved(at, 0.7), values), expected, 1e-8);
    EXPECT_NEAR(reversed_system.estimate(at, values_reversed), expected, 1e-9);
  }
}

TEST(KrigingSystem, NoStationIsAnErrorAndOneAConstant) {
  EXPECT_THROW(KrigingSystem({}, Variogram()), Error);
  const auto one = random_places(1, 5);
  const KrigingSystem system(one, default_variogram(one, Columns{{42.0}}));
  const std::vector<double> value{42};
  for (const auto& at : random_places(10, 6)) {
    EXPECT_EQ(system.estimate(at, value), 42);
    EXPECT_EQ(system.weights(at).weights[0], 1);
    EXPECT_EQ(system.weights(at).variance, 0);
  }
}

TEST(KrigingSystem, TwoStationsWeighEquallyHalfWay) {
  const KrigingSystem system({{0, 0, 0}, {1000, 0, 0}}, Variogram(VariogramModel::spherical, 0, 4, 1000));
  const auto half = system.weights({500, 300, 0});
  EXPECT_NEAR(half.weights[0], 0.5, 1e-12);
  EXPECT_NEAR(system.estimate({0, 0, 0}, std::vector<double>{3, 9}), 3, 1e-12);
  EXPECT_NEAR(system.estimate({1000, 0, 0}, std::vector<double>{3, 9}), 9, 1e-12);
}

TEST(KrigingSystem, StationsOnALineWork) {
  std::vector<Position> line;
  for (int i = 0; i < 12; ++i) line.push_back({1000.0 * i, 500.0 * i, 0});
  std::vector<double> values(12);
  std::iota(values.begin(), values.end(), 1.0);
  const KrigingSystem system(line, Variogram(VariogramModel::spherical, 0, 1, largest_distance_m(line)));
  EXPECT_EQ(system.form(), KrigingForm::variogram);
  EXPECT_NEAR(system.estimate({5500, 2750, 0}, values), 6.5, 1e-9);
}

TEST(KrigingSystem, DuplicatesAreAveragedFirst) {
  std::vector<Position> places = random_places(8, 21);
  places.push_back({places[2].x + 0.4, places[2].y, 0});
  auto values = random_values(places, 22);
  const MergedStations merged(places);
  ASSERT_EQ(merged.positions().size(), 8u);
  EXPECT_EQ(merged.members()[2], (std::vector<int>{2, 8}));
  const auto means = merged.average(values);
  EXPECT_DOUBLE_EQ(means[2], (values[2] + values[8]) / 2);
  values[8] = no_data;
  EXPECT_EQ(merged.average(values)[2], values[2]);
  const KrigingSystem system(merged.positions(), Variogram(VariogramModel::spherical, 0, 1, 50000));
  EXPECT_EQ(system.form(), KrigingForm::variogram);
  EXPECT_NEAR(system.estimate(places[2], means), means[2], 1e-9);
  EXPECT_THROW(static_cast<void>(merged.average(std::vector<double>(3, 1.0))), Error);
}

TEST(KrigingSystem, UnmergedDuplicatesFallBackToCovariances) {
  auto places = random_places(8, 21);
  places.push_back(places[2]);
  const KrigingSystem system(places, Variogram(VariogramModel::spherical, 0, 1, 50000));
  EXPECT_EQ(system.form(), KrigingForm::covariance);
  const auto values = random_values(places, 1);
  for (const auto& at : random_places(20, 2)) {
    const auto found = system.weights(at);
    EXPECT_NEAR(found.weights.sum(), 1, 1e-6);
    EXPECT_TRUE(std::isfinite(system.estimate(at, values)));
  }
}

TEST(KrigingSystem, InverseDistanceIsTheLastResort) {
  const std::vector<Position> places{{0, 0, 0}, {3, 0, 0}};
  const std::vector<double> values{10, 20};
  const KrigingSystem system(places, Variogram(VariogramModel::spherical, 0, 1, 10), {},
                             KrigingForm::inverse_distance);
  EXPECT_EQ(system.form(), KrigingForm::inverse_distance);
  EXPECT_NEAR(system.estimate({1, 0, 0}, values), (10.0 / 1 + 20.0 / 4) / (1 + 0.25), 1e-12);
  EXPECT_NEAR(system.estimate({3, 0, 0}, values), 20, 1e-12);
  EXPECT_NEAR(system.weights({3, 0, 0}).variance, 0, 1e-12);
  EXPECT_GT(system.weights({1, 0, 0}).variance, 0);
}

TEST(KrigingSystem, ZeroSillGivesTheConstantWithoutVariance) {
  const auto places = random_places(9, 3);
  const std::vector<double> flat(9, 0.3);
  const KrigingSystem system(places, default_variogram(places, Columns{flat}));
  for (const auto& at : random_places(10, 4)) {
    EXPECT_EQ(system.estimate(at, flat), 0.3);
    EXPECT_EQ(system.weights(at).variance, 0);
    EXPECT_EQ(from_dual(system, system.dual(flat), at, no_data), 0.3);
  }
}

TEST(KrigingSystem, DriftNeedsFiveStationsAndAHundredMetres) {
  const auto places = random_places(6, 3);
  const auto with = [&](std::vector<double> elevation) {
    const std::vector<Position> some(places.begin(), places.begin() + static_cast<long>(elevation.size()));
    return KrigingSystem(some, Variogram(VariogramModel::spherical, 0, 1, 50000), elevation_drift(elevation))
        .drift_estimated();
  };
  EXPECT_TRUE(with({1000, 1020, 1040, 1060, 1101}));
  EXPECT_FALSE(with({1000, 1020, 1040, 1060, 1100}));
  EXPECT_FALSE(with({1000, 1500, 1040, 1060}));
  EXPECT_THROW(with({1000, no_data, 1040, 1060, 1100}), Error);
}

TEST(KrigingSystem, RefusesMissingValues) {
  const auto places = random_places(4, 3);
  const KrigingSystem system(places, Variogram(VariogramModel::spherical, 0, 1, 50000));
  EXPECT_THROW(static_cast<void>(system.dual(std::vector<double>{1, 2, no_data, 4})), Error);
  EXPECT_THROW(static_cast<void>(system.dual(std::vector<double>{1, 2, 3})), Error);
}

TEST(KrigingSystem, NanPositionGivesNan) {
  const auto places = random_places(4, 3);
  const KrigingSystem system(places, Variogram(VariogramModel::spherical, 0, 1, 50000));
  EXPECT_TRUE(std::isnan(system.estimate({no_data, 0, 0}, std::vector<double>{1, 2, 3, 4})));
  EXPECT_TRUE(std::isnan(system.weights({no_data, 0, 0}).variance));
}

}  // namespace
}  // namespace minenpp::model
