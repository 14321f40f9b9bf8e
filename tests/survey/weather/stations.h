#pragma once

#include <cmath>
#include <random>

#include "model/grid/grid.h"
#include "survey/weather/station_year.h"

namespace minenpp::survey::testing {

/// Random stations over a square of `extent_m` from (0, 0), with smooth weather and elevations of 0 to 1500 m.
inline StationYear random_stations(int count, double extent_m, unsigned seed = 1) {
  std::mt19937_64 random(seed);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  StationYear stations;
  stations.year = 2020;
  for (int i = 0; i < count; ++i) {
    stations.ids.push_back("s" + std::to_string(i));
    stations.grid_x.push_back(uniform() * extent_m);
    stations.grid_y.push_back(uniform() * extent_m);
    stations.longitude_deg.push_back(0);
    stations.latitude_deg.push_back(0);
    stations.elevation_m.push_back(1500 * uniform());
    stations.positions.push_back({stations.grid_x.back(), stations.grid_y.back(), 0});
  }
  for (int month = 1; month <= 12; ++month)
    for (std::size_t i = 0; i < stations.positions.size(); ++i) {
      const double x = stations.positions[i].x / extent_m, y = stations.positions[i].y / extent_m;
      stations.of(WeatherVariable::temperature, month)
          .push_back(10 + month + 5 * std::cos(3 * x + month) + 3 * std::sin(4 * y));
      stations.of(WeatherVariable::precipitation, month).push_back(60 + 40 * std::cos(5 * x - 2 * y + month));
      stations.of(WeatherVariable::radiation, month).push_back(400 + 50 * std::sin(2 * x + 3 * y));
    }
  return stations;
}

/// A square grid of `pixels` a side over that square.
inline model::Grid grid_over(double extent_m, std::int64_t pixels) {
  const double pixel = extent_m / static_cast<double>(pixels);
  return model::Grid(0, extent_m, pixel, pixel, pixels, pixels, false);
}

}  // namespace minenpp::survey::testing
