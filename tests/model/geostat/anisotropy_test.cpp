#include "model/geostat/anisotropy.h"

#include <cmath>
#include <cstring>
#include <limits>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/kriging_system.h"
#include "model/geostat/stations.h"

namespace minenpp::model {
namespace {

bool same_bits(const Position& a, const Position& b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Distance that takes the place of the way (east, north) in metres.
double stretched_distance(const Anisotropy& anisotropy, double east, double north) {
  const Position from{512000, 4310000, 0}, to{512000 + east, 4310000 + north, 0};
  return distance_m(anisotropy.stretched(from), anisotropy.stretched(to));
}

TEST(Anisotropy, StretchesAcrossTheDirectionOnly) {
  // Continuity greatest to the north, half as far to the east: 100 m east count as 200 m.
  EXPECT_NEAR(stretched_distance({0, 0.5}, 0, 100), 100, 1e-6);
  EXPECT_NEAR(stretched_distance({0, 0.5}, 100, 0), 200, 1e-6);
  EXPECT_NEAR(stretched_distance({0, 0.5}, 30, 80), 100, 1e-6);  // 60, 80
  // To the east.
  EXPECT_NEAR(stretched_distance({90, 0.25}, 100, 0), 100, 1e-6);
  EXPECT_NEAR(stretched_distance({90, 0.25}, 0, 100), 400, 1e-6);
  // To the north-east: clockwise from north.
  EXPECT_NEAR(stretched_distance({45, 0.2}, 300, 300), 300 * std::sqrt(2), 1e-6);
  EXPECT_NEAR(stretched_distance({45, 0.2}, 300, -300), 5 * 300 * std::sqrt(2), 1e-6);
  // 30 degrees: the way (0, 100) is 100 cos 30 along and 100 sin 30 across.
  EXPECT_NEAR(stretched_distance({30, 0.5}, 0, 100), std::hypot(100 * std::sqrt(0.75), 2 * 50), 1e-6);
}

TEST(Anisotropy, ALineHasNoFront) {
  for (double angle = 0; angle < 180; angle += 17)
    for (const double turn : {-360.0, -180.0, 180.0, 360.0})
      EXPECT_NEAR(stretched_distance({angle, 0.3}, 70, -20), stretched_distance({angle + turn, 0.3}, 70, -20),
                  1e-6);
}

TEST(Anisotropy, WithoutAnisotropyPositionsStayBitByBit) {
  for (const auto& p : testing::random_places(50, 1))
    EXPECT_TRUE(same_bits(Anisotropy{73, 1}.stretched(p), p));
  const Position odd{-0.0, std::numeric_limits<double>::infinity(), -0.0};
  EXPECT_TRUE(same_bits(Anisotropy{}.stretched(odd), odd));
  const auto at = testing::random_batch(3);
  const auto to = Anisotropy{12, 1}.stretched(at);
  for (int lane = 0; lane < batch_size; ++lane) {
    EXPECT_TRUE(same_bits(testing::lane_of(at, lane), testing::lane_of(to, lane)));
    EXPECT_EQ(at.drift[lane], to.drift[lane]);
  }
}

TEST(Anisotropy, BatchEqualsScalarBitByBit) {
  auto at = testing::random_batch(4);
  at.z = Batch::LinSpaced(0, 5);
  for (const Anisotropy anisotropy : {Anisotropy{0, 0.5}, {37.7, 0.123}, {-211, 0.9}}) {
    const auto to = anisotropy.stretched(at);
    for (int lane = 0; lane < batch_size; ++lane) {
      EXPECT_TRUE(same_bits(testing::lane_of(to, lane), anisotropy.stretched(testing::lane_of(at, lane))));
      EXPECT_EQ(at.drift[lane], to.drift[lane]);
    }
  }
  at.x[7] = no_data;
  EXPECT_TRUE(std::isnan(Anisotropy({10, 0.5}).stretched(at).x[7]));
}

TEST(Anisotropy, KrigingFollowsTheDirection) {
  // Two stations equally far: the one along the direction counts more.
  const Anisotropy northward{0, 0.25};
  const std::vector<Position> places{northward.stretched(Position{0, 1000, 0}),
                                     northward.stretched(Position{1000, 0, 0})};
  const KrigingSystem system(places, Variogram(VariogramModel::exponential, 0, 1, 2000));
  const auto found = system.weights(northward.stretched(Position{0, 0, 0}));
  EXPECT_GT(found.weights[0], 0.6);
}

TEST(Anisotropy, RefusesWhatIsOutOfRange) {
  EXPECT_NO_THROW((Anisotropy{400, 0.01}.check()));
  EXPECT_THROW((Anisotropy{0, 0}.check()), Error);
  EXPECT_THROW((Anisotropy{0, 1.5}.check()), Error);
  EXPECT_THROW((Anisotropy{0, no_data}.check()), Error);
  EXPECT_THROW((Anisotropy{no_data, 0.5}.check()), Error);
}

}  // namespace
}  // namespace minenpp::model
