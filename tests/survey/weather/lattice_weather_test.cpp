#include "survey/weather/lattice_weather.h"

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

constexpr double extent_m = 400000;
constexpr std::int64_t pixels = 600;

/// Largest error of the lattice in units of its tolerance, at every `step`-th pixel.
double worst_error(const StationYear& stations, const WeatherRules& rules, std::int64_t step = 7) {
  KernelCache cache(rules.neighbourhood, model::Geometry::plane);
  const Planned planned(stations, rules, all_months(), cache);
  const auto grid = grid_over(extent_m, pixels);
  LatticeWeather lattice(grid, planned.stations, planned.planned.plan, planned.surfaces, rules, false,
                         std::make_shared<LatticeMemory>());
  double worst = 0;
  LatticeWeather::Comparison found;
  for (std::int64_t row = 0; row < pixels; row += step)
    for (std::int64_t col = row % step; col < pixels; col += 3 * step) {
      lattice.compare(row, col, static_cast<double>(col) / pixels, found);
      for (std::size_t t = 0; t < found.exact.size(); ++t) {
        const double scale = rules.lattice.tolerance * unit_scale(planned.surfaces.targets()[t].variable);
        EXPECT_EQ(std::isnan(found.exact[t]), std::isnan(found.interpolated[t])) << row << " " << col;
        if (!std::isnan(found.exact[t]))
          worst = std::max(worst, std::abs(found.exact[t] - found.interpolated[t]) / scale);
      }
    }
  return worst;
}

TEST(LatticeWeather, KeepsWithinTheToleranceOfExactKriging) {
  EXPECT_LT(worst_error(random_stations(6, extent_m), {}), 1);
  EXPECT_LT(worst_error(random_stations(40, extent_m), {}), 1);
}

TEST(LatticeWeather, KeepsWithinTheToleranceWithNearestStations) {
  WeatherRules rules;
  rules.neighbourhood.kind = model::NeighbourhoodKind::nearest;
  EXPECT_LT(worst_error(random_stations(80, extent_m), rules, 13), 1);
  rules.neighbourhood.radius_m = 60000;
  EXPECT_LT(worst_error(random_stations(25, extent_m), rules, 13), 1) << "with places out of reach";
}

TEST(LatticeWeather, KeepsWithinTheToleranceWithDriftTrendAndAnisotropy) {
  WeatherRules rules;
  rules.drift[0] = DriftKind::elevation;
  EXPECT_LT(worst_error(random_stations(30, extent_m), rules), 1);
  rules.drift[0] = DriftKind::lapse;
  EXPECT_LT(worst_error(random_stations(30, extent_m), rules), 1);
  rules = {};
  rules.detrend = true;
  EXPECT_LT(worst_error(random_stations(30, extent_m), rules), 1);
  rules = {};
  rules.anisotropy = {30, 0.4};
  auto stations = random_stations(30, extent_m);
  for (auto& position : stations.positions) position = rules.anisotropy.stretched(position);
  EXPECT_LT(worst_error(stations, rules), 1);
}

TEST(LatticeWeather, ATighterToleranceCostsMoreNodes) {
  const auto stations = random_stations(40, extent_m);
  std::int64_t before = 0;
  for (const double tolerance : {0.1, 0.01, 0.001}) {
    WeatherRules rules;
    rules.lattice.tolerance = tolerance;
    KernelCache cache(rules.neighbourhood, model::Geometry::plane);
    const Planned planned(stations, rules, all_months(), cache);
    LatticeWeather lattice(grid_over(extent_m, pixels), planned.stations, planned.planned.plan,
                           planned.surfaces, rules, false, std::make_shared<LatticeMemory>());
    lattice.fill({0, 0, pixels, pixels});
    EXPECT_GT(lattice.work().nodes, before) << tolerance;
    EXPECT_LT(lattice.work().nodes, pixels * pixels / 2) << tolerance;
    before = lattice.work().nodes;
  }
}

TEST(LatticeWeather, APixelIsTheSameInWhateverWindow) {
  KernelCache cache({}, model::Geometry::plane);
  const WeatherRules rules;
  const Planned planned(random_stations(12, extent_m), rules, all_months(), cache);
  LatticeWeather lattice(grid_over(extent_m, pixels), planned.stations, planned.planned.plan,
                         planned.surfaces, rules, true, std::make_shared<LatticeMemory>());
  const std::array<std::size_t, 1> first{0}, inside{137 * 300 + 55};
  WeatherBatch a, b, variance_a, variance_b;
  lattice.fill({237, 155, 1, 1});
  lattice.put(first, {}, a);
  lattice.put_variance(first, {}, variance_a);
  lattice.fill({100, 100, 200, 300});
  lattice.put(inside, {}, b);
  lattice.put_variance(inside, {}, variance_b);
  for (std::size_t month = 0; month < 12; ++month)
    for (std::size_t variable = 0; variable < 3; ++variable) {
      EXPECT_EQ(a.of_variable[variable][month][0], b.of_variable[variable][month][0]);
      EXPECT_EQ(variance_a.of_variable[variable][month][0], variance_b.of_variable[variable][month][0]);
    }
}

