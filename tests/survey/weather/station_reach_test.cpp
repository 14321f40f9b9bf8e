#include "survey/weather/station_reach.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "survey/weather/stations.h"
#include "survey/weather/surfaces.h"

namespace minenpp::survey {
namespace {

using testing::all_months;
using testing::grid_over;
using testing::Planned;
using testing::random_stations;

constexpr double extent_m = 1000000;
constexpr std::int64_t pixels = 1000;

StationMap map_of(const StationYear& stations) {
  StationMap map;
  map.geometry = stations.geometry;
  map.grid_x = stations.grid_x;
  map.grid_y = stations.grid_y;
  map.elevation_m = stations.elevation_m;
  map.positions = stations.positions;
  auto& bits = map.has_value.emplace_back(stations.positions.size(), 0);
  for (std::size_t i = 0; i < bits.size(); ++i)
    for (std::size_t field = 0; field < 36; ++field)
      if (!std::isnan(stations.values[field / 12][field % 12][i])) bits[i] |= std::int64_t{1} << field;
  return map;
}

StationYear only(const StationYear& all, const std::vector<bool>& wanted) {
  std::vector<int> some;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i]) some.push_back(static_cast<int>(i));
  StationYear result;
  result.geometry = all.geometry;
  result.positions = chosen(all.positions, some);
  result.grid_x = chosen(all.grid_x, some);
  result.grid_y = chosen(all.grid_y, some);
  result.elevation_m = chosen(all.elevation_m, some);
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (std::size_t month = 0; month < 12; ++month)
      result.values[variable][month] = chosen(all.values[variable][month], some);
  return result;
}

/// Krige a window from the stations within its reach: the same bits as from all.
void expect_same(const StationYear& stations, const WeatherRules& rules, const model::Window& window,
                 std::size_t fewer_than) {
  KernelCache cache(rules.neighbourhood, stations.geometry), other(rules.neighbourhood, stations.geometry);
  const Planned all(stations, rules, all_months(), cache);
  const auto map = map_of(all.stations);
  const WeatherPlan* const plan = &all.planned.plan;
  const auto grid = grid_over(extent_m, pixels);
  std::vector<bool> wanted(stations.positions.size(), false);
  StationReach(map, rules, grid, std::span(&plan, 1)).mark(window, wanted);
  EXPECT_LT(static_cast<std::size_t>(std::ranges::count(wanted, true)), fewer_than);

  const auto near = only(all.stations, wanted);
  const WeatherSurfaces surfaces(near, rules, *plan, other);
  LatticeWeather from_near(grid, near, *plan, surfaces, rules, true, std::make_shared<LatticeMemory>());
  LatticeWeather from_all(grid, all.stations, *plan, all.surfaces, rules, true,
                          std::make_shared<LatticeMemory>());
  from_near.fill(window);
  from_all.fill(window);
  WeatherBatch a, b;
  for (std::size_t pixel = 0; pixel < static_cast<std::size_t>(window.size()); pixel += 31) {
    const std::array<std::size_t, 1> one{pixel};
    from_near.put(one, {}, a);
    from_all.put(one, {}, b);
    for (std::size_t variable = 0; variable < 3; ++variable)
      for (std::size_t month = 0; month < 12; ++month) {
        const double x = a.of_variable[variable][month][0], y = b.of_variable[variable][month][0];
        ASSERT_TRUE(x == y || (std::isnan(x) && std::isnan(y))) << pixel << " " << variable << " " << month;
      }
  }
}

TEST(StationReach, HoldsEveryStationThatATileCanChoose) {
  auto stations = random_stations(800, extent_m);
  WeatherRules rules;
  rules.lattice.cell = 32;
  for (const model::Window window :
       {model::Window{0, 0, 64, 64}, model::Window{448, 512, 64, 64}, model::Window{937, 940, 63, 60}})
    expect_same(stations, rules, window, 200);
}

TEST(StationReach, LooksFartherWhereStationsHaveGaps) {
  auto stations = random_stations(800, extent_m, 5);
  std::mt19937_64 random(3);
  for (auto& variable : stations.values)
    for (auto& month : variable)
      for (auto& value : month)
        if (random() % 4 == 0) value = model::no_data;
  // A month with hardly any station around one tile.
  for (std::size_t i = 0; i < stations.positions.size(); ++i)
    if (std::abs(stations.positions[i].x - 300000) < 150000) stations.values[0][5][i] = model::no_data;
  WeatherRules rules;
  rules.lattice.cell = 32;
  expect_same(stations, rules, {640, 256, 64, 64}, 500);
}

TEST(StationReach, HoldsWithARadiusAndWithDuplicates) {
  auto stations = random_stations(500, extent_m, 9);
  for (std::size_t i = 1; i < 500; i += 5) {
    stations.positions[i] = stations.positions[i - 1];
    stations.grid_x[i] = stations.grid_x[i - 1];
    stations.grid_y[i] = stations.grid_y[i - 1];
  }
  WeatherRules rules;
  rules.lattice.cell = 32;
  rules.neighbourhood.radius_m = 80000;
  expect_same(stations, rules, {320, 320, 64, 64}, 200);
}

TEST(StationReach, AllStationsAreWantedWhereAllServe) {
  const auto stations = random_stations(40, extent_m);
  WeatherRules rules;
  KernelCache cache(rules.neighbourhood, stations.geometry);
  const Planned all(stations, rules, all_months(), cache);
  const auto map = map_of(all.stations);
  const WeatherPlan* const plan = &all.planned.plan;
  std::vector<bool> wanted(40, false);
  StationReach(map, rules, grid_over(extent_m, pixels), std::span(&plan, 1)).mark({0, 0, 64, 64}, wanted);
  EXPECT_EQ(std::ranges::count(wanted, true), 40);
}

}  // namespace
}  // namespace minenpp::survey
