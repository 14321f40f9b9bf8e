#include "model/geostat/neighbourhood.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/station_clouds.h"
#include "model/grid/batch.h"

namespace minenpp::model {
namespace {

std::vector<int> chosen_at(const Position& at, const std::vector<Position>& places,
                           const NeighbourhoodOptions& options, int excluded = -1,
                           Geometry geometry = Geometry::plane) {
  Neighbourhood::Scratch scratch;
  std::vector<int> chosen;
  Neighbourhood(places, options, geometry).select(at, excluded, scratch, chosen);
  return chosen;
}

/// By sorting all stations: the rule of section 5 word for word.
std::vector<int> oracle(const Position& at, const std::vector<Position>& places,
                        const NeighbourhoodOptions& o) {
  std::vector<int> order;
  for (int i = 0; i < static_cast<int>(places.size()); ++i)
    if (distance_m(at, places[static_cast<std::size_t>(i)]) <= o.radius_m) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return squared_distance(at, places[static_cast<std::size_t>(a)]) <
           squared_distance(at, places[static_cast<std::size_t>(b)]);
  });
  std::vector<int> kept;
  std::array<int, 8> taken{};
  for (const int i : order) {
    const Position& p = places[static_cast<std::size_t>(i)];
    double angle = std::atan2(p.y - at.y, p.x - at.x) * 180 / std::numbers::pi;
    if (angle < 0) angle += 360;
    const auto sector = static_cast<std::size_t>(angle / 45) % 8;
    const bool room = o.kind == NeighbourhoodKind::octant ? taken[sector]++ < o.per_octant
                                                          : static_cast<int>(kept.size()) < o.nearest;
    if (room) kept.push_back(i);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

TEST(Neighbourhood, EqualsTheSortedOracle) {
  const auto places = testing::random_places(150, 7);
  for (const auto kind : {NeighbourhoodKind::nearest, NeighbourhoodKind::octant})
    for (const double radius : {3000.0, 12000.0, 1e9})
      for (const auto& at : testing::random_places(60, 8)) {
        const NeighbourhoodOptions options{.kind = kind, .radius_m = radius};
        EXPECT_EQ(chosen_at(at, places, options), oracle(at, places, options));
      }
}

/// What select has to find, by sorting all stations. Octants by compass_at and octant_of.
std::vector<int> sorted_scan(const Position& at, const std::vector<Position>& places,
                             const NeighbourhoodOptions& o, int excluded, Geometry geometry) {
  std::vector<NearStation> all;
  for (int i = 0; i < static_cast<int>(places.size()); ++i) {
    const double d2 = squared_distance(at, places[static_cast<std::size_t>(i)]);
    if (i != excluded && d2 <= o.radius_m * o.radius_m) all.push_back({d2, i});
  }
  std::sort(all.begin(), all.end(), nearer);
  const Compass compass = compass_at(at, geometry);
  std::array<int, 8> taken{};
  std::vector<int> kept;
  for (const auto& s : all) {
    const Position& p = places[static_cast<std::size_t>(s.station)];
    const int octant = octant_of(component(at, p, compass.east), component(at, p, compass.north));
    const bool room = o.kind == NeighbourhoodKind::octant
                          ? taken[static_cast<std::size_t>(octant)]++ < o.per_octant
                          : static_cast<int>(kept.size()) < o.nearest;
    if (room) kept.push_back(s.station);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

TEST(Neighbourhood, ChoosesInAwkwardCloudsWhatAScanChooses) {
  for (const int stations : {3, 70, 900})
    for (const auto& cloud : testing::station_clouds(stations, static_cast<unsigned>(stations) + 40))
      for (const auto kind : {NeighbourhoodKind::nearest, NeighbourhoodKind::octant})
        for (const double radius : {2000.0, 20000.0, 3e6, std::numeric_limits<double>::infinity()})
          for (const int most : {1, 3, 16}) {
            const NeighbourhoodOptions options{
                .kind = kind, .nearest = most, .per_octant = most, .radius_m = radius};
            const Neighbourhood search(cloud.places, options, cloud.geometry);
            Neighbourhood::Scratch scratch;
            std::vector<int> chosen;
            for (std::size_t a = 0; a < cloud.asked.size(); ++a) {
              const int excluded = a % 2 == 0 ? static_cast<int>(a) % stations : -1;
              search.select(cloud.asked[a], excluded, scratch, chosen);
              ASSERT_EQ(chosen, sorted_scan(cloud.asked[a], cloud.places, options, excluded, cloud.geometry))
                  << cloud.name << " " << stations << " " << radius << " " << most;
            }
          }
}

TEST(Neighbourhood, NowhereHasNoStations) {
  const auto places = testing::random_places(100, 1);
  for (const auto kind : {NeighbourhoodKind::nearest, NeighbourhoodKind::octant, NeighbourhoodKind::global})
    EXPECT_TRUE(chosen_at({no_data, 4320000, 0}, places, {.kind = kind}).empty());
}

TEST(Neighbourhood, CopiesChooseAlike) {
  const auto places = testing::random_places(500, 1);
  std::optional<Neighbourhood> first(std::in_place, places, NeighbourhoodOptions{}, Geometry::plane);
  Neighbourhood copy = *first;
  first.reset();
  const Neighbourhood moved = std::move(copy);
  Neighbourhood::Scratch scratch;
  std::vector<int> chosen;
  moved.select(places[3], -1, scratch, chosen);
  EXPECT_EQ(chosen, chosen_at(places[3], places, {}));
}

TEST(Neighbourhood, AutomaticIsGlobalUpToTheLimit) {
  const Position at{520000, 4320000, 0};
  EXPECT_EQ(chosen_at(at, testing::random_places(64, 1), {.radius_m = 10}).size(), 64u);
  EXPECT_EQ(chosen_at(at, testing::random_places(65, 1), {}).size(), 16u);
  EXPECT_EQ(chosen_at(at, testing::random_places(65, 1), {.global_limit = 65}).size(), 65u);
  EXPECT_EQ(chosen_at(at, testing::random_places(20, 1), {.kind = NeighbourhoodKind::nearest}).size(), 16u);
  EXPECT_EQ(chosen_at(at, testing::random_places(200, 1), {.kind = NeighbourhoodKind::global}).size(), 200u);
}

TEST(Neighbourhood, TiesGoToTheFirstStation) {
  std::vector<Position> ring;
  for (int i = 0; i < 40; ++i) ring.push_back({i % 2 == 0 ? 5.0 : -5.0, i % 4 < 2 ? 12.0 : -12.0, 0});
  EXPECT_EQ(chosen_at({0, 0, 0}, ring, {.kind = NeighbourhoodKind::nearest, .nearest = 5}),
            (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(chosen_at({0, 0, 0}, ring, {.kind = NeighbourhoodKind::octant, .per_octant = 1}),
            (std::vector<int>{0, 1, 2, 3}));
}

TEST(Neighbourhood, ExcludesOne) {
  const auto places = testing::random_places(100, 3);
  const auto chosen = chosen_at(places[17], places, {}, 17);
  EXPECT_EQ(chosen.size(), 16u);
  EXPECT_EQ(std::count(chosen.begin(), chosen.end(), 17), 0);
}

TEST(Neighbourhood, OctantsCountFromEastAgainstTheClock) {
  for (int degree = 0; degree < 360; ++degree) {
    if (degree % 45 == 0) continue;
    const double angle = degree * std::numbers::pi / 180;
    EXPECT_EQ(octant_of(std::cos(angle), std::sin(angle)), degree / 45) << degree;
  }
  const int edges[8][2] = {{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
  for (int k = 0; k < 8; ++k) EXPECT_EQ(octant_of(edges[k][0], edges[k][1]), k);
  EXPECT_EQ(octant_of(0, 0), 0);
}

TEST(Neighbourhood, OctantsOnTheSphereFollowTheCompass) {
  std::vector<Position> places;
  const double lon = -100, lat = 40;
  for (int k = 0; k < 8; ++k)
    for (int ring = 1; ring <= 3; ++ring) {
      const double angle = (45 * k + 22) * std::numbers::pi / 180;
      places.push_back(position_of(
          Geometry::sphere, lon + 0.1 * ring * std::cos(angle) / std::cos(lat * std::numbers::pi / 180),
          lat + 0.1 * ring * std::sin(angle)));
    }
  const auto chosen = chosen_at(position_of(Geometry::sphere, lon, lat), places,
                                {.kind = NeighbourhoodKind::octant}, -1, Geometry::sphere);
  std::vector<int> expected;
  for (int i = 0; i < 24; ++i)
    if (i % 3 < 2) expected.push_back(i);
  EXPECT_EQ(chosen, expected);
}

TEST(Neighbourhood, RefusesOptionsOutOfRange) {
  const auto places = testing::random_places(3, 3);
  EXPECT_THROW(Neighbourhood(places, {.nearest = 0}, Geometry::plane), Error);
  EXPECT_THROW(Neighbourhood(places, {.per_octant = 0}, Geometry::plane), Error);
  EXPECT_THROW(Neighbourhood(places, {.radius_m = 0}, Geometry::plane), Error);
  EXPECT_THROW(static_cast<void>(neighbourhood_kind("all")), Error);
  EXPECT_EQ(neighbourhood_kind("octant"), NeighbourhoodKind::octant);
}

}  // namespace
}  // namespace minenpp::model