TEST(LatticeWeather, AStationsPixelIsExactAndItsVarianceSmall) {
  auto stations = random_stations(10, extent_m);
  const auto grid = grid_over(extent_m, pixels);
  // On the centre of a pixel, where without a nugget kriging gives the station's own value back.
  stations.positions[4] = {grid.x(222), grid.y(333), 0};
  stations.grid_x[4] = grid.x(222);
  stations.grid_y[4] = grid.y(333);
  KernelCache cache({}, model::Geometry::plane);
  const WeatherRules rules;
  const Planned planned(stations, rules, all_months(), cache);
  LatticeWeather lattice(grid, planned.stations, planned.planned.plan, planned.surfaces, rules, true,
                         std::make_shared<LatticeMemory>());
  lattice.fill({333, 222, 1, 1});
  WeatherBatch weather, variance;
  const std::array<std::size_t, 1> pixel{0};
  lattice.put(pixel, {}, weather);
  lattice.put_variance(pixel, {}, variance);
  EXPECT_NEAR(weather.of(WeatherVariable::temperature)[6][0], stations.of(WeatherVariable::temperature, 7)[4],
              1e-9);
  EXPECT_NEAR(variance.of(WeatherVariable::temperature)[6][0], 0, 1e-9);
}

TEST(LatticeWeather, RainIsRaisedToZeroAfterInterpolation) {
  auto stations = random_stations(8, extent_m);
  stations.of(WeatherVariable::precipitation, 7) = {0, 0, 120, 0, 0, 0, 90, 0};
  KernelCache cache({}, model::Geometry::plane);
  const WeatherRules rules;
  const Planned planned(stations, rules, all_months(), cache);
  LatticeWeather lattice(grid_over(extent_m, pixels), planned.stations, planned.planned.plan,
                         planned.surfaces, rules, false, std::make_shared<LatticeMemory>());
  lattice.fill({0, 0, pixels, pixels});
  double lowest = 0;
  WeatherBatch weather;
  for (std::size_t pixel = 0; pixel < static_cast<std::size_t>(pixels * pixels); pixel += 97) {
    const std::array<std::size_t, 1> one{pixel};
    lattice.put(one, {}, weather);
    lowest = std::min(lowest, weather.of(WeatherVariable::precipitation)[6][0]);
  }
  EXPECT_EQ(lowest, 0);
}

/// The variance far above and below the stations is several times that among them.
TEST(LatticeWeather, TheVarianceFollowsTheElevation) {
  for (const auto drift : {DriftKind::elevation, DriftKind::lapse}) {
    WeatherRules rules;
    rules.drift[0] = drift;
    KernelCache cache({}, model::Geometry::plane);
    const Planned planned(random_stations(9, extent_m), rules, all_months(), cache);
    const auto grid = grid_over(extent_m, pixels);
    LatticeWeather lattice(grid, planned.stations, planned.planned.plan, planned.surfaces, rules, true,
                           std::make_shared<LatticeMemory>());
    const model::Window window{200, 100, 8, 64};
    lattice.fill(window);
    std::vector<double> elevation_m;
    for (std::int64_t i = 0; i < window.size(); ++i)
      elevation_m.push_back(-800 + 9.0 * static_cast<double>(i));
    double least = 1e300, most = 0;
    for (std::size_t first = 0; first < elevation_m.size(); first += 64) {
      std::array<std::size_t, 64> pixels_of_row{};
      model::Batch x, y;
      for (std::size_t lane = 0; lane < 64; ++lane) {
        pixels_of_row[lane] = first + lane;
        x[static_cast<Eigen::Index>(lane)] = grid.x(window.col + static_cast<std::int64_t>(lane));
        y[static_cast<Eigen::Index>(lane)] = grid.y(window.row + static_cast<std::int64_t>(first / 64));
      }
      auto at = model::positions_of(model::Geometry::plane, x, y);
      for (std::size_t lane = 0; lane < 64; ++lane)
        at.drift[static_cast<Eigen::Index>(lane)] = elevation_m[first + lane];
      WeatherBatch found, exact;
      lattice.put_variance(pixels_of_row, elevation_m, found);
      WeatherSurfaces::Workspace workspace;
      planned.surfaces.variance(at, exact, workspace);
      for (const auto& target : planned.surfaces.targets())
        for (Eigen::Index lane = 0; lane < 64; ++lane) {
          const double expected = target.in(exact)[lane];
          // Extrapolation beyond the low and the high elevation multiplies what the lattice may be off.
          EXPECT_NEAR(target.in(found)[lane], expected, 0.02 * target.sill + 0.02 * expected);
          if (target.variable != WeatherVariable::temperature) continue;
          least = std::min(least, expected / target.sill);
          most = std::max(most, expected / target.sill);
        }
    }
    if (drift == DriftKind::elevation) {
      EXPECT_GT(most, 3 * least) << "nothing would have been compared";
    }
  }
}

TEST(LatticeWeather, NothingIsKnownOfTheErrorOfOneStation) {
  KernelCache cache({}, model::Geometry::plane);
  const WeatherRules rules;
  const Planned planned(random_stations(1, extent_m), rules, all_months(), cache);
  LatticeWeather lattice(grid_over(extent_m, pixels), planned.stations, planned.planned.plan,
                         planned.surfaces, rules, true, std::make_shared<LatticeMemory>());
  lattice.fill({0, 0, 1, 1});
  WeatherBatch variance;
  const std::array<std::size_t, 1> pixel{0};
  lattice.put_variance(pixel, {}, variance);
  EXPECT_TRUE(std::isnan(variance.of(WeatherVariable::temperature)[6][0]));
}

}  // namespace
}  // namespace minenpp::survey
