#pragma once

#include <random>
#include <string>
#include <vector>

#include "model/geostat/position.h"
#include "model/geostat/stations.h"

namespace minenpp::testing {

/// A station set of one awkward kind, with places to ask at.
struct StationCloud {
  std::string name;
  model::Geometry geometry = model::Geometry::plane;
  std::vector<model::Position> places;
  std::vector<model::Position> asked;
};

/// Stations at equal distances: a lattice whose distances tie everywhere, asked at nodes and middles.
inline StationCloud lattice_cloud(int edge) {
  StationCloud cloud{"lattice", model::Geometry::plane, {}, {}};
  for (int row = 0; row < edge; ++row)
    for (int col = 0; col < edge; ++col) cloud.places.push_back({1000.0 * col, 1000.0 * row, 0});
  for (int k = 0; k < 40; ++k) cloud.asked.push_back({500.0 * (k % 13), 500.0 * (k % 7) + 3000, 0});
  return cloud;
}

/// Towns with many stations in each, some of them at the very same place.
inline StationCloud clustered_cloud(int stations, unsigned seed) {
  StationCloud cloud{"clustered", model::Geometry::plane, {}, random_places(30, seed + 1, 300000)};
  std::mt19937 random(seed);
  std::normal_distribution<double> spread(0, 300);
  const auto towns = random_places(7, seed + 2, 300000);
  for (int i = 0; i < stations; ++i) {
    const auto& town = towns[random() % towns.size()];
    const double x = town.x + spread(random), y = town.y + spread(random);
    cloud.places.push_back(i % 5 == 0 ? town : model::Position{x, y, 0});
  }
  for (const auto& town : towns) cloud.asked.push_back(town);
  return cloud;
}

/// Stations all over the sphere, or in one region of it with `south`..`north` and `west`..`east`, degrees.
inline StationCloud sphere_cloud(int stations, unsigned seed, double west, double east, double south,
                                 double north) {
  StationCloud cloud{"sphere", model::Geometry::sphere, {}, {}};
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> lon(west, east), lat(south, north);
  for (int i = 0; i < stations + 30; ++i) {
    const double x = lon(random), y = lat(random);
    auto& to = i < stations ? cloud.places : cloud.asked;
    to.push_back(model::position_of(model::Geometry::sphere, x, y));
  }
  return cloud;
}

inline std::vector<StationCloud> station_clouds(int stations, unsigned seed) {
  StationCloud random{"random", model::Geometry::plane, random_places(stations, seed),
                      random_places(30, seed + 9, 60000)};
  StationCloud line = random;
  line.name = "line";
  for (auto& p : line.places) p.y = 4300000;
  StationCloud one_place = random;
  one_place.name = "one_place";
  for (auto& p : one_place.places) p = {510000, 4310000, 0};
  one_place.asked.push_back(one_place.places[0]);
  return {random,
          line,
          one_place,
          lattice_cloud(static_cast<int>(std::sqrt(stations)) + 1),
          clustered_cloud(stations, seed),
          sphere_cloud(stations, seed, -180, 180, -90, 90),
          sphere_cloud(stations, seed, 100, 120, 30, 45),
          sphere_cloud(stations, seed, 170, 190, 80, 90)};
}

}  // namespace minenpp::testing
