#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "io/world.h"
#include "survey/stages/npp_counts.h"
#include "survey/statistics/change_tally.h"
#include "survey/statistics/trend_tally.h"

namespace minenpp::survey {
namespace {

using io::world;

constexpr std::size_t zones = 200, classes = 2;
const TallyColumns columns{{7, 8}, true};
const model::Grid grid(600000, 4380000, 30, 30, 1, 4, false);

/// Each rank touches the study area, the zone after its own number, and one it shares with all; the first of
/// several has no tiles, as where it only stores.
std::vector<std::size_t> zones_of(int rank) {
  if (rank == 0 && world().size() > 1) return {};
  return {0, static_cast<std::size_t>(rank) + 1, zones - 1};
}

/// Polygons over the first two pixels of the grid, each where zones_of says that a rank touches it.
ZoneList zone_list(int rank) {
  std::vector<Zone> list(zones);
  for (const auto zone : zones_of(rank))
    if (zone > 0) {
      list[zone].name = std::to_string(zone);
      list[zone].pixels.add(model::PolygonRaster(std::vector<model::Ring>{{{0, 0}, {2, 0}, {2, 1}, {0, 1}}}));
    }
  return ZoneList(std::move(list));
}

void count(int rank, NppCounts& counts) {
  for (const auto zone : zones_of(rank)) {
    counts.tables.zones.at(zone, 2).add_row(rank + 1, 1'000'000 * (rank + 1), 900'000'000, 3);
    counts.tables.zone_effects.at(zone, 1, 2).add(0.5 * (rank + 1));
  }
  counts.tables.classes.at(1, 0).add_row(3, -5, 900'000'000);
  counts.tables.without_weather += rank;
  counts.gridded.pixels += 10;
}

NppCounts empty_counts() {
  NppCounts counts;
  counts.tables = NppTables(classes, zones, columns, true);
  counts.tables.class_effects = {classes, columns.count()};
  counts.tables.zone_effects = {zones, columns.count()};
  return counts;
}

TEST(ZoneTables, CountsOfNppAreThoseOfOneRank) {
  auto own = empty_counts(), expected = empty_counts();
  count(world().rank(), own);
  for (int rank = 0; rank < world().size(); ++rank) count(rank, expected);
  const auto before = own.to_integers();
  own.reduce(world());
  EXPECT_EQ(own.to_integers(), world().is_root() ? expected.to_integers() : before)
      << "the others keep their own";
}

void count(int rank, ChangeTables& tables) {
  if (zones_of(rank).empty()) return;
  const auto list = zone_list(rank);
  tables.periods[0].newly_reclaimed_m2.add(900.0 * rank);
  for (const auto zone : zones_of(rank)) tables.above_mean.at(zone, 1) += rank + 1;
  tables.classes.add(list, grid, grid.window(), std::vector<std::uint8_t>{1, 2, 0, 6}, 1);
  tables.means.add(list, grid.window(), std::vector<double>(4, -1.5 * rank), 2);
}

TEST(ZoneTables, ChangesAreThoseOfOneRank) {
  ChangeTables own(zones, 2, 1, columns), expected(zones, 2, 1, columns);
  count(world().rank(), own);
  for (int rank = 0; rank < world().size(); ++rank) count(rank, expected);
  const auto before = own.to_integers();
  own.reduce(world());
  EXPECT_EQ(own.to_integers(), world().is_root() ? expected.to_integers() : before);
  if (!world().is_root()) return;
  const auto counting = world().size() > 1 ? world().size() - 1 : 1;
  EXPECT_EQ(own.means.count(zones - 1, 2), 2 * counting);
  EXPECT_EQ(own.classes.area_m2(zones - 1, 1, 2).value(), 900.0 * counting);
}

TEST(ZoneTables, TrendsAreThoseOfOneRank) {
  TrendTables own(zones, 1);
  const std::vector<std::uint8_t> codes{1, 1, 3, 0};
  own.areas.add(ZoneList(), grid, grid.window(), codes, 0);
  own.reduce(world());
  const auto ranks = world().is_root() ? world().size() : 1;
  EXPECT_EQ(own.areas.area_m2(0, 0, 1).value(), ranks * 2 * 900.0);
  EXPECT_EQ(own.areas.area_m2(0, 0, 3).value(), ranks * 900.0);
  EXPECT_EQ(own.areas.area_m2(1, 0, 1).value(), 0);
}

}  // namespace
}  // namespace minenpp::survey
