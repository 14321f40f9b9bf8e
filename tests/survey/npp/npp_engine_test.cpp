#include "survey/npp/npp_engine.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "support/golden.h"
#include "survey/weather/surfaces.h"

namespace minenpp::survey {
namespace {

using minenpp::testing::golden_value;
using testing::all_months;
using testing::exact;

constexpr std::array temperature{-10.5, -6.5, 0.5, 8.5, 15.2, 19.3, 21.0, 19.1, 13.5, 6.8, -1.8, -8.6};
constexpr std::array precipitation{2., 4., 9., 18., 32., 58., 105., 112., 60., 25., 9., 2.};
constexpr std::array radiation{290., 340., 470., 560., 650., 640., 610., 540., 450., 390., 290., 250.};
constexpr std::array<std::int16_t, 12> ndvi{1000, 1000, 1200, 1800, 2600, 3600,
                                            4800, 5200, 4200, 2800, 1500, 1100};

/// One station, so that every pixel has the weather of golden example E.
StationYear one_station() {
  StationYear stations;
  stations.ids = {"s"};
  stations.positions = {{600000, 4380000, 0}};
  for (std::size_t month = 0; month < 12; ++month) {
    stations.values[0][month] = {temperature[month]};
    stations.values[1][month] = {precipitation[month]};
    stations.values[2][month] = {radiation[month]};
  }
  return stations;
}

/// Grassland with the published bounds, as in example E; class 8 grows nothing.
ClassLookup classes() {
  auto table = model::default_land_classes();
  std::vector<model::NdviBounds> bounds(table.size());
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table[i].vegetated) bounds[i] = {0.023, 0.634, 1000, model::BoundsOrigin::table};
  return {table, bounds};
}

class NppEngineTest : public ::testing::Test {
 protected:
  NppEngineTest() : cache_({}, model::Geometry::plane), planned_(one_station(), {}, all_months(), cache_) {}

