#include "survey/statistics/change_tally.h"

#include <gtest/gtest.h>

#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {
namespace {

const model::Grid grid(600000, 4380000, 30, 30, 1, 6, false);
constexpr double pixel_m2 = 900;

TileInputs inputs_of(std::vector<std::uint8_t> classes) {
  TileInputs inputs;
  inputs.window = grid.window();
  inputs.classes = std::move(classes);
  return inputs;
}

NppTile august(std::vector<double> npp) {
  NppTile tile;
  tile.npp[7] = std::move(npp);
  return tile;
}

TEST(ChangeTally, CountsEveryPixelInItsClass) {
  PeriodTally period;
  period.change_area_m2.resize(1);
  const auto classes = inputs_of({1, 1, 1, 1, 1, 1});
  add_change(grid, {}, {8}, classes, august({50, 50, 0, 20, 20, model::no_data}), classes,
             august({30, 45, 0, 25, 55, 10}), period);
  const std::vector<double> expected{1, 1, 1, 1, 0, 1};
  for (std::size_t i = 0; i < 6; ++i)
    EXPECT_DOUBLE_EQ(period.change_area_m2[0][i].value(), expected[i] * pixel_m2) << i;
}

TEST(ChangeTally, NewLandIsNewOnly) {
  PeriodTally period;
  const ChangeRules rules{{}, {7, 8, 12}, {9, 10, 11}};
  // newly mined, mined before, reclaimed from a dump, reclaimed before, no class before, nothing
  add_change(grid, rules, {}, inputs_of({3, 7, 12, 10, 0, 2}), {}, inputs_of({8, 8, 11, 9, 8, 2}), {},
             period);
  EXPECT_DOUBLE_EQ(period.newly_mined_m2.value(), pixel_m2);
  EXPECT_DOUBLE_EQ(period.newly_reclaimed_m2.value(), pixel_m2);
}

TEST(ChangeTally, AboveTheMeanIsStrict) {
  Zone township{ZoneKind::township, "t", {}, {}, {}};
  township.pixels.add(model::PolygonRaster(std::vector<model::Ring>{{{0, 0}, {5, 0}, {5, 1}, {0, 1}}}));
  const std::vector<Zone> zones{Zone{}, township};
  ChangeTables tables(2, 1, 1);
  NppTally area;
  area.add_row(2, 2 * model::ExactSum::fixed(30), 900'000'000);
  add_above_mean(zones, grid.window(), {30, 30.0001, 29, model::no_data, 90, 90}, area, 0, 0, tables);
  EXPECT_EQ(tables.above(1, 0, 0), 2);
  add_above_mean(zones, grid.window(), {30, 31, 29, 1, 90, 90}, NppTally{}, 0, 0, tables);
  EXPECT_EQ(tables.above(1, 0, 0), 2);
}

}  // namespace
}  // namespace minenpp::survey
