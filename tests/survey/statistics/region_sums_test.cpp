#include "survey/statistics/region_sums.h"

#include <cmath>
#include <random>
#include <tuple>

#include <gtest/gtest.h>

#include "survey/npp/class_lookup.h"
#include "survey/statistics/pixel_runs.h"

namespace minenpp::survey {
namespace {

const model::Grid grid(600000, 4380000, 30, 20, 40, 50, false);
const std::vector<int> codes{1, 3, 8, 254};
constexpr double pixel_m2 = 600;
const TallyColumns columns{{6, 8}, true};

/// A tile in the middle of the grid: classes of this and the first year, with none and with codes that are in
/// no class table, and NPP with gaps of its own in each column.
struct RandomTile {
  TileInputs inputs;
  NppTile tile;
  std::vector<std::uint8_t> base;

  RandomTile() {
    std::mt19937 random(5);
    inputs.window = {7, 11, 20, 30};
    const auto pixels = static_cast<std::size_t>(inputs.window.size());
    const auto draw_class = [&] {
      const auto draw = random() % 10;
      if (draw == 0) return no_class;
      return draw == 1 ? std::uint8_t{99} : static_cast<std::uint8_t>(codes[draw % codes.size()]);
    };
    for (std::size_t i = 0; i < pixels; ++i) {
      inputs.classes.push_back(draw_class());
      base.push_back(draw_class());
    }
    for (auto* column : {&tile.npp[5], &tile.npp[7], &tile.annual})
      for (std::size_t i = 0; i < pixels; ++i)
        column->push_back(random() % 6 == 0 ? model::no_data
                                            : static_cast<double>(random() % 2000000) / 1000);
  }

  [[nodiscard]] const std::vector<double>& column(std::size_t i) const {
    return i == 0 ? tile.npp[5] : i == 1 ? tile.npp[7] : tile.annual;
  }
};

bool known(std::uint8_t code) {
  return std::ranges::find(codes, code) != codes.end();
}

/// Pixel by pixel into a map of plain sums.
struct BruteForce {
  struct Sum {
    std::int64_t count = 0;
    double npp = 0, squares = 0;
  };
  std::map<std::tuple<CellKey, std::size_t>, Sum> sums;

