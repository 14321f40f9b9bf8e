#include "survey/statistics/zone_histograms.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/grid/tile_lattice.h"

namespace minenpp::survey {
namespace {

TEST(ZoneHistograms, QuantilesAreThoseOfTheSortedValuesToHalfAStep) {
  const model::Grid grid(0, 3000, 30, 30, 100, 100, false);
  const TallyColumns columns{{8}, true};
  TileInputs inputs;
  inputs.window = {0, 0, 100, 100};
  inputs.classes.assign(10000, 3);
  NppTile tile;
  std::mt19937_64 random(5);
  for (int i = 0; i < 10000; ++i) {
    const double npp = 90 * std::pow(static_cast<double>(random() >> 11) * 0x1p-53, 2);
    tile.npp[7].push_back(i % 7 == 0 ? model::no_data : npp);
    tile.annual.push_back(tile.npp[7].back() * 6);
  }
  RegionPixels pixels(grid, {3}, columns);
  pixels.set(inputs, tile, inputs.classes);
  ZoneHistograms histograms(1, columns, 1);
  histograms.add(pixels, ZoneList());

  auto sorted = tile.npp[7];
  std::erase_if(sorted, [](double value) { return std::isnan(value); });
  std::ranges::sort(sorted);
  for (const double probability : ZoneHistograms::probabilities) {
    const auto rank =
        static_cast<std::size_t>(std::ceil(probability * static_cast<double>(sorted.size()))) - 1;
    EXPECT_NEAR(histograms.quantile(0, 0, probability), sorted[rank], 0.0501) << probability;
    EXPECT_NEAR(histograms.quantile(0, 1, probability), 6 * sorted[rank], 0.501) << probability;
  }
  EXPECT_TRUE(std::isnan(histograms.quantile(1, 0, 0.5)));
  EXPECT_TRUE(std::isnan(ZoneHistograms(1, columns, 1).quantile(0, 0, 0.5)));
}

std::vector<model::Window> all_windows(const model::Grid& grid, std::int64_t size) {
  const model::TileLattice tiles(grid, size);
  std::vector<model::Window> windows;
  for (std::int64_t tile = 0; tile < tiles.count(); ++tile) windows.push_back(tiles.window(tile));
  return windows;
}

/// Pixels of no NPP beside others, in the study area and in a zone, added in tiles or at once.
std::vector<std::int64_t> histograms_in_tiles(std::int64_t size, std::int64_t edge) {
  const model::Grid grid(0, 3000, 30, 30, edge, edge, false);
  const TallyColumns columns{{8}, true};
  Zone zone{ZoneKind::mine, "m", {}, {}, {}};
  zone.pixels.add(model::PolygonRaster(std::vector<model::Ring>{{{2, 1}, {50, 1}, {50, 90}, {2, 30}}}));
  const ZoneList zones({Zone{}, zone});
  ZoneHistograms histograms(2, columns, 1);
  RegionPixels pixels(grid, {3}, columns);
  for (const auto& window : all_windows(grid, size)) {
    TileInputs inputs;
    inputs.window = window;
    NppTile tile;
    for (std::int64_t i = 0; i < window.size(); ++i) {
      const auto row = window.row + i / window.cols, col = window.col + i % window.cols;
      const auto noise = static_cast<double>((row * 31 + col * 17) % 23);
      inputs.classes.push_back(3);
      tile.npp[7].push_back(col > 40 ? 0 : row % 11 == 0 ? model::no_data : noise / 7);
      tile.annual.push_back(tile.npp[7].back() * 6);
    }
    pixels.set(inputs, tile, inputs.classes);
    histograms.add(pixels, zones);
  }
  return histograms.to_integers();
}

TEST(ZoneHistograms, AreTheSameInAnyTiles) {
  const auto whole = histograms_in_tiles(100, 100);
  std::int64_t of_study_area = 0;
  for (std::size_t i = 0; i < whole.size(); i += 3)
    if (whole[i] == 0) of_study_area += whole[i + 2];
  // 41 of 100 columns have a gap in every eleventh of 100 rows.
  EXPECT_EQ(of_study_area, 10000 - 41 * 10);
  EXPECT_EQ(histograms_in_tiles(7, 100), whole);
  EXPECT_EQ(histograms_in_tiles(64, 100), whole);
}

TEST(ZoneHistograms, WhatIsToldAddsUp) {
  const TallyColumns columns{{8}, true};
  ZoneHistograms histograms(2, columns, 1);
  const std::vector<std::int64_t> told{0, 0, 4, 1, 20, 2, 3, 1, 1};
  histograms.add_integers(told);
  EXPECT_EQ(histograms.to_integers(), told);
  EXPECT_DOUBLE_EQ(histograms.quantile(0, 0, 0.5), 0);
  EXPECT_DOUBLE_EQ(histograms.quantile(0, 1, 0.5), 20);
  EXPECT_DOUBLE_EQ(histograms.quantile(1, 1, 0.5), 1);
  histograms.add_integers(told);
  EXPECT_EQ(histograms.to_integers(), (std::vector<std::int64_t>{0, 0, 8, 1, 20, 4, 3, 1, 2}));
  EXPECT_THROW(histograms.add_integers(std::vector<std::int64_t>{4, 0, 1}), model::Error);
  EXPECT_THROW(histograms.add_integers(std::vector<std::int64_t>{0, -1, 1}), model::Error);
}

}  // namespace
}  // namespace minenpp::survey
