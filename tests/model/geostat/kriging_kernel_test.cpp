#include "model/geostat/kriging_kernel.h"

#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/stations.h"
#include "model/geostat/variogram_fit.h"

namespace minenpp::model {
namespace {

using testing::hills;
using testing::lane_of;
using testing::random_batch;
using testing::random_places;
using testing::random_values;

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

struct Case {
  const char* name;
  int stations;
  VariogramModel model;
  NeighbourhoodOptions neighbourhood;
  bool drift;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.name;
}

class Kernel : public ::testing::TestWithParam<Case> {
 protected:
  std::vector<Position> places = random_places(GetParam().stations, 31);
  Variogram variogram{GetParam().model, 0.05, 4, 30000, 1.5};
  std::optional<Drift> drift = make_drift();
  KrigingKernel kernel{places, variogram, GetParam().neighbourhood, Geometry::plane, drift};

  std::vector<std::vector<double>> values = make_values();
  std::vector<KrigedField> fields = make_fields();

  std::optional<Drift> make_drift() const {
    if (!GetParam().drift) return {};
    return elevation_drift(hills(places));
  }
  std::vector<std::vector<double>> make_values() const {
    std::vector<std::vector<double>> all;
    for (unsigned f = 0; f < 7; ++f) all.push_back(random_values(places, 60 + f));
    return all;
  }
  std::vector<KrigedField> make_fields() const {
    std::vector<KrigedField> all;
    for (const auto& v : values) all.push_back(kernel.field(v));
    return all;
  }

  /// All fields at one place, by the plain system of the chosen stations.
  std::vector<double> oracle(const Position& at, double at_drift) {
    std::vector<int> chosen;
    search.select(at, -1, scratch, chosen);
    if (chosen.empty()) return std::vector<double>(values.size(), no_data);
    if (!system || chosen != system_of) system.emplace(subset_system(chosen, places, variogram, drift));
    system_of = chosen;
    std::vector<double> estimates;
    for (const auto& z : values) {
      std::vector<double> near;
      for (const int k : chosen) near.push_back(z[static_cast<std::size_t>(k)]);
      estimates.push_back(system->estimate(at, near, at_drift));
    }
    return estimates;
  }

