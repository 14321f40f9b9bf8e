#include "survey/statistics/tile_correlations.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/climate/batch_map.h"
#include "model/stats/correlation.h"

namespace minenpp::survey {
namespace {

constexpr std::size_t years = 7;

/// NPP (first) and weather of a tile's pixels by year.
using Values = std::array<std::vector<std::vector<double>>, 4>;

Values made_up(std::size_t pixels, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(1, 30);
  Values values;
  for (auto& variable : values) {
    variable.assign(years, std::vector<double>(pixels));
    for (auto& year : variable)
      for (auto& value : year) value = uniform(random);
  }
  return values;
}

std::vector<double> series(const Values& values, std::size_t variable, std::size_t pixel) {
  std::vector<double> of_pixel;
  for (const auto& year : values[variable]) of_pixel.push_back(year[pixel]);
  return of_pixel;
}

void expect_correlations(const Values& values, std::size_t pixels, const CorrelationLayers& layers) {
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    const auto npp = series(values, 0, pixel);
    for (std::size_t v = 0; v < 3; ++v) {
      const auto weather = series(values, v + 1, pixel);
      const auto first = series(values, (v + 1) % 3 + 1, pixel),
                 second = series(values, (v + 2) % 3 + 1, pixel);
      const std::array<std::span<const double>, 2> others{first, second};
      EXPECT_EQ(layers.simple[v].at(pixel), model::correlation(npp, weather).r);
      EXPECT_EQ(layers.partial[v].at(pixel), model::partial_correlation(npp, weather, others).r);
    }
  }
}

/// Bit for bit what the series give, also when a larger tile came before and years come backwards.
TEST(TileCorrelations, AgreesWithTheSeriesOfAMonth) {
  TileCorrelations tiles(years, {{7, 8}, false});
  CorrelationLayers layers;
  for (const std::size_t pixels : {5U, 2U, 3U}) {
    auto values = made_up(pixels, static_cast<unsigned>(pixels));
    values[0][2][1] = model::no_data;
    for (std::size_t year = years; year-- > 0;) {
      NppTile tile;
      tile.npp[7] = values[0][year];
      for (std::size_t v = 0; v < 3; ++v) tile.weather[v][7] = values[v + 1][year];
      tiles.keep(year, pixels, tile);
    }
    tiles.compute(1, true, layers);
    expect_correlations(values, pixels, layers);
    tiles.compute(0, false, layers);
    for (std::size_t v = 0; v < 3; ++v) {
      ASSERT_EQ(layers.simple[v].size(), pixels);
      for (const double r : layers.simple[v]) EXPECT_TRUE(std::isnan(r)) << "July is never surveyed";
      EXPECT_TRUE(layers.partial[v].empty()) << "nobody asked";
    }
  }
}

TEST(TileCorrelations, AMonthThatSomeYearsDoNotSurvey) {
  TileCorrelations tiles(years, {{8}, false});
  auto values = made_up(2, 9);
  for (std::size_t year = 0; year < years; ++year) {
    NppTile tile;
    const bool surveyed = year > 2;  // four years: enough for one kind alone
    if (surveyed) tile.npp[7] = values[0][year];
    for (std::size_t v = 0; surveyed && v < 3; ++v) tile.weather[v][7] = values[v + 1][year];
    tiles.keep(year, 2, tile);
  }
  CorrelationLayers layers;
  tiles.compute(0, true, layers);
  for (std::size_t v = 0; v < 3; ++v) {
    const auto npp = series(values, 0, 1), weather = series(values, v + 1, 1);
    EXPECT_EQ(layers.simple[v][1],
              model::correlation(std::span(npp).subspan(3), std::span(weather).subspan(3)).r);
    EXPECT_TRUE(std::isnan(layers.partial[v][1]));
  }
}

TEST(TileCorrelations, TheYearInFullYearSurveys) {
  TileCorrelations tiles(years, {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, true});
  const auto values = made_up(4, 11);
  for (std::size_t year = 0; year < years; ++year) {
    NppTile tile;
    tile.annual = values[0][year];
    for (std::size_t v = 0; v < 3; ++v) tile.weather[v][12] = values[v + 1][year];
    tiles.keep(year, 4, tile);
  }
  CorrelationLayers layers;
  tiles.compute(0, true, layers);
  expect_correlations(values, 4, layers);
}

}  // namespace
}  // namespace minenpp::survey
