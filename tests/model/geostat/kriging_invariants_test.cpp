// What must hold for kriging of any stations with any neighbourhood (science, section 9).
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "model/geostat/kriging_kernel.h"
#include "model/geostat/station_clouds.h"
#include "model/geostat/variogram_fit.h"

namespace minenpp::model {
namespace {

using testing::lane_of;

struct Stations {
  const char* name;
  std::function<std::vector<Position>(unsigned seed)> make;
};

std::vector<Position> on_a_line(unsigned seed) {
  auto places = testing::random_places(90, seed);
  for (auto& p : places) p.y = 4300000 + 0.5 * (p.x - 500000);
  return places;
}

std::vector<Position> with_duplicates(unsigned seed) {
  auto places = testing::random_places(80, seed);
  for (std::size_t i = 0; i < 30; ++i) places.push_back(places[i % 20]);
  return places;
}

std::vector<Position> with_far_stations(unsigned seed) {
  auto places = testing::random_places(85, seed);
  places[3] = {2e7, 4.3e6, 0};
  places[4] = {-9e6, -1e7, 0};
  return places;
}

std::vector<Position> in_towns(unsigned seed) {
  return testing::clustered_cloud(100, seed).places;
}

const std::vector<Stations> station_sets_of{
    {"one", [](unsigned seed) { return testing::random_places(1, seed); }},
    {"two", [](unsigned seed) { return testing::random_places(2, seed); }},
    {"three", [](unsigned seed) { return testing::random_places(3, seed); }},
    {"six", [](unsigned seed) { return testing::random_places(6, seed); }},
    {"many", [](unsigned seed) { return testing::random_places(100, seed); }},
    {"line", on_a_line},
    {"duplicates", with_duplicates},
    {"far", with_far_stations},
    {"towns", in_towns}};

struct Search {
  const char* name;
  NeighbourhoodOptions options;
};
const std::vector<Search> searches{{"global", {.kind = NeighbourhoodKind::global}},
                                   {"nearest", {.kind = NeighbourhoodKind::nearest}},
                                   {"nearest_two", {.kind = NeighbourhoodKind::nearest, .nearest = 2}},
                                   {"octant", {.kind = NeighbourhoodKind::octant}},
                                   {"radius", {.kind = NeighbourhoodKind::nearest, .radius_m = 9000}}};

class Invariants : public ::testing::TestWithParam<std::tuple<std::size_t, std::size_t, unsigned>> {
 protected:
  const Stations& kind = station_sets_of[std::get<0>(GetParam())];
  NeighbourhoodOptions search = searches[std::get<1>(GetParam())].options;
  unsigned seed = std::get<2>(GetParam());
  std::vector<Position> places = kind.make(seed);
  std::vector<double> values = testing::random_values(places, seed);
  Variogram variogram{VariogramModel::spherical, 0, 4, 40000};
  BatchPositions at = asked();

  /// Places around, and at the first stations.
  [[nodiscard]] BatchPositions asked() const {
    auto batch = testing::random_batch(seed + 500, 70000);
    for (std::size_t i = 0; i < std::min<std::size_t>(places.size(), 20); ++i) {
      batch.x[static_cast<Eigen::Index>(i)] = places[i].x;
      batch.y[static_cast<Eigen::Index>(i)] = places[i].y;
    }
    return batch;
  }

  [[nodiscard]] Batch estimates(const std::vector<Position>& stations, const std::vector<double>& data,
                                const BatchPositions& where, const Variogram& v,
                                const std::optional<Drift>& drift = {}) const {
    const KrigingKernel kernel(stations, v, search, Geometry::plane, drift);
    const std::vector<KrigedField> fields{kernel.field(data)};
    std::vector<Batch> out(1);
    KrigingKernel::Workspace workspace;
    kernel.evaluate(where, fields, out, workspace);
    return out[0];
  }
  [[nodiscard]] Batch estimates() const { return estimates(places, values, at, variogram); }