  void add(const RandomTile& random, std::size_t pixel, CellKey key) {
    const auto land = random.inputs.classes[pixel], base = random.base[pixel];
    if (!known(land)) return;
    key.land_class = land;
    if (key.kind != CellKind::zone) key.base_class = known(base) ? base : 0;
    for (std::size_t column = 0; column < columns.count(); ++column) {
      const double npp = random.column(column)[pixel];
      if (std::isnan(npp)) continue;
      auto& sum = sums[{key, column}];
      ++sum.count;
      sum.npp += npp;
      sum.squares += npp * npp;
    }
  }
};

TEST(RegionSums, OverlappingRegionsAgreeWithPixelByPixelSums) {
  const RandomTile random;
  RegionPixels pixels(grid, codes, columns);
  pixels.set(random.inputs, random.tile, random.base);
  constexpr std::size_t rings = 4;
  RegionSums by_ring(pixels, rings, true), by_class(pixels, 1, false);
  CellTable table(columns.count());
  BruteForce expected;
  std::mt19937 draw(9);
  // Every group takes half of the pixels, and group 2 comes in two parts.
  for (const std::int32_t group : {1, 2, 3, 2}) {
    for (std::size_t pixel = 0; pixel < random.base.size(); ++pixel) {
      if (draw() % 2 == 0) continue;
      const auto ring = draw() % rings;
      by_ring.add(pixel, 1, ring);
      expected.add(random, pixel, {CellKind::per_mine, group, static_cast<std::int32_t>(ring), 0, 0});
      by_class.add(pixel, 1, 0);
      expected.add(random, pixel, {CellKind::zone, group, 0, 0, 0});
    }
    by_ring.flush(CellKind::per_mine, group, table);
    by_class.flush(CellKind::zone, group, table);
  }
  std::size_t found = 0;
  for (const auto& [key, tallies] : table.cells())
    for (std::size_t column = 0; column < columns.count(); ++column) {
      if (tallies[column].count == 0) continue;
      ++found;
      const auto at = expected.sums.find({key, column});
      ASSERT_NE(at, expected.sums.end());
      const auto& sum = at->second;
      const double n = static_cast<double>(sum.count);
      EXPECT_EQ(tallies[column].count, sum.count);
      EXPECT_NEAR(tallies[column].npp.value(), sum.npp, 1e-6 * n);
      EXPECT_NEAR(tallies[column].squares.value(), sum.squares, 1e-2 * n);
      EXPECT_DOUBLE_EQ(tallies[column].area_m2.value(), pixel_m2 * n);
      EXPECT_NEAR(tallies[column].total_tC(), sum.npp * pixel_m2 * 1e-6, 1e-9 * n);
    }
  EXPECT_EQ(found, expected.sums.size());
  EXPECT_GT(found, 100U);
}

TEST(RegionSums, NothingIsLeftAfterFlush) {
  const RandomTile random;
  RegionPixels pixels(grid, codes, columns);
  pixels.set(random.inputs, random.tile, random.base);
  RegionSums sums(pixels, 2, true);
  for (std::size_t pixel = 0; pixel < random.base.size(); ++pixel) sums.add(pixel, 1, 1);
  CellTable once(columns.count()), again(columns.count());
  sums.flush(CellKind::united, 0, once);
  sums.flush(CellKind::united, 0, again);
  EXPECT_FALSE(once.cells().empty());
  EXPECT_TRUE(again.cells().empty());
}

TEST(RegionSums, SquaresAndAreasAreExact) {
  TileInputs inputs;
  NppTile tile;
  inputs.window = {0, 0, 1, 3};
  inputs.classes = {3, 3, 3};
  tile.npp[7] = {1.5, 2000.25, 0.0000004};  // the last rounds to 0
  RegionPixels pixels(grid, codes, {{8}, false});
  pixels.set(inputs, tile, {});
  RegionSums sums(pixels, 1, false);
  for (std::size_t pixel = 0; pixel < 3; ++pixel) sums.add(pixel, 1, 0);
  CellTable table(1);
  sums.flush(CellKind::zone, 4, table);
  const auto& tally = table.find({CellKind::zone, 4, 0, 0, 3})[0];
  EXPECT_EQ(tally.count, 3);
  EXPECT_EQ(tally.npp.raw(), 2'001'750'000);
  EXPECT_EQ(tally.squares.raw(), 2'250'000 + 4'001'000'062'500);
  EXPECT_DOUBLE_EQ(tally.area_m2.value(), 1800);
}

TEST(RegionSums, RunsAndPixelsAloneGiveTheSameSumsAlsoOfLargeValues) {
  for (const double largest : {1.0, 5e6}) {  // the latter's squares do not fit 64 bits by the thousand
    RandomTile random;
    random.tile.npp[7][100] = largest;
    random.tile.annual[101] = largest;
    RegionPixels pixels(grid, codes, columns);
    pixels.set(random.inputs, random.tile, random.base);
    RegionSums by_run(pixels, 3, true), by_pixel(pixels, 3, true);
    const std::size_t count = random.base.size(), cols = 30;
    PixelRuns runs(static_cast<std::int64_t>(cols));
    const auto add = [&](std::size_t first, std::size_t pixels_of_run, std::size_t ring) {
      EXPECT_EQ(first / cols, (first + pixels_of_run - 1) / cols);
      by_run.add(first, pixels_of_run, ring, 1000 + static_cast<std::int64_t>(first / cols / 7), 3);
    };
    for (std::size_t pixel = 0; pixel < count; ++pixel) {
      if (pixel % 11 == 0) continue;
      const auto ring = pixel / 17 % 3;
      runs.add(pixel, ring, add);
      by_pixel.add(pixel, 1, ring, 1000 + static_cast<std::int64_t>(pixel / cols / 7), 3);
    }
    runs.end(add);
    CellTable of_runs(columns.count()), of_pixels(columns.count());
    by_run.flush(CellKind::united, 0, of_runs);
    by_pixel.flush(CellKind::united, 0, of_pixels);
    ASSERT_GT(of_runs.cells().size(), 20U);
    ASSERT_EQ(of_runs.cells().size(), of_pixels.cells().size());
    for (const auto& [key, tallies] : of_runs.cells())
      for (std::size_t column = 0; column < columns.count(); ++column) {
        const auto &run = tallies[column], &pixel = of_pixels.find(key)[column];
        EXPECT_EQ(run.count, pixel.count);
        EXPECT_EQ(run.weight, 3 * run.count);
        EXPECT_EQ(run.weight, pixel.weight);
        EXPECT_EQ(run.npp, pixel.npp);
        EXPECT_EQ(run.squares, pixel.squares);
        EXPECT_EQ(run.area_m2, pixel.area_m2);
        EXPECT_EQ(run.carbon, pixel.carbon);
      }
  }
}

}  // namespace
}  // namespace minenpp::survey
