#include "model/geostat/cross_validation.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/kriging_system.h"
#include "model/geostat/stations.h"
#include "model/geostat/variogram_fit.h"

namespace minenpp::model {
namespace {

using Columns = std::vector<std::vector<double>>;
using testing::random_places;
using testing::random_values;

TEST(CrossValidation, MeetsGolden) {
  for (const std::string tag : {"K1", "K2"}) {
    const auto s = testing::golden_stations(tag);
    const auto cv =
        cross_validate(s.places, s.precipitation, default_variogram(s.places, Columns{s.precipitation}));
    EXPECT_GOLDEN(tag + ".me", cv.mean_error);
    EXPECT_GOLDEN(tag + ".rmse", cv.rmse);
    EXPECT_GOLDEN(tag + ".msdr", cv.msdr);
    EXPECT_EQ(cv.error.size(), 6u);
  }
}

/// Every station left out in turn, by hand.
void expect_one_by_one(const CrossValidation& cv, const std::vector<Position>& places,
                       const std::vector<double>& values, const Variogram& v,
                       const std::optional<Drift>& drift) {
  ASSERT_EQ(cv.error.size(), places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::vector<Position> others;
    std::vector<double> z;
    auto others_drift = drift;
    if (drift) others_drift->values.clear();
    for (std::size_t k = 0; k < places.size(); ++k) {
      if (k == i) continue;
      others.push_back(places[k]);
      z.push_back(values[k]);
      if (drift) others_drift->values.push_back(drift->values[k]);
    }
    const KrigingSystem system(others, v, others_drift);
    const double e = drift ? drift->values[i] : no_data;
    EXPECT_NEAR(cv.error[i], system.estimate(places[i], z, e) - values[i], 1e-8) << i;
    EXPECT_NEAR(cv.variance[i], system.weights(places[i], e).variance, 1e-8) << i;
  }
}

TEST(CrossValidation, OneFactorisationEqualsLeavingEachOut) {
  const auto places = random_places(80, 5);
  const auto values = random_values(places, 6);
  const Variogram v(VariogramModel::exponential, 0.5, 4, 9000);
  const NeighbourhoodOptions global{.kind = NeighbourhoodKind::global};
  expect_one_by_one(cross_validate(places, values, v, global), places, values, v, {});
  std::vector<double> elevation;
  for (const auto& p : places) elevation.push_back(1200 + 300 * std::cos(p.y / 7000));
  const auto drift = elevation_drift(elevation);
  expect_one_by_one(cross_validate(places, values, v, global, Geometry::plane, drift), places, values, v,
                    drift);
}

TEST(CrossValidation, SmallSetsAreLeftOutInTurn) {
  for (int n = 2; n <= 12; ++n) {
    const auto places = random_places(n, 50);
    const auto values = random_values(places, 51);
    const Variogram v(VariogramModel::spherical, 0, 4, 60000);
    expect_one_by_one(cross_validate(places, values, v), places, values, v, {});
  }
}

TEST(CrossValidation, LocalWithAllNeighboursIsGlobal) {
  const auto places = random_places(70, 5);
  const auto values = random_values(places, 6);
  const Variogram v(VariogramModel::spherical, 0.5, 4, 20000);
  const auto all = cross_validate(places, values, v, {.kind = NeighbourhoodKind::global});
  const auto near = cross_validate(places, values, v, {.kind = NeighbourhoodKind::nearest, .nearest = 69});
  for (std::size_t i = 0; i < places.size(); ++i) EXPECT_NEAR(all.error[i], near.error[i], 1e-8);
  const auto few = cross_validate(places, values, v);
  EXPECT_NE(few.rmse, all.rmse);
  EXPECT_NEAR(few.rmse, all.rmse, 0.2 * all.rmse);
}

TEST(CrossValidation, StationsAtOnePlaceLeaveTogether) {
  auto places = random_places(6, 1);
  places.push_back(places[0]);
  std::vector<double> values{1, 2, 3, 4, 5, 6, 3};
  const Variogram v(VariogramModel::spherical, 0, 1, 50000);
  const auto cv = cross_validate(places, values, v);
  EXPECT_EQ(cv.station, (std::vector<int>{0, 1, 2, 3, 4, 5}));
  places.pop_back();
  values = {2, 2, 3, 4, 5, 6};
  EXPECT_EQ(cv.error, cross_validate(places, values, v).error);
}

TEST(CrossValidation, OneStationHasNone) {
  const auto cv = cross_validate(random_places(1, 1), std::vector<double>{3}, Variogram());
  EXPECT_TRUE(cv.error.empty());
  EXPECT_TRUE(std::isnan(cv.rmse));
}

TEST(CrossValidation, ConstantDataHaveNoErrorAndNoMsdr) {
  const auto places = random_places(7, 1);
  const std::vector<double> flat(7, 4.2);
  const auto cv = cross_validate(places, flat, default_variogram(places, Columns{flat}));
  EXPECT_EQ(cv.rmse, 0);
  EXPECT_TRUE(std::isnan(cv.msdr));
}

TEST(CrossValidation, AStationWithoutNeighboursIsLeftOutOfTheMeans) {
  const std::vector<Position> places{{0, 0, 0}, {100, 0, 0}, {100000, 0, 0}};
  const std::vector<double> values{1, 3, 50};
  const auto cv = cross_validate(places, values, Variogram(VariogramModel::spherical, 0, 1, 500),
                                 {.kind = NeighbourhoodKind::nearest, .radius_m = 1000});
  EXPECT_TRUE(std::isnan(cv.error[2]));
  EXPECT_DOUBLE_EQ(cv.rmse, 2);
  EXPECT_DOUBLE_EQ(cv.mean_error, 0);
}

struct SharedCase {
  const char* name;
  int stations;
  NeighbourhoodOptions neighbourhood;
  bool drift;
};

class SharedWeights : public ::testing::TestWithParam<SharedCase> {
 protected:
  std::vector<Position> places = make_places();
  Columns columns{random_values(places, 4), random_values(places, 5),
                  std::vector<double>(places.size(), 0.1)};
  Variogram variogram{VariogramModel::exponential, 0.2, 3, 15000};
  std::optional<Drift> drift = make_drift();

