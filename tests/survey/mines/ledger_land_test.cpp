#include "survey/mines/ledger_land.h"

#include <gtest/gtest.h>

#include "survey/npp/class_lookup.h"

namespace minenpp::survey {
namespace {

constexpr std::int64_t mm2 = 900'000'000;

/// One row of eight pixels without any NPP: pit, reclaimed forest and land without a class in the mine; then,
/// in its rings, kept forest, forest that is a pit now, forest without a class now, land without a class
/// then, and water.
class LedgerLandTest : public ::testing::Test {
 protected:
  LedgerLandTest() {
    catalogue.grid.grid = grid;
    catalogue.years.resize(1);
    catalogue.science.mined_classes = {8};
    catalogue.science.reclaimed_classes = {10};
    for (const int code : {1, 4, 8, 10}) {
      auto& land_class = catalogue.classes.emplace_back();
      land_class.code = code;
      land_class.vegetated = code == 1 || code == 10;
    }
    inputs.window = grid.window();
    inputs.classes = {8, 10, no_class, 1, 8, no_class, 1, 4};
  }

  void add(LedgerLand& land) {
    RegionPixels pixels(grid, {1, 4, 8, 10}, {{8}, false});
    NppTile tile;
    pixels.set(inputs, tile, std::vector<std::uint8_t>{1, 1, 1, 1, 1, 1, no_class, 4});
    const RingRegion mine{CellKind::per_mine, 5, {{0, 3, 0}, {3, 5, 1}}},
        united{CellKind::united, 0, {{0, 3, 0}}}, nearest{CellKind::nearest, 5, {{0, 3, 0}, {3, 5, 1}}};
    land.add(0, pixels, std::vector{united, mine}, std::vector{nearest});
  }

  model::Grid grid{600000, 4380000, 30, 30, 1, 8, false};
  Catalogue catalogue;
  TileInputs inputs;
};

TEST_F(LedgerLandTest, MeasuresLandWithoutNpp) {
  LedgerLand land(catalogue);
  add(land);
  const auto& table = land.tables[0];
  EXPECT_EQ(table.area_m2(5, LandPart::whole), 3 * 900);
  EXPECT_EQ(table.area_m2(5, LandPart::reclaimed), 900);
  EXPECT_EQ(table.area_m2(5, LandPart::unreclaimed), 900);
  EXPECT_EQ(table.area_m2(5, LandPart::rings), 3 * 900) << "what has kept its class, or may have";
  EXPECT_EQ(table.area_m2(1, LandPart::whole), 0);
}

TEST_F(LedgerLandTest, TablesAddUp) {
  LedgerLand land(catalogue);
  add(land);
  LandTable twice = land.tables[0];
  twice.add_integers(land.tables[0].to_integers());
  EXPECT_EQ(twice.area_m2(5, LandPart::rings), 6 * 900);
  twice.add(6, LandPart::whole, mm2);
  EXPECT_EQ(twice.area_m2(6, LandPart::whole), 900);
  EXPECT_THROW(twice.add_integers(std::vector<std::int64_t>{1, 2}), std::exception);
}

}  // namespace
}  // namespace minenpp::survey
