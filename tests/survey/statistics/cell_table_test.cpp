#include "survey/statistics/cell_table.h"

#include <cmath>

#include <gtest/gtest.h>

#include "mpi/session.h"

namespace minenpp::survey {
namespace {

constexpr double pixel_m2 = 900;

/// Adds a pixel to one column of a cell.
void add(CellTable& table, const CellKey& key, std::size_t column, double npp) {
  CellTally pixel;
  pixel.count = pixel.weight = 1;
  pixel.npp.add(npp);
  pixel.squares.add(npp * npp);
  pixel.area_m2.add(pixel_m2);
  pixel.carbon.add(npp, model::ExactSum::fixed(pixel_m2));
  table.at(key)[column].add(pixel);
}

/// Two columns; cells that differ in one part of the key each.
CellTable some_cells() {
  CellTable table(2);
  add(table, {CellKind::nearest, 2, 1, 3, 3}, 0, 10);
  add(table, {CellKind::nearest, 2, 1, 3, 3}, 0, 20);
  add(table, {CellKind::nearest, 2, 1, 3, 3}, 1, 100);
  add(table, {CellKind::nearest, 2, 1, 3, 8}, 0, 3);
  add(table, {CellKind::nearest, 2, 1, 0, 8}, 0, 5);
  add(table, {CellKind::nearest, 2, 2, 3, 3}, 0, 1000);
  add(table, {CellKind::nearest, 3, 1, 3, 3}, 0, 2000);
  add(table, {CellKind::per_mine, 2, 1, 3, 3}, 0, 4000);
  add(table, {CellKind::zone, 2, 0, 0, 3}, 0, -1.5);
  return table;
}

TEST(CellTally, MeanSpreadAreaAndCarbon) {
  CellTable table(1);
  for (const double npp : {2., 4., 9.}) add(table, {}, 0, npp);
  const auto& tally = table.find({})[0];
  EXPECT_DOUBLE_EQ(tally.mean(), 5);
  EXPECT_DOUBLE_EQ(tally.standard_deviation(), std::sqrt((9. + 1. + 16.) / 2));
  EXPECT_DOUBLE_EQ(tally.area_hm2(), 0.27);
  EXPECT_DOUBLE_EQ(tally.total_tC(), 15 * 900e-6);
}

TEST(CellTally, NoSpreadOfOnePixelAndNoMeanOfNone) {
  CellTable table(1);
  EXPECT_TRUE(std::isnan(table.at({})[0].mean()));
  EXPECT_TRUE(std::isnan(table.at({})[0].standard_deviation()));
  EXPECT_EQ(table.at({})[0].total_tC(), 0);
  add(table, {}, 0, 7);
  EXPECT_TRUE(std::isnan(table.find({})[0].standard_deviation()));
  add(table, {}, 0, 7);
  EXPECT_EQ(table.find({})[0].standard_deviation(), 0);
}

TEST(CellTable, FindsOnlyWhatIsThere) {
  const auto table = some_cells();
  EXPECT_EQ(table.cells().size(), 7U);
  ASSERT_EQ(table.find({CellKind::nearest, 2, 1, 3, 3}).size(), 2U);
  EXPECT_EQ(table.find({CellKind::nearest, 2, 1, 3, 3})[0].count, 2);
  EXPECT_EQ(table.find({CellKind::nearest, 2, 1, 3, 3})[1].count, 1);
  EXPECT_EQ(table.find({CellKind::zone, 2, 0, 0, 3})[1].count, 0);
  EXPECT_TRUE(table.find({CellKind::united, 2, 1, 3, 3}).empty());
  EXPECT_TRUE(table.find({CellKind::nearest, 2, 1, 3, 7}).empty());
}

TEST(CellTable, SumsOneKindGroupAndRing) {
  const auto table = some_cells();
  EXPECT_DOUBLE_EQ(table.sum(CellKind::nearest, 2, 1, 0).npp.value(), 38);
  EXPECT_EQ(table.sum(CellKind::nearest, 2, 1, 0).count, 4);
  EXPECT_DOUBLE_EQ(table.sum(CellKind::nearest, 2, 1, 1).npp.value(), 100);
  EXPECT_DOUBLE_EQ(table.sum(CellKind::nearest, 2, 2, 0).npp.value(), 1000);
  EXPECT_DOUBLE_EQ(table.sum(CellKind::zone, 2, 0, 0).npp.value(), -1.5);
  EXPECT_EQ(table.sum(CellKind::nearest, 1, 1, 0).count, 0);
  const auto kept = [](const CellKey& key) { return key.base_class == key.land_class; };
  EXPECT_DOUBLE_EQ(table.sum(CellKind::nearest, 2, 1, 0, kept).npp.value(), 30);
}

/// The table goes through integers between ranks; alone it stays as it is. (The one MPI session of this
/// program.)
TEST(CellTable, GatherKeepsTheTableOfOneRank) {
  const mpi::Session session;
  auto table = some_cells();
  const auto before = some_cells();
  table.gather(session.world());
  ASSERT_EQ(table.cells().size(), before.cells().size());
  for (const auto& [key, tallies] : before.cells()) {
    const auto found = table.find(key);
    ASSERT_EQ(found.size(), 2U);
    for (std::size_t column = 0; column < 2; ++column) {
      EXPECT_EQ(found[column].count, tallies[column].count);
      EXPECT_EQ(found[column].npp, tallies[column].npp);
      EXPECT_EQ(found[column].squares, tallies[column].squares);
      EXPECT_EQ(found[column].area_m2, tallies[column].area_m2);
      EXPECT_EQ(found[column].carbon, tallies[column].carbon);
    }
  }
}

}  // namespace
}  // namespace minenpp::survey
