#include "survey/mines/tile_mines.h"

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/grid/tile_lattice.h"
#include "survey/mines/mine_join.h"
#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {
namespace {

const model::Grid grid(600000, 4380000, 30, 30, 4, 6, false);

Zone mine_of(const std::string& name, double left, double top, double right, double bottom) {
  Zone zone{ZoneKind::mine, name};
  zone.pixels.add(model::PolygonRaster(
      std::vector<model::Ring>{{{left, top}, {right, top}, {right, bottom}, {left, bottom}}}));
  return zone;
}

/// Mine land in two years on a grid of 4 x 6 pixels:
///   1 1 . . 2 .
///   . b . . . .     1, 2: in the first or second year; b: in both
///   . . . 1 1 .
///   . . . . . .
const std::vector<std::vector<std::uint8_t>> in_years{
    {1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}};

TileMines tile_of(std::int64_t number, const model::Window& window, const model::Grid& whole,
                  const std::vector<Zone>& zones, double min_area_hm2 = 0) {
  std::vector<std::uint8_t> mask;
  std::vector<std::vector<std::uint8_t>> years(2);
  for (auto row = window.row; row < window.row + window.rows; ++row)
    for (auto col = window.col; col < window.col + window.cols; ++col) {
      const auto at = static_cast<std::size_t>(row * whole.cols() + col);
      for (std::size_t year = 0; year < 2; ++year) years[year].push_back(in_years[year][at]);
      mask.push_back(in_years[0][at] | in_years[1][at]);
    }
  std::vector<std::int32_t> labels(mask.size());
  const auto components = model::label_components(mask, window, labels);
  return describe_tile({number, components}, window, labels, years, whole, zones, min_area_hm2);
}

TEST(TileMines, PixelsAndAreasByYear) {
  const auto tile = tile_of(0, grid.window(), grid, {Zone{}});
  ASSERT_EQ(tile.found.components.size(), 3U);
  EXPECT_EQ(tile.found.components[0].pixels, 3);
  EXPECT_EQ(tile.area_m2[0].value(), 2700);
  EXPECT_EQ(tile.of_year[0][0].pixels, 3);
  EXPECT_EQ(tile.of_year[0][1].pixels, 1);
  EXPECT_EQ(tile.of_year[0][1].area_m2.value(), 900);
  EXPECT_EQ(tile.of_year[1][0].pixels, 0);
  EXPECT_EQ(tile.of_year[1][1].pixels, 1);
  EXPECT_EQ(tile.of_year[2][0].pixels, 2);
  EXPECT_TRUE(tile.overlaps.empty());
}

TEST(TileMines, AreasOfAGridInDegreesChangeFromRowToRow) {
  const model::Grid degrees(110, 40, 0.25, 0.25, 4, 6, true);
  const auto tile = tile_of(0, degrees.window(), degrees, {Zone{}});
  model::ExactSum expected;
  expected.add_raw(2 * static_cast<model::Int128>(pixel_area_mm2(degrees, 0)) + pixel_area_mm2(degrees, 1));
  EXPECT_EQ(tile.area_m2[0], expected);
  EXPECT_LT(tile.of_year[1][1].area_m2.value(), tile.of_year[2][0].area_m2.value() / 2);
}

TEST(TileMines, OverlapsWithPolygonsOfMines) {
  auto township = mine_of("T", 0, 0, 6, 4);
  township.kind = ZoneKind::township;
  const std::vector<Zone> zones{Zone{}, mine_of("A", 1, 0, 5, 3), mine_of("B", 5, 3, 6, 4), township};
  const auto tile = tile_of(0, grid.window(), grid, zones);
  ASSERT_EQ(tile.overlaps.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(tile.overlaps[i].component, i);
    EXPECT_EQ(tile.overlaps[i].zone, 1U);
  }
  EXPECT_EQ(tile.overlaps[0].pixels, 2);
  EXPECT_EQ(tile.overlaps[1].pixels, 1);
  EXPECT_EQ(tile.overlaps[2].pixels, 2);
}

TEST(TileMines, TheSameInTiles) {
  const std::vector<Zone> zones{Zone{}, mine_of("A", 1, 0, 5, 3)};
  for (const std::int64_t size : {1, 2, 3, 5}) {
    const model::TileLattice tiles(grid, size);
    std::int64_t pixels = 0, shared = 0;
    model::ExactSum area;
    for (std::int64_t t = 0; t < tiles.count(); ++t) {
      const auto tile = tile_of(t, tiles.window(t), grid, zones);
      for (const auto& years : tile.of_year) pixels += years[0].pixels + years[1].pixels;
      for (const auto& part : tile.area_m2) area.add(part);
      for (const auto& overlap : tile.overlaps) shared += overlap.pixels;
    }
    EXPECT_EQ(pixels, 7) << size;
    EXPECT_EQ(area.value(), 6 * 900) << size;
    EXPECT_EQ(shared, 5) << size;
  }
}

TEST(TileMines, SmallPartsInsideATileAreLeftOut) {
  // Of three, with 3, 1 and 2 pixels of 0.09 hm2, the last alone reaches no edge.
  const auto small = tile_of(0, grid.window(), grid, {mine_of("A", 1, 0, 5, 3)}, 0.19);
  EXPECT_EQ(small.label_of, std::vector<std::int32_t>({1, 2, 0}));
  EXPECT_EQ(small.found.components.size(), 2U);
  EXPECT_EQ(small.area_m2.size(), 2U);
  EXPECT_EQ(small.of_year.size(), 2U);
  EXPECT_EQ(small.overlaps.size(), 2U);
  EXPECT_EQ(tile_of(0, grid.window(), grid, {}, 0.18).label_of, std::vector<std::int32_t>({1, 2, 3}));
  const auto cut = tile_of(0, {0, 0, 3, 6}, grid, {}, 0.19);
  EXPECT_EQ(cut.label_of, std::vector<std::int32_t>({1, 2, 3}));
  EXPECT_EQ(cut.border.bottom, std::vector<std::int32_t>({0, 0, 0, 3, 3, 0}));
}

TEST(TileMines, BordersSurviveTheJourney) {
  const model::TileLattice tiles(grid, 4);
  const auto left = tile_of(0, tiles.window(0), grid, {}), right = tile_of(1, tiles.window(1), grid, {});
  const std::vector<const model::TileBorder*> both{&left.border, &right.border};
  auto bytes = pack_borders(both);
  const auto arrived = unpack_borders(bytes, tiles);
  ASSERT_EQ(arrived.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(arrived[i].tile, both[i]->tile);
    EXPECT_EQ(arrived[i].window, both[i]->window);
    EXPECT_EQ(arrived[i].top, both[i]->top);
    EXPECT_EQ(arrived[i].bottom, both[i]->bottom);
    EXPECT_EQ(arrived[i].left, both[i]->left);
    EXPECT_EQ(arrived[i].right, both[i]->right);
  }
  EXPECT_EQ(model::match_seam(arrived[0], arrived[1]), model::match_seam(left.border, right.border));
  bytes.pop_back();
  EXPECT_THROW((void)unpack_borders(bytes, tiles), model::Error);
  auto elsewhere = left.border;
  elsewhere.tile = 9;
  const std::vector<const model::TileBorder*> none{&elsewhere};
  EXPECT_THROW((void)unpack_borders(pack_borders(none), tiles), model::Error);
  EXPECT_TRUE(unpack_borders({}, tiles).empty());
}

}  // namespace
}  // namespace minenpp::survey