  static void expect_near(const Batch& a, const Batch& b, double tolerance) {
    for (int lane = 0; lane < batch_size; ++lane) {
      EXPECT_EQ(std::isnan(a[lane]), std::isnan(b[lane])) << lane;
      if (!std::isnan(a[lane])) {
        EXPECT_NEAR(a[lane], b[lane], tolerance) << lane;
      }
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Sets, Invariants,
                         ::testing::Combine(::testing::Range<std::size_t>(0, 9),
                                            ::testing::Range<std::size_t>(0, 5), ::testing::Values(11u, 12u)),
                         [](const auto& each) {
                           return std::string(station_sets_of[std::get<0>(each.param)].name) + "_" +
                                  searches[std::get<1>(each.param)].name + "_" +
                                  std::to_string(std::get<2>(each.param));
                         });

TEST_P(Invariants, StationsAreMetExactly) {
  const auto out = estimates();
  const MergedStations merged(places);
  const auto means = merged.average(values);
  for (std::size_t k = 0; k < means.size(); ++k) {
    const int first = merged.members()[k][0];
    if (first < 20) {
      EXPECT_NEAR(out[first], means[k], 1e-7) << k;
    }
  }
}

TEST_P(Invariants, ConstantsComeBackExactly) {
  const auto out = estimates(places, std::vector<double>(places.size(), 0.3), at, variogram);
  for (int lane = 0; lane < batch_size; ++lane)
    EXPECT_TRUE(out[lane] == 0.3 || std::isnan(out[lane])) << lane;
}

TEST_P(Invariants, EstimatesFollowScaleAndAddedConstants) {
  auto other = values;
  for (double& v : other) v = 250 - 3 * v;
  const Batch expected = 250 - 3 * estimates();
  expect_near(estimates(places, other, at, variogram), expected, 1e-7);
}

TEST_P(Invariants, TheSillDoesNotMatter) {
  const Variogram larger(VariogramModel::spherical, 0, 4e6, 40000);
  expect_near(estimates(places, values, at, larger), estimates(), 1e-9);
}

TEST_P(Invariants, TheOrderOfStationsDoesNotMatter) {
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937 random(seed);
  std::shuffle(order.begin(), order.end(), random);
  std::vector<Position> shuffled;
  std::vector<double> moved;
  for (const auto i : order) {
    shuffled.push_back(places[i]);
    moved.push_back(values[i]);
  }
  expect_near(estimates(shuffled, moved, at, variogram), estimates(), 1e-7);
}

TEST_P(Invariants, OriginAndDirectionDoNotMatter) {
  const bool has_compass = search.kind == NeighbourhoodKind::octant;
  const double angle = has_compass ? 0.0 : 0.7;
  // Shifts by whole powers of two keep the differences; what is not kept moves a choice only by a tie.
  const auto moved = [&](const Position& p) {
    const double x = p.x - 524288, y = p.y - 4194304;
    return has_compass ? Position{x, y, 0}
                       : Position{x * std::cos(angle) - y * std::sin(angle),
                                  x * std::sin(angle) + y * std::cos(angle), 0};
  };
  std::vector<Position> elsewhere;
  for (const auto& p : places) elsewhere.push_back(moved(p));
  auto where = at;
  for (int lane = 0; lane < batch_size; ++lane) {
    const auto p = moved(lane_of(at, lane));
    where.x[lane] = p.x;
    where.y[lane] = p.y;
  }
  expect_near(estimates(elsewhere, values, where, variogram), estimates(), 1e-6);
}

TEST_P(Invariants, VariancesAreNotNegativeAndVanishAtStations) {
  const KrigingKernel kernel(places, variogram, search);
  KrigingKernel::Workspace workspace;
  Batch variance;
  kernel.evaluate_variance(at, variance, workspace);
  const auto out = estimates();
  const auto known = static_cast<int>(std::min<std::size_t>(kernel.stations().positions().size(), 20));
  for (int lane = 0; lane < batch_size; ++lane) {
    if (std::isnan(variance[lane])) continue;
    EXPECT_FALSE(std::isnan(out[lane])) << lane;
    EXPECT_GE(variance[lane], 0) << lane;
    if (lane < known) {
      EXPECT_NEAR(variance[lane], 0, 1e-7) << lane;
    }
    EXPECT_LE(variance[lane], 2 * (1 + 1e-9)) << lane;  // the variance of the difference of two values
  }
}

TEST_P(Invariants, ADriftIsReproduced) {
  std::vector<double> elevation;
  for (std::size_t i = 0; i < places.size(); ++i)
    elevation.push_back(1000 + 400 * std::sin(1.7 * static_cast<double>(i)));
  std::vector<double> lapsed;
  for (const double e : elevation) lapsed.push_back(15 - temperature_lapse_rate * e);
  const auto out = estimates(places, lapsed, at, variogram, elevation_drift(elevation));
  for (int lane = 0; lane < batch_size; ++lane)
    if (!std::isnan(out[lane])) {
      EXPECT_NEAR(out[lane], 15 - temperature_lapse_rate * at.drift[lane], 1e-6) << lane;
    }
}

TEST_P(Invariants, WeightsSumToOne) {
  const Neighbourhood neighbours(MergedStations(places).positions(), search, Geometry::plane);
  const auto merged = MergedStations(places).positions();
  Neighbourhood::Scratch scratch;
  std::vector<int> chosen;
  for (int lane = 0; lane < batch_size; ++lane) {
    neighbours.select(lane_of(at, lane), -1, scratch, chosen);
    if (chosen.empty()) continue;
    EXPECT_NEAR(subset_system(chosen, merged, variogram, {}).weights(lane_of(at, lane)).weights.sum(), 1,
                1e-12)
        << lane;
  }
}

}  // namespace
}  // namespace minenpp::model