  Neighbourhood search{places, GetParam().neighbourhood, Geometry::plane};
  Neighbourhood::Scratch scratch;
  std::vector<int> system_of;
  std::optional<KrigingSystem> system;
};

INSTANTIATE_TEST_SUITE_P(
    All, Kernel,
    ::testing::Values(
        Case{"six_spherical", 6, VariogramModel::spherical, {}, false},
        Case{"exponential", 23, VariogramModel::exponential, {}, false},
        Case{"gaussian", 23, VariogramModel::gaussian, {}, false},
        Case{"matern", 23, VariogramModel::matern, {}, false},
        Case{"linear", 23, VariogramModel::linear, {}, false},
        Case{"with_sill", 23, VariogramModel::linear_with_sill, {}, false},
        Case{"drift", 23, VariogramModel::spherical, {}, true},
        Case{"nearest", 90, VariogramModel::spherical, {}, false},
        Case{"nearest_drift", 90, VariogramModel::exponential, {}, true},
        Case{"octant", 90, VariogramModel::spherical, {.kind = NeighbourhoodKind::octant}, false},
        Case{"radius", 70, VariogramModel::spherical, {.radius_m = 6000}, false},
        Case{"one", 1, VariogramModel::spherical, {}, false},
        Case{"two", 2, VariogramModel::spherical, {}, true},
        Case{"three", 3, VariogramModel::spherical, {}, true}),
    [](const auto& each) { return each.param.name; });

TEST_P(Kernel, EqualsThePlainSolution) {
  KrigingKernel::Workspace workspace;
  std::vector<Batch> out(fields.size());
  for (unsigned seed = 0; seed < 2; ++seed) {
    const auto at = random_batch(seed + 200, 55000);
    kernel.evaluate(at, fields, out, workspace);
    for (int lane = 0; lane < batch_size; ++lane) {
      const auto expected = oracle(lane_of(at, lane), at.drift[lane]);
      for (std::size_t f = 0; f < fields.size(); ++f) {
        if (std::isnan(expected[f]))
          EXPECT_TRUE(std::isnan(out[f][lane]));
        else
          EXPECT_NEAR(out[f][lane], expected[f], 1e-9 * std::abs(expected[f]));
      }
    }
  }
}

TEST_P(Kernel, ALaneKnowsNothingOfItsPlaceOrNeighbours) {
  KrigingKernel::Workspace workspace, fresh;
  std::vector<Batch> out(fields.size()), turned(fields.size()), alone(1);
  const auto at = random_batch(300);
  BatchPositions back;
  back.x = at.x.reverse();
  back.y = at.y.reverse();
  back.drift = at.drift.reverse();
  back.x[9] = no_data;
  kernel.evaluate(at, fields, out, workspace);
  kernel.evaluate(random_batch(301), fields, turned, fresh);
  kernel.evaluate(back, fields, turned, fresh);
  for (std::size_t f = 0; f < fields.size(); ++f) {
    kernel.evaluate(at, std::span(&fields[f], 1), alone, fresh);
    for (int lane = 0; lane < batch_size; ++lane) {
      EXPECT_TRUE(same_bits(out[f][lane], alone[0][lane])) << f << " " << lane;
      const int other = batch_size - 1 - lane;
      if (other == 9)
        EXPECT_TRUE(std::isnan(turned[f][other]));
      else
        EXPECT_TRUE(same_bits(out[f][lane], turned[f][other])) << f << " " << lane;
    }
  }
}

TEST_P(Kernel, ConstantsComeBackExactlyAndTheDriftToRounding) {
  std::vector<double> flat(places.size(), 0.1);
  if (drift)
    for (std::size_t i = 0; i < flat.size(); ++i) flat[i] -= temperature_lapse_rate * drift->values[i];
  const std::vector<KrigedField> field{kernel.field(flat)};
  KrigingKernel::Workspace workspace;
  std::vector<Batch> out(1);
  const auto at = random_batch(400);
  kernel.evaluate(at, field, out, workspace);
  for (int lane = 0; lane < batch_size; ++lane) {
    if (drift)
      EXPECT_NEAR(out[0][lane], 0.1 - temperature_lapse_rate * at.drift[lane], 1e-9);
    else
      EXPECT_TRUE(out[0][lane] == 0.1 || std::isnan(out[0][lane])) << lane;
  }
}

TEST_P(Kernel, WorkspaceMayChangeHands) {
  KrigingKernel::Workspace workspace, own;
  std::vector<Batch> out(fields.size()), expected(fields.size());
  const KrigingKernel other(places, Variogram(VariogramModel::exponential, 1, 2, 900),
                            GetParam().neighbourhood, Geometry::plane, drift);
  std::vector<KrigedField> others;
  for (const auto& v : values) others.push_back(other.field(v));
  const auto at = random_batch(500);
  kernel.evaluate(at, fields, expected, own);
  other.evaluate(at, others, out, workspace);
  kernel.evaluate(at, fields, out, workspace);
  for (std::size_t f = 0; f < fields.size(); ++f)
    for (int lane = 0; lane < batch_size; ++lane) EXPECT_TRUE(same_bits(out[f][lane], expected[f][lane]));
}

TEST(KrigingKernel, MergesDuplicates) {
  auto places = random_places(10, 1);
  places.push_back(places[4]);
  places.push_back({places[4].x, places[4].y + 0.9, 0});
  auto values = random_values(places, 2);
  const KrigingKernel kernel(places, Variogram(VariogramModel::spherical, 0, 1, 60000));
  EXPECT_EQ(kernel.stations().positions().size(), 10u);
  ASSERT_NE(kernel.system(), nullptr);
  EXPECT_EQ(kernel.system()->form(), KrigingForm::variogram);
  const std::vector<KrigedField> fields{kernel.field(values)};
  BatchPositions at;
  at.x.setConstant(places[4].x);
  at.y.setConstant(places[4].y);
  std::vector<Batch> out(1);
  KrigingKernel::Workspace workspace;
  kernel.evaluate(at, fields, out, workspace);
  EXPECT_NEAR(out[0][0], (values[4] + values[10] + values[11]) / 3, 1e-9);
}

TEST(KrigingKernel, ExactAtStationsWithoutNugget) {
  const auto places = random_places(64, 5);
  const auto values = random_values(places, 6);
  const KrigingKernel kernel(places, Variogram(VariogramModel::spherical, 0, 1, 60000));
  BatchPositions at;
  for (int i = 0; i < batch_size; ++i) {
    at.x[i] = places[static_cast<std::size_t>(i)].x;
    at.y[i] = places[static_cast<std::size_t>(i)].y;
  }
  const std::vector<KrigedField> fields{kernel.field(values)};
  std::vector<Batch> out(1);
  KrigingKernel::Workspace workspace;
  kernel.evaluate(at, fields, out, workspace);
  for (int i = 0; i < batch_size; ++i) EXPECT_NEAR(out[0][i], values[static_cast<std::size_t>(i)], 1e-9);
}

TEST(KrigingKernel, EstimatesAreRaisedToTheLowest) {
  const std::vector<Position> places{{0, 0, 0}, {1000, 0, 0}, {2000, 0, 0}, {2100, 0, 0}};
  const std::vector<double> values{0, 0, 1, 40};
  const KrigingKernel kernel(places, Variogram(VariogramModel::gaussian, 0, 1, 3000));
  BatchPositions at;
  at.x = Batch::LinSpaced(0, 1900);
  const std::vector<KrigedField> fields{kernel.field(values), kernel.field(values, 0.0)};
  std::vector<Batch> out(2);
  KrigingKernel::Workspace workspace;
  kernel.evaluate(at, fields, out, workspace);
  EXPECT_LT(out[0].minCoeff(), 0);
  EXPECT_EQ(out[1].minCoeff(), 0);
  EXPECT_TRUE((out[1] == out[0].cwiseMax(0.0)).all());
}

TEST(KrigingKernel, OnTheSphere) {
  std::vector<Position> places;
  std::vector<double> values;
  for (int i = 0; i < 80; ++i) {
    places.push_back(position_of(Geometry::sphere, -120 + 0.6 * i, 30 + 15 * std::sin(i)));
    values.push_back(10 + std::cos(0.1 * i));
  }
  const Batch lon = Batch::LinSpaced(-120, -75), lat = Batch::LinSpaced(30, 44);
  const auto at = positions_of(Geometry::sphere, lon, lat);
  const NeighbourhoodOptions global{.kind = NeighbourhoodKind::global}, many{.nearest = 80};
  const Variogram v(VariogramModel::exponential, 0.1, 1, 8e5);
  const KrigingKernel all(places, v, global, Geometry::sphere), local(places, v, many, Geometry::sphere);
  EXPECT_TRUE(all.global());
  EXPECT_FALSE(local.global());
  std::vector<Batch> a(1), b(1);
  KrigingKernel::Workspace workspace;
  all.evaluate(at, std::vector<KrigedField>{all.field(values)}, a, workspace);
  local.evaluate(at, std::vector<KrigedField>{local.field(values)}, b, workspace);
  EXPECT_LT((a[0] - b[0]).abs().maxCoeff(), 1e-9);
}

TEST(KrigingKernel, WeighsByDistanceWhenNoSystemCanBeSolved) {
  // The far station's semivariance overflows in a model without a sill.
  const std::vector<Position> places{{0, 0, 0}, {3, 0, 0}, {1e200, 0, 0}};
  const std::vector<double> values{10, 20, 30};
  const KrigingKernel kernel(places, Variogram(VariogramModel::linear, 0, 1, 10));
  ASSERT_EQ(kernel.system()->form(), KrigingForm::inverse_distance);
  BatchPositions at;
  at.x = Batch::LinSpaced(0, 6.3);
  const std::vector<KrigedField> fields{kernel.field(values), kernel.field(std::vector<double>(3, 0.7))};
  std::vector<Batch> out(2);
  KrigingKernel::Workspace workspace;
  kernel.evaluate(at, fields, out, workspace);
  for (int lane = 0; lane < batch_size; ++lane) {
    const double a = std::pow(at.x[lane], -2.0), b = std::pow(at.x[lane] - 3, -2.0);
    EXPECT_NEAR(out[0][lane], lane == 0 ? 10 : (10 * a + 20 * b) / (a + b), 1e-9);
    EXPECT_NEAR(out[0][lane], kernel.system()->estimate(lane_of(at, lane), values), 1e-12);
    EXPECT_EQ(out[1][lane], 0.7);
  }
}

TEST(KrigingKernel, RefusesNoStationAndMissingValues) {
  EXPECT_THROW(KrigingKernel({}, Variogram()), Error);
  EXPECT_THROW(KrigingKernel({}, Variogram(), {.kind = NeighbourhoodKind::nearest}), Error);
  const auto places = random_places(3, 1);
  const KrigingKernel kernel(places, Variogram());
  EXPECT_THROW(static_cast<void>(kernel.field(std::vector<double>{1, no_data, 2})), Error);
  EXPECT_THROW(static_cast<void>(kernel.field(std::vector<double>{1, 2})), Error);
  KrigingKernel::Workspace workspace;
  std::vector<Batch> out(2);
  EXPECT_THROW(kernel.evaluate({}, std::vector<KrigedField>{kernel.field(std::vector<double>{1, 2, 3})}, out,
                               workspace),
               Error);
}

}  // namespace
}  // namespace minenpp::model
