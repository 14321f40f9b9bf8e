#include "model/geostat/empirical_variogram.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/stations.h"

namespace minenpp::model {
namespace {

using Columns = std::vector<std::vector<double>>;

class GoldenVariogram : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Stations, GoldenVariogram, ::testing::Values("K1", "K2"));

TEST_P(GoldenVariogram, BinsMeetGolden) {
  const auto s = testing::golden_stations(GetParam());
  const auto lags = default_lags(s.places);
  EXPECT_EQ(lags.count, 3);
  EXPECT_GOLDEN(s.tag + ".dmax", lags.cutoff_m);
  const auto bins = empirical_variogram(s.places, Columns{s.precipitation}, lags);
  ASSERT_EQ(bins.size(), 3u);
  for (std::size_t b = 0; b < 3; ++b) {
    const auto number = std::to_string(b + 1);
    EXPECT_GOLDEN(s.tag + ".N" + number, static_cast<double>(bins[b].pairs));
    EXPECT_GOLDEN(s.tag + ".h" + number, bins[b].distance_m);
    EXPECT_GOLDEN(s.tag + ".g" + number, bins[b].semivariance);
  }
  EXPECT_GOLDEN(s.tag + ".sill", pooled_variance(Columns{s.precipitation}));
}

TEST(EmpiricalVariogram, EveryPairOfFewStationsIsCounted) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const int n = 2 + static_cast<int>(seed % 28);
    const auto places = testing::random_places(n, seed);
    std::int64_t pairs = 0;
    for (const auto& bin :
         empirical_variogram(places, Columns{testing::random_values(places, seed)}, default_lags(places)))
      pairs += bin.pairs;
    EXPECT_EQ(pairs, n * (n - 1) / 2) << seed;
  }
}

TEST(EmpiricalVariogram, BinsHoldTheirUpperEdge) {
  const std::vector<Position> places{{0, 0, 0}, {1, 0, 0}, {3, 0, 0}};
  const auto bins = empirical_variogram(places, Columns{{0, 2, 6}}, {3, 3});
  ASSERT_EQ(bins.size(), 3u);
  for (std::size_t b = 0; b < 3; ++b) {
    EXPECT_EQ(bins[b].pairs, 1);
    EXPECT_DOUBLE_EQ(bins[b].distance_m, static_cast<double>(b + 1));
    EXPECT_DOUBLE_EQ(bins[b].semivariance, std::pow(2 * static_cast<double>(b + 1), 2) / 2);
  }
}

TEST(EmpiricalVariogram, MonthsArePooledWithinThemselves) {
  const auto places = testing::random_places(20, 3);
  auto january = testing::random_values(places, 4), july = testing::random_values(places, 5);
  for (double& v : july) v += 1000;
  july[7] = no_data;
  const auto lags = default_lags(places);
  const auto both = empirical_variogram(places, Columns{january, july}, lags);
  const auto first = empirical_variogram(places, Columns{january}, lags);
  const auto second = empirical_variogram(places, Columns{july}, lags);
  ASSERT_EQ(both.size(), first.size());
  ASSERT_EQ(both.size(), second.size());
  for (std::size_t b = 0; b < both.size(); ++b) {
    EXPECT_EQ(both[b].pairs, first[b].pairs + second[b].pairs);
    const auto n = static_cast<double>(first[b].pairs), m = static_cast<double>(second[b].pairs);
    EXPECT_NEAR(both[b].semivariance, (n * first[b].semivariance + m * second[b].semivariance) / (n + m),
                1e-9);
  }
}

TEST(EmpiricalVariogram, PooledVarianceUsesEachColumnsMean) {
  EXPECT_DOUBLE_EQ(pooled_variance(Columns{{1, 2, 3}, {101, no_data, 103}}), 4.0 / 3);
  EXPECT_EQ(pooled_variance(Columns{{5}}), 0);
  EXPECT_EQ(pooled_variance(Columns{{5, 5, 5}}), 0);
}

TEST(EmpiricalVariogram, FewerThanTwoStationsHaveNoBins) {
  const auto one = testing::random_places(1, 1);
  EXPECT_EQ(default_lags(one).count, 0);
  EXPECT_TRUE(empirical_variogram(one, Columns{{1}}, default_lags(one)).empty());
}

TEST(EmpiricalVariogram, StationsAtOnePlaceHaveNoBins) {
  const std::vector<Position> places{{1, 1, 0}, {1, 1, 0}};
  EXPECT_TRUE(empirical_variogram(places, Columns{{1, 2}}, default_lags(places)).empty());
}

/// The same network at several longitudes, one of them across 180 degrees: distances are the same, so the
/// bins are.
TEST(EmpiricalVariogram, BinsOnTheSphereDoNotDependOnTheLongitude) {
  for (const auto& [width, height] : {std::pair(0.5, 0.4), std::pair(30.0, 20.0)}) {
    std::vector<double> cutoffs;
    for (const double west : {0.0, 45.0, 112.0, 179.8}) {
      std::mt19937 random(5);
      std::uniform_real_distribution<double> lon(west, west + width), lat(39, 39 + height);
      std::vector<Position> places;
      for (int i = 0; i < 60; ++i) {
        const double x = lon(random), y = lat(random);
        places.push_back(position_of(Geometry::sphere, x > 180 ? x - 360 : x, y));
      }
      const auto lags = default_lags(places, Geometry::sphere);
      EXPECT_EQ(lags.count, 15);
      cutoffs.push_back(lags.cutoff_m);
    }
    for (const double cutoff : cutoffs) EXPECT_NEAR(cutoff / cutoffs[0], 1, 1e-9) << width;
  }
}

/// Of a district the box is that of the map: corners at 112.1, 39.3 and 112.6, 39.7 degrees.
TEST(EmpiricalVariogram, TheBoxOfADistrictOnTheSphereIsThatOfTheMap) {
  std::vector<Position> places;
  for (int i = 0; i < 40; ++i)
    places.push_back(position_of(Geometry::sphere, 112.1 + 0.5 * (i % 8) / 7.0, 39.3 + 0.4 * (i / 8) / 4.0));
  const double expected = great_circle_m(112.1, 39.3, 112.6, 39.7) / 3;
  EXPECT_NEAR(default_lags(places, Geometry::sphere).cutoff_m / expected, 1, 0.005);
}

TEST(EmpiricalVariogram, RefusesAColumnOfAnotherLength) {
  const auto places = testing::random_places(4, 1);
  EXPECT_THROW(static_cast<void>(empirical_variogram(places, Columns{{1, 2, 3}}, default_lags(places))),
               Error);
}

}  // namespace
}  // namespace minenpp::model
