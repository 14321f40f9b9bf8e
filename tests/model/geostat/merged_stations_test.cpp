#include "model/geostat/merged_stations.h"

#include <chrono>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/geostat/station_clouds.h"
#include "model/grid/batch.h"

namespace minenpp::model {
namespace {

/// The rule word for word.
std::vector<std::vector<int>> by_scan(const std::vector<Position>& places, double within_m) {
  std::vector<std::vector<int>> members;
  for (int i = 0; i < static_cast<int>(places.size()); ++i) {
    const auto& place = places[static_cast<std::size_t>(i)];
    std::size_t kept = 0;
    while (kept < members.size() && !(squared_distance(places[static_cast<std::size_t>(members[kept][0])],
                                                       place) < within_m * within_m))
      ++kept;
    if (kept == members.size()) members.emplace_back();
    members[kept].push_back(i);
  }
  return members;
}

TEST(MergedStations, AreThoseOfAScan) {
  for (const auto& cloud : testing::station_clouds(700, 3))
    for (const double within : {1.0, 300.0, 1000.0, 1000.5, 50000.0, 0.0}) {
      const MergedStations merged(cloud.places, within);
      ASSERT_EQ(merged.members(), by_scan(cloud.places, within)) << cloud.name << " " << within;
      for (std::size_t k = 0; k < merged.positions().size(); ++k)
        ASSERT_EQ(merged.positions()[k], cloud.places[static_cast<std::size_t>(merged.members()[k][0])]);
    }
}

TEST(MergedStations, ChainsOfNearStationsDependOnTheirOrder) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> along(-3, 3);
  for (int turn = 0; turn < 50; ++turn) {
    std::vector<Position> places;
    for (int i = 0; i < 60; ++i) places.push_back({along(random), along(random), along(random)});
    ASSERT_EQ(MergedStations(places).members(), by_scan(places, 1.0)) << turn;
  }
}

TEST(MergedStations, LessThanTheDistanceIsMergedAndExactlyTheDistanceIsNot) {
  const std::vector<Position> places{{0, 0, 0}, {1, 0, 0}, {-0.999, 0, 0}, {0, 0, -0.5}};
  EXPECT_EQ(MergedStations(places).members(), (std::vector<std::vector<int>>{{0, 2, 3}, {1}}));
}

TEST(MergedStations, StrangePlacesAreKept) {
  const double inf = std::numeric_limits<double>::infinity();
  const std::vector<Position> places{{no_data, 0, 0}, {no_data, 0, 0}, {inf, 0, 0},
                                     {inf, 0, 0},     {1e200, 0, 0},   {1e200, 0, 0}};
  EXPECT_EQ(MergedStations(places).members(), by_scan(places, 1.0));
}

TEST(MergedStations, SixtyThousandAreQuick) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(MergedStations(testing::random_places(60000, 1, 5e6)).given(), 60000);
  EXPECT_EQ(MergedStations(std::vector<Position>(60000)).positions().size(), 1u);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_LT(took.count(), 5);
}

}  // namespace
}  // namespace minenpp::model