  static std::vector<Position> make_places() {
    auto places = random_places(GetParam().stations, 3);
    places.push_back(places[1]);
    return places;
  }
  std::optional<Drift> make_drift() const {
    if (!GetParam().drift) return {};
    std::vector<double> elevation;
    for (const auto& p : places) elevation.push_back(1200 + 300 * std::cos(p.y / 7000));
    return elevation_drift(elevation);
  }
};
INSTANTIATE_TEST_SUITE_P(
    All, SharedWeights,
    ::testing::Values(SharedCase{"few", 6, {}, false}, SharedCase{"few_drift", 9, {}, true},
                      SharedCase{"nearest", 120, {}, false}, SharedCase{"nearest_drift", 120, {}, true},
                      SharedCase{"radius", 120, {.radius_m = 3000}, false},
                      SharedCase{"octant", 120, {.kind = NeighbourhoodKind::octant}, false},
                      SharedCase{"one_step", 90, {.kind = NeighbourhoodKind::global}, true}),
    [](const auto& each) { return each.param.name; });

void expect_same(const std::vector<double>& a, const std::vector<double>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    EXPECT_TRUE(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])));
}

TEST_P(SharedWeights, GiveWhatEachColumnGivesAlone) {
  const auto all =
      cross_validate_columns(places, columns, variogram, GetParam().neighbourhood, Geometry::plane, drift);
  ASSERT_EQ(all.size(), columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto alone =
        cross_validate(places, columns[c], variogram, GetParam().neighbourhood, Geometry::plane, drift);
    EXPECT_EQ(all[c].station, alone.station);
    expect_same(all[c].error, alone.error);
    expect_same(all[c].variance, alone.variance);
    expect_same({all[c].mean_error, all[c].rmse, all[c].msdr}, {alone.mean_error, alone.rmse, alone.msdr});
    expect_same(all[c].variance, all[0].variance);
  }
}

TEST_P(SharedWeights, RangesJoinToTheWhole) {
  const auto run = [&](const MergedRange& range) {
    return cross_validate_columns(places, columns, variogram, GetParam().neighbourhood, Geometry::plane,
                                  drift, range);
  };
  const auto whole = run({});
  std::vector<CrossValidation> joined(columns.size());
  for (const MergedRange range : {MergedRange{-3, 2}, {2, 2}, {2, 5}, {5, 1000}, {1000, 2000}, {4, 1}}) {
    const auto part = run(range);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      auto& to = joined[c];
      to.station.insert(to.station.end(), part[c].station.begin(), part[c].station.end());
      to.error.insert(to.error.end(), part[c].error.begin(), part[c].error.end());
      to.variance.insert(to.variance.end(), part[c].variance.begin(), part[c].variance.end());
    }
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    summarise(joined[c]);
    EXPECT_EQ(joined[c].station, whole[c].station);
    expect_same(joined[c].error, whole[c].error);
    expect_same(joined[c].variance, whole[c].variance);
    expect_same({joined[c].mean_error, joined[c].rmse, joined[c].msdr},
                {whole[c].mean_error, whole[c].rmse, whole[c].msdr});
  }
}

TEST(CrossValidation, NoColumnsNoResult) {
  EXPECT_TRUE(cross_validate_columns(random_places(5, 1), {}, Variogram()).empty());
}

TEST(CrossValidation, AnEmptyRangeHasNoMeans) {
  const auto places = random_places(5, 1);
  const auto none = cross_validate_columns(places, Columns{random_values(places, 1)}, Variogram(), {},
                                           Geometry::plane, {}, {3, 3});
  EXPECT_TRUE(none[0].error.empty());
  EXPECT_TRUE(std::isnan(none[0].rmse));
}

TEST(CrossValidation, RefusesMissingValues) {
  auto places = random_places(3, 1);
  places.push_back(places[0]);  // a missing value may not hide behind its neighbour at one place
  EXPECT_THROW(static_cast<void>(cross_validate(places, std::vector<double>{1, 2, 3, no_data}, Variogram())),
               Error);
  EXPECT_THROW(static_cast<void>(cross_validate(places, std::vector<double>{1, 2, 3}, Variogram())), Error);
  EXPECT_THROW(
      static_cast<void>(cross_validate(random_places(3, 1), std::vector<double>{1, no_data, 3}, Variogram())),
      Error);
}

}  // namespace
}  // namespace minenpp::model
