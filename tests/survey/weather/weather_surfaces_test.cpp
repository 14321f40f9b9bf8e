#include "survey/weather/weather_surfaces.h"

#include <cmath>

#include <gtest/gtest.h>

#include "support/golden.h"
#include "survey/weather/surfaces.h"

namespace minenpp::survey {
namespace {

using minenpp::testing::golden_value;
using testing::all_months;
using testing::Planned;

/// The six stations of golden example K1: their August precipitation in every month, and a temperature that
/// is easy.
StationYear k1() {
  StationYear stations;
  stations.year = 2020;
  const std::vector<double> rain{96.0, 104.5, 99.8, 91.2, 102.1, 98.3};
  for (int i = 1; i <= 6; ++i) {
    stations.ids.push_back("s" + std::to_string(i));
    stations.positions.push_back(
        {golden_value("K1.x" + std::to_string(i)), golden_value("K1.y" + std::to_string(i)), 0});
  }
  for (std::size_t month = 0; month < 12; ++month) {
    stations.values[0][month].assign(6, static_cast<double>(month));
    stations.values[1][month] = rain;
    stations.values[2][month] = {500, 510, 520, 505, 515, 525};
  }
  return stations;
}

WeatherBatch at_target(const WeatherSurfaces& surfaces) {
  model::BatchPositions at;
  at.x.setConstant(golden_value("K1.x0"));
  at.y.setConstant(golden_value("K1.y0"));
  WeatherBatch weather;
  WeatherSurfaces::Workspace workspace;
  surfaces.evaluate(at, weather, workspace);
  return weather;
}

TEST(WeatherSurfaces, MeetsTheGoldenEstimateAndKeepsConstants) {
  KernelCache cache({}, model::Geometry::plane);
  const Planned surfaces(k1(), {}, all_months(), cache);
  const auto weather = at_target(surfaces.surfaces);
  for (std::size_t month = 0; month < 12; ++month) {
    EXPECT_NEAR(weather.of(WeatherVariable::precipitation)[month][5], golden_value("K1.est"), 1e-8);
    EXPECT_DOUBLE_EQ(weather.of(WeatherVariable::temperature)[month][63], static_cast<double>(month));
  }
}

TEST(WeatherSurfaces, OneFactorisationServesAllVariablesMonthsAndYears) {
  KernelCache cache({}, model::Geometry::plane);
  const Planned first(k1(), {}, all_months(), cache);
  EXPECT_EQ(cache.size(), 1u);
  auto next = k1();
  next.year = 2021;
  const Planned second(next, {}, all_months(), cache);
  EXPECT_EQ(cache.size(), 1u);
  next.values[1][3][2] = model::no_data;
  const Planned with_a_gap(next, {}, all_months(), cache);
  EXPECT_EQ(cache.size(), 2u) << "a missing datum defines another set of stations";
}

TEST(WeatherSurfaces, MonthsWithoutDataStayEmpty) {
  KernelCache cache({}, model::Geometry::plane);
  auto stations = k1();
  stations.values[1][0].assign(6, model::no_data);
  model::MonthMask august{};
  august[7] = true;
  const Planned surfaces(stations, {}, august, cache);
  const auto weather = at_target(surfaces.surfaces);
  EXPECT_TRUE(weather.of(WeatherVariable::precipitation)[0].isNaN().all());
  EXPECT_TRUE(weather.of(WeatherVariable::radiation)[0].isNaN().all());
  EXPECT_FALSE(weather.of(WeatherVariable::radiation)[7].isNaN().any());
}

TEST(WeatherSurfaces, PrecipitationIsNeverNegative) {
  KernelCache cache({}, model::Geometry::plane);
  auto stations = k1();
  stations.values[1][6] = {0, 0, 0.1, 0, 0, 50};
  const Planned surfaces(stations, {}, all_months(), cache);
  model::BatchPositions at;
  for (int lane = 0; lane < model::batch_size; ++lane) {
    at.x[lane] = 595000 + 300 * lane;
    at.y[lane] = 4343000 + 200 * lane;
  }
  WeatherBatch weather;
  WeatherSurfaces::Workspace workspace;
  surfaces.surfaces.evaluate(at, weather, workspace);
  EXPECT_GE(weather.of(WeatherVariable::precipitation)[6].minCoeff(), 0);
}

/// Greatest continuity to the north and half of it to the east is the plane drawn twice as wide.
TEST(WeatherSurfaces, AnisotropyIsAWiderPlane) {
  KernelCache cache({}, model::Geometry::plane), wide_cache({}, model::Geometry::plane);
  WeatherRules rules;
  rules.anisotropy = {0, 0.5};
  auto stretched = k1(), wide = k1();
  for (auto& position : stretched.positions) position = rules.anisotropy.stretched(position);
  for (auto& position : wide.positions) position.x *= 2;
  const Planned anisotropic(stretched, rules, all_months(), cache);
  const Planned plain(wide, {}, all_months(), wide_cache);
  model::BatchPositions at;
  at.x.setConstant(golden_value("K1.x0"));
  at.y.setConstant(golden_value("K1.y0"));
  WeatherBatch a, b;
  WeatherSurfaces::Workspace workspace, wide_workspace;
  anisotropic.surfaces.evaluate(at, a, workspace);
  at.x *= 2;
  plain.surfaces.evaluate(at, b, wide_workspace);
  const auto rain = WeatherVariable::precipitation;
  EXPECT_NEAR(a.of(rain)[6][0], b.of(rain)[6][0], 1e-9);
  EXPECT_GT(std::abs(a.of(rain)[6][0] - golden_value("K1.est")), 0.01) << "nothing was stretched";
}

}  // namespace
}  // namespace minenpp::survey