  io::StudyGrid grid_{model::Grid(600000, 4380000, 30, 30, 20, 10, false), io::Crs::from_text("EPSG:32649")};
  KernelCache cache_;
  testing::Planned planned_;
};

TileInputs year_of(std::size_t pixels) {
  TileInputs inputs;
  inputs.window = {0, 0, static_cast<std::int64_t>(pixels) / 10, 10};
  inputs.classes.assign(pixels, 3);
  for (std::size_t month = 0; month < 12; ++month) inputs.ndvi[month].assign(pixels, ndvi[month]);
  return inputs;
}

TEST_F(NppEngineTest, MeetsTheGoldenYear) {
  model::CasaOptions options;
  options.mode = model::SurveyMode::full_year;
  NppEngine engine(grid_, options, 2020, all_months(), classes(), exact(planned_.surfaces));
  NppTile tile;
  engine.compute(year_of(200), {}, false, tile);
  for (const std::size_t pixel : {0u, 63u, 64u, 199u}) {
    for (int month = 1; month <= 12; ++month) {
      const auto id = "E." + std::string(month < 10 ? "0" : "") + std::to_string(month) + ".NPP";
      EXPECT_NEAR(tile.npp[static_cast<std::size_t>(month - 1)][pixel], golden_value(id), 1e-7) << pixel;
    }
    EXPECT_NEAR(tile.annual[pixel], golden_value("E.annual"), 1e-6);
  }
  EXPECT_TRUE(tile.water.empty());
}

TEST_F(NppEngineTest, ImagedMonthComputesThatMonthAlone) {
  model::MonthMask august{};
  august[7] = true;
  NppEngine engine(grid_, {}, 2020, august, classes(), exact(planned_.surfaces));
  auto inputs = year_of(100);
  for (std::size_t month = 0; month < 12; ++month)
    if (month != 7) inputs.ndvi[month].clear();
  NppTile tile;
  engine.compute(inputs, {}, false, tile);
  EXPECT_NEAR(tile.npp[7][42], golden_value("E.aug_only"), 1e-7);
  EXPECT_TRUE(tile.npp[6].empty());
  EXPECT_TRUE(tile.annual.empty());
}

TEST_F(NppEngineTest, NoClassAndNoNdviAreNoDataAndAPitIsZero) {
  model::MonthMask august{};
  august[7] = true;
  NppEngine engine(grid_, {}, 2020, august, classes(), exact(planned_.surfaces));
  auto inputs = year_of(100);
  inputs.classes[0] = no_class;
  inputs.ndvi[7][1] = no_ndvi;
  inputs.classes[2] = 8;
  inputs.classes[3] = 77;
  NppTile tile;
  engine.compute(inputs, {}, false, tile);
  EXPECT_TRUE(std::isnan(tile.npp[7][0]));
  EXPECT_TRUE(std::isnan(tile.npp[7][1]));
  EXPECT_EQ(tile.npp[7][2], 0);
  EXPECT_TRUE(std::isnan(tile.npp[7][3])) << "a code without a class is no data, not zero";
}

TEST_F(NppEngineTest, WaterGoesOnFromYearToYear) {
  model::CasaOptions options;
  options.mode = model::SurveyMode::full_year;
  options.water_stress = model::WaterStress::bucket;
  NppEngine engine(grid_, options, 2020, all_months(), classes(), exact(planned_.surfaces));
  NppTile first, second;
  engine.compute(year_of(100), {}, true, first);
  ASSERT_FALSE(first.water.empty());
  WaterTile full = first.water;
  full.soil_water_mm.assign(full.soil_water_mm.size(), 405);
  engine.compute(year_of(100), full, true, second);
  EXPECT_GT(second.annual[0], first.annual[0]) << "a wet start of the year grows more";
}

TEST_F(NppEngineTest, HandsOverTheWeatherOfSurveyedMonthsOnRequest) {
  model::MonthMask months{};
  months[6] = months[7] = true;
  NppEngine engine(grid_, {}, 2020, months, classes(), exact(planned_.surfaces));
  auto inputs = year_of(100);
  inputs.classes[5] = no_class;
  NppTile tile;
  engine.compute(inputs, {}, false, tile);
  for (const auto& variable : tile.weather)
    for (const auto& column : variable) EXPECT_TRUE(column.empty()) << "nobody asked";
  engine.hand_over_weather();
  engine.compute(inputs, {}, false, tile);
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (std::size_t column = 0; column < 13; ++column)
      EXPECT_EQ(tile.weather[variable][column].size(), column == 6 || column == 7 ? 100u : 0u);
  EXPECT_NEAR(tile.weather[0][6][99], temperature[6], 1e-9);
  EXPECT_NEAR(tile.weather[1][7][0], precipitation[7], 1e-9);
  EXPECT_NEAR(tile.weather[2][7][64], radiation[7], 1e-9);
  EXPECT_TRUE(std::isnan(tile.weather[0][7][5]));
}

TEST_F(NppEngineTest, HandsOverTheYearOfFullYears) {
  model::CasaOptions options;
  options.mode = model::SurveyMode::full_year;
  NppEngine engine(grid_, options, 2020, all_months(), classes(), exact(planned_.surfaces));
  engine.hand_over_weather();
  NppTile tile;
  engine.compute(year_of(100), {}, false, tile);
  const auto sum = [](const auto& months) { return std::accumulate(months.begin(), months.end(), 0.0); };
  EXPECT_NEAR(tile.weather[0][12][70], sum(temperature) / 12, 1e-9);
  EXPECT_NEAR(tile.weather[1][12][70], sum(precipitation), 1e-9);
  EXPECT_NEAR(tile.weather[2][12][70], sum(radiation), 1e-9);
  EXPECT_TRUE(tile.weather[0][7].empty());
}

TEST_F(NppEngineTest, APixelDoesNotDependOnItsNeighbours) {
  model::CasaOptions options;
  options.mode = model::SurveyMode::full_year;
  NppEngine engine(grid_, options, 2020, all_months(), classes(), exact(planned_.surfaces));
  auto crowded = year_of(200), alone = year_of(200);
  for (std::size_t i = 0; i < 200; ++i) {
    crowded.ndvi[6][i] = static_cast<std::int16_t>(2000 + 20 * i);
    alone.ndvi[6][i] = crowded.ndvi[6][i];
    if (i != 137) alone.classes[i] = no_class;
  }
  NppTile a, b;
  engine.compute(crowded, {}, false, a);
  engine.compute(alone, {}, false, b);
  EXPECT_EQ(a.npp[6][137], b.npp[6][137]);
  EXPECT_EQ(a.annual[137], b.annual[137]);
}

}  // namespace
}  // namespace minenpp::survey
