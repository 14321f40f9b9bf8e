#include "survey/statistics/zone_histograms.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace minenpp::survey
