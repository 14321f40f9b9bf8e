#include "survey/statistics/tile_change.h"

#include <map>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

const model::Grid grid(600000, 4380000, 30, 30, 1, 2, false);

TileInputs inputs_of(std::uint8_t land) {
  TileInputs inputs;
  inputs.window = grid.window();
  inputs.classes = {land, land};
  return inputs;
}

/// August of every year but `only_july`.
NppTile npp_of(double first, double second, bool only_july = false) {
  NppTile tile;
  tile.npp[only_july ? 6 : 7] = {first, second};
  return tile;
}

TEST(TileChange, ComparesAnyTwoYears) {
  const ZoneList zones;
  const TallyColumns columns{{7, 8}, false};
  const std::vector<ChangePeriod> periods{{0, 3}, {0, 1}, {1, 3}, {2, 3}};
  TileChange change(grid, zones, {{}, {8}, {9}}, columns, periods, 4);
  ChangeTables tables(1, 4, periods.size(), columns);
  std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> layers;
  const auto take = [&](std::size_t period, std::size_t column, const ChangeLayer& layer) {
    layers[{period, column}] = layer.difference;
  };
  for (int tile = 0; tile < 2; ++tile) {
    change.add(0, inputs_of(3), npp_of(50, 40), tables, take);
    change.add(1, inputs_of(8), npp_of(10, 45), tables, take);
    change.add(2, inputs_of(8), npp_of(1, 1, true), tables, take);
    change.add(3, inputs_of(9), npp_of(20, 90), tables, take);
  }
  ASSERT_EQ(layers.size(), 3U) << "2 to 3 have no month in common";
  EXPECT_EQ((layers[{0, 1}]), (std::vector<double>{-30, 50}));
  EXPECT_EQ((layers[{1, 1}]), (std::vector<double>{-40, 5}));
  EXPECT_EQ((layers[{2, 1}]), (std::vector<double>{10, 45}));
  EXPECT_DOUBLE_EQ(tables.means.mean(0, tables.mean_column(0, 1)), 10);
  EXPECT_EQ(tables.means.count(0, tables.mean_column(0, 0)), 0);
  EXPECT_DOUBLE_EQ(tables.classes.share_percent(0, tables.class_column(2, 1), 4), 50);
  EXPECT_DOUBLE_EQ(tables.classes.share_percent(0, tables.class_column(2, 1), 6), 50);
  EXPECT_DOUBLE_EQ(tables.periods[1].newly_mined_m2.value(), 4 * 900);
  EXPECT_DOUBLE_EQ(tables.periods[0].newly_mined_m2.value(), 0);
  EXPECT_DOUBLE_EQ(tables.periods[0].newly_reclaimed_m2.value(), 4 * 900);
}

TEST(TileChange, AnnualSumsHaveNoClasses) {
  const ZoneList zones;
  const TallyColumns columns{{8}, true};
  TileChange change(grid, zones, {}, columns, {{0, 1}}, 2);
  ChangeTables tables(1, 2, 1, columns);
  auto earlier = npp_of(1, 2), later = npp_of(2, 2);
  earlier.annual = {100, 200};
  later.annual = {300, 250};
  std::vector<bool> with_classes;
  const auto take = [&](std::size_t, std::size_t, const ChangeLayer& layer) {
    with_classes.push_back(!layer.classes.empty());
  };
  change.add(0, inputs_of(3), earlier, tables, take);
  change.add(1, inputs_of(3), later, tables, take);
  EXPECT_EQ(with_classes, (std::vector<bool>{true, false}));
  EXPECT_DOUBLE_EQ(tables.means.mean(0, tables.mean_column(0, 1)), 125);
}

}  // namespace
}  // namespace minenpp::survey
