#include "model/geostat/directional_variogram.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/station_clouds.h"

namespace minenpp::model {
namespace {

using Columns = std::vector<std::vector<double>>;

TEST(Bearing, OnThePlaneIsClockwiseFromNorth) {
  const Position o{100, 200, 0};
  const auto to = [&](double east, double north) {
    return bearing_deg(o, {100 + east, 200 + north, 0}, Geometry::plane);
  };
  EXPECT_EQ(to(0, 5), 0);
  EXPECT_EQ(to(5, 0), 90);
  EXPECT_EQ(to(0, -5), 0);
  EXPECT_EQ(to(-5, 0), 90);
  EXPECT_EQ(to(5, 5), 45);
  EXPECT_EQ(to(-5, -5), 45);
  EXPECT_EQ(to(5, -5), 135);
  EXPECT_EQ(to(0, 0), 0);
  EXPECT_NEAR(to(1, std::sqrt(3)), 30, 1e-12);
  EXPECT_GE(to(-1e-20, 1), 0);
  EXPECT_LT(to(-1e-20, 1), 180);
}

TEST(Bearing, OnTheSphereFollowsTheMiddlesCompass) {
  const auto at = [](double lon, double lat) { return position_of(Geometry::sphere, lon, lat); };
  EXPECT_NEAR(bearing_deg(at(-100, 40), at(-100, 43), Geometry::sphere), 0, 1e-9);
  EXPECT_NEAR(bearing_deg(at(-100, 40), at(-96, 40), Geometry::sphere), 90, 1e-9);
  EXPECT_NEAR(bearing_deg(at(179, 0), at(-179, 2), Geometry::sphere), 45, 0.1);
  EXPECT_NEAR(bearing_deg(at(10, -60), at(9.8, -59.9), Geometry::sphere), 135, 0.2);
}

TEST(DirectionalVariogram, ByHand) {
  // A square with sides of 100 m: two pairs to the north, two to the east, one on each diagonal.
  const std::vector<Position> places{{0, 0, 0}, {100, 0, 0}, {0, 100, 0}, {100, 100, 0}};
  const Columns columns{{1, 3, 7, 15}};
  const auto found = directional_variogram(places, columns, {200, 2});
  ASSERT_EQ(found.size(), 4u);
  const std::int64_t pairs[] = {2, 1, 2, 1};
  const double gamma[] = {(36.0 + 144.0) / 4, 196.0 / 2, (4.0 + 64.0) / 4, 16.0 / 2};
  for (std::size_t d = 0; d < 4; ++d) {
    EXPECT_EQ(found[d].degrees, 45.0 * static_cast<double>(d));
    ASSERT_EQ(found[d].bins.size(), 1u) << d;
    EXPECT_EQ(found[d].bins[0].pairs, pairs[d]);
    EXPECT_DOUBLE_EQ(found[d].bins[0].semivariance, gamma[d]);
    EXPECT_DOUBLE_EQ(found[d].bins[0].distance_m, d % 2 == 0 ? 100 : std::hypot(100, 100));
  }
}

TEST(DirectionalVariogram, EachPairHasOneDirection) {
  for (const int stations : {2, 20, 120})
    for (const auto& cloud : testing::station_clouds(stations, 7)) {
      Columns columns{testing::random_values(cloud.places, 1), testing::random_values(cloud.places, 2)};
      columns[1][1] = no_data;
      const LagBins lags{largest_distance_m(cloud.places), 7};
      const auto all = empirical_variogram(cloud.places, columns, lags);
      std::int64_t expected = 0, found = 0;
      double squares_expected = 0, squares = 0;
      for (const auto& bin : all) {
        expected += bin.pairs;
        squares_expected += static_cast<double>(bin.pairs) * bin.semivariance;
      }
      for (const auto& direction : directional_variogram(cloud.places, columns, lags, {}, cloud.geometry))
        for (const auto& bin : direction.bins) {
          found += bin.pairs;
          squares += static_cast<double>(bin.pairs) * bin.semivariance;
        }
      EXPECT_EQ(found, expected) << cloud.name << " " << stations;
      EXPECT_NEAR(squares, squares_expected, 1e-9 * std::abs(squares_expected)) << cloud.name;
    }
}

TEST(DirectionalVariogram, EdgesBelongToTheNextDirection) {
  const double angle = 22.5 * 3.14159265358979323846 / 180;
  const std::vector<Position> places{{0, 0, 0}, {std::sin(angle) * 50, std::cos(angle) * 50, 0}};
  const double bearing = bearing_deg(places[0], places[1], Geometry::plane);
  const auto found =
      directional_variogram(places, Columns{{1, 2}}, {100, 1}, {{bearing - 5, bearing + 5}, 5});
  EXPECT_TRUE(found[0].bins.empty());
  EXPECT_EQ(found[1].bins.size(), 1u);
}

TEST(DirectionalVariogram, ASingleWideDirectionHasAllPairs) {
  const auto places = testing::random_places(40, 1);
  const Columns columns{testing::random_values(places, 1)};
  const auto lags = default_lags(places);
  const auto all = empirical_variogram(places, columns, lags);
  for (const double direction : {0.0, 33.3, -700.0}) {
    const auto wide = directional_variogram(places, columns, lags, {{direction}, 90});
    ASSERT_EQ(wide[0].bins.size(), all.size());
    for (std::size_t b = 0; b < all.size(); ++b) {
      EXPECT_EQ(wide[0].bins[b].pairs, all[b].pairs);
      EXPECT_EQ(wide[0].bins[b].semivariance, all[b].semivariance);
    }
  }
}

TEST(DirectionalVariogram, ShowsTheDirectionOfContinuity) {
  const auto places = testing::random_places(200, 1);
  std::vector<double> values;
  for (const auto& p : places) values.push_back(std::sin((p.x - p.y) / 4000));  // constant to the north-east
  const auto found = directional_variogram(places, Columns{values}, {6000, 3});
  for (const std::size_t other : {0u, 2u, 3u})
    EXPECT_LT(2 * found[1].bins[1].semivariance, found[other].bins[1].semivariance) << other;
}

TEST(DirectionalVariogram, RefusesWhatIsOutOfRange) {
  const auto places = testing::random_places(4, 1);
  const Columns columns{{1, 2, 3, 4}};
  const auto with = [&](const VariogramDirections& d) {
    static_cast<void>(directional_variogram(places, columns, {1000, 2}, d));
  };
  EXPECT_THROW(with({{0}, 0}), Error);
  EXPECT_THROW(with({{0}, 91}), Error);
  EXPECT_THROW(with({{no_data}, 20}), Error);
  EXPECT_NO_THROW(with({{}, 20}));
  EXPECT_THROW(static_cast<void>(directional_variogram(places, Columns{{1}}, {1000, 2})), Error);
}

}  // namespace
}  // namespace minenpp::model
