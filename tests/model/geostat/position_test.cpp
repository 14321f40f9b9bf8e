#include "model/geostat/position.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/geostat/stations.h"

namespace minenpp::model {
namespace {

TEST(Position, GreatCircleMeetsGolden) {
  EXPECT_GOLDEN("V.gc", great_circle_m(112.43, 39.33, 121.47, 31.23));
}

TEST(Position, DistanceOnTheSphereIsTheChord) {
  const auto a = position_of(Geometry::sphere, 112.43, 39.33),
             b = position_of(Geometry::sphere, 121.47, 31.23);
  EXPECT_GOLDEN("V.chord", distance_m(a, b));
  const double d = great_circle_m(112.43, 39.33, 121.47, 31.23);
  EXPECT_GOLDEN("V.chord", 2 * earth_radius_m * std::sin(d / (2 * earth_radius_m)));
}

TEST(Position, LongitudeWrapsRoundTheDateLine) {
  const auto a = position_of(Geometry::sphere, 179.9, 10), b = position_of(Geometry::sphere, -179.9, 10);
  EXPECT_NEAR(distance_m(a, b), great_circle_m(0, 10, 0.2, 10), 0.1);
}

TEST(Position, OnThePlaneIsTheMap) {
  EXPECT_EQ(position_of(Geometry::plane, 5, 7), (Position{5, 7, 0}));
  EXPECT_EQ(distance_m({0, 0, 0}, {3, 4, 0}), 5);
}

TEST(Position, BatchEqualsScalarBitByBit) {
  for (const auto geometry : {Geometry::plane, Geometry::sphere}) {
    const Batch x = Batch::LinSpaced(-170, 170), y = Batch::LinSpaced(-80, 80);
    const auto at = positions_of(geometry, x, y);
    for (int lane = 0; lane < batch_size; ++lane)
      EXPECT_EQ(testing::lane_of(at, lane), position_of(geometry, x[lane], y[lane])) << lane;
  }
}

TEST(Position, LargestDistanceOfStations) {
  for (const auto* tag : {"K1", "K2"})
    EXPECT_GOLDEN(std::string(tag) + ".dmax", largest_distance_m(testing::golden_stations(tag).places));
  EXPECT_EQ(largest_distance_m({}), 0);
}

}  // namespace
}  // namespace minenpp::model
