#include "survey/statistics/change_tally.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/error.h"
#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {
namespace {

const model::Grid grid(600000, 4380000, 30, 30, 1, 6, false);
constexpr double pixel_m2 = 900;

TEST(ChangeTally, EveryPixelHasItsClass) {
  const model::ChangeLimits limits;
  ChangeLayer layer;
  compare({50, 50, 0, 20, 20, model::no_data}, {30, 45, 0, 25, 55, 10}, &limits, layer);
  EXPECT_EQ(layer.classes, (std::vector<std::uint8_t>{1, 2, 3, 4, 6, 0}));
  EXPECT_DOUBLE_EQ(layer.difference[4], 35);
  EXPECT_TRUE(std::isnan(layer.difference[5]));
  compare({500}, {700}, nullptr, layer);
  EXPECT_DOUBLE_EQ(layer.difference[0], 200);
  EXPECT_TRUE(layer.classes.empty());
}

TEST(ChangeTally, NewLandIsNewOnly) {
  PeriodTally period;
  const ChangeRules rules{{}, {7, 8, 12}, {9, 10, 11}};
  // newly mined, mined before, reclaimed from a dump, reclaimed before, no class before, nothing
  add_new_land(grid, rules, grid.window(), {3, 7, 12, 10, 0, 2}, {8, 8, 11, 9, 8, 2}, period);
  EXPECT_DOUBLE_EQ(period.newly_mined_m2.value(), pixel_m2);
  EXPECT_DOUBLE_EQ(period.newly_reclaimed_m2.value(), pixel_m2);
}

TEST(ChangeTally, AboveTheMeanIsStrict) {
  Zone township{ZoneKind::township, "t", {}, {}, {}};
  township.pixels.add(model::PolygonRaster(std::vector<model::Ring>{{{0, 0}, {5, 0}, {5, 1}, {0, 1}}}));
  const ZoneList zones({Zone{}, township});
  ChangeTables tables(2, 1, 0, {{8}, false});
  NppTally area;
  area.add_row(2, 2 * model::ExactSum::fixed(30), 900'000'000);
  // Millionths; the township has the first five pixels.
  add_above_mean(
      zones, grid.window(),
      std::vector<std::int64_t>{30'000'000, 30'000'001, 29'000'000, model::no_fixed, 90'000'000, 90'000'000},
      area, 0, 0, tables);
  EXPECT_EQ(tables.above(1, 0, 0), 2);
  const std::vector<std::int64_t> all(6, 90'000'000);
  add_above_mean(zones, grid.window(), all, NppTally{}, 0, 0, tables);
  EXPECT_EQ(tables.above(1, 0, 0), 2) << "an area without pixels has no mean";
}

TEST(ChangeTally, TablesOfRanksAddUp) {
  const TallyColumns columns{{7, 8}, false};
  ChangeTables tables(3, 2, 1, columns), others(3, 2, 1, columns);
  tables.above_mean.at(1, 3) = 5;
  others.above_mean.at(1, 3) = 2;
  others.above_mean.at(2, 0) = 1;
  others.periods[0].newly_mined_m2.add(12.5);
  others.means.add(ZoneList(), grid.window(), std::vector<double>(6, 2.0), 1);
  others.classes.add(ZoneList(), grid, grid.window(), std::vector<std::uint8_t>(6, 4), 1);
  tables.add_integers(others.to_integers());
  EXPECT_EQ(tables.above(1, 1, 1), 7);
  EXPECT_EQ(tables.above(2, 0, 0), 1);
  EXPECT_EQ(tables.above(0, 0, 0), 0);
  EXPECT_DOUBLE_EQ(tables.periods[0].newly_mined_m2.value(), 12.5);
  EXPECT_EQ(tables.means.count(0, tables.mean_column(0, 1)), 6);
  EXPECT_DOUBLE_EQ(tables.classes.area_m2(0, tables.class_column(0, 1), 4).value(), 6 * pixel_m2);
  ChangeTables fewer(2, 2, 1, columns);
  EXPECT_THROW(fewer.add_integers(others.to_integers()), model::Error);
}

TEST(ChangeTally, AMeanBetweenWholeMillionthsIsNotRounded) {
  Zone township{ZoneKind::township, "t", {}, {}, {}};
  township.pixels.add(model::PolygonRaster(std::vector<model::Ring>{{{0, 0}, {6, 0}, {6, 1}, {0, 1}}}));
  const ZoneList zones({Zone{}, township});
  for (const std::int64_t sum : {3, -3}) {  // means of 1.5 and -1.5
    ChangeTables tables(2, 1, 0, {{8}, false});
    NppTally area;
    area.add_row(2, sum, 900'000'000);
    add_above_mean(zones, grid.window(), std::vector<std::int64_t>{-2, -1, 0, 1, 2, model::no_fixed}, area, 0,
                   0, tables);
    EXPECT_EQ(tables.above(1, 0, 0), sum > 0 ? 1 : 4) << sum;
  }
}

}  // namespace
}  // namespace minenpp::survey
