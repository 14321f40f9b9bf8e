#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

#include "model/geostat/station_clouds.h"
#include "model/grid/batch.h"

namespace minenpp::model {
namespace {

double by_pairs(const std::vector<Position>& places) {
  double largest = 0;
  for (const auto& a : places)
    for (const auto& b : places) largest = std::max(largest, squared_distance(a, b));
  return std::sqrt(largest);
}

std::vector<Position> on_a_circle(int n, double radius) {
  std::vector<Position> places;
  for (int i = 0; i < n; ++i) {
    const double angle = 2 * std::numbers::pi * i / n;
    places.push_back({radius * std::cos(angle), radius * std::sin(angle), 0});
  }
  return places;
}

TEST(LargestDistance, IsThatOfAllPairsBitByBit) {
  for (const int stations : {1, 2, 24, 25, 60, 1200})
    for (unsigned seed = 0; seed < 3; ++seed)
      for (const auto& cloud : testing::station_clouds(stations, seed))
        ASSERT_EQ(largest_distance_m(cloud.places), by_pairs(cloud.places)) << cloud.name << " " << stations;
  for (const int stations : {100, 101, 1001}) {
    const auto circle = on_a_circle(stations, 7000);
    ASSERT_EQ(largest_distance_m(circle), by_pairs(circle)) << stations;
  }
}

TEST(LargestDistance, LeavesOutPositionsWithoutData) {
  auto places = testing::random_places(80, 1);
  const double expected = by_pairs(places);
  places.push_back({no_data, 0, 0});
  EXPECT_EQ(largest_distance_m(places), expected);
  places.push_back({std::numeric_limits<double>::infinity(), 0, 0});
  EXPECT_EQ(largest_distance_m(places), std::numeric_limits<double>::infinity());
  EXPECT_EQ(largest_distance_m({}), 0);
}

TEST(LargestDistance, OfSixtyThousandIsQuick) {
  const auto start = std::chrono::steady_clock::now();
  for (const auto& cloud : testing::station_clouds(60000, 2)) EXPECT_GE(largest_distance_m(cloud.places), 0);
  EXPECT_GT(largest_distance_m(on_a_circle(60000, 1e6)), 1.99e6);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_LT(took.count(), 8);
}

}  // namespace
}  // namespace minenpp::model
