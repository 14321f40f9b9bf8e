#include "io/raster/pixel_positions.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace minenpp::io {
namespace {

using model::Window;

StudyGrid utm49(std::int64_t rows, std::int64_t cols) {
  return {model::Grid(600000, 4390000, 30, 30, rows, cols, false), Crs::from_text("EPSG:32649")};
}

RasterPlace place_in(const std::string& crs, double west, double north, double pixel, std::int64_t edge) {
  return {edge, edge, {west, pixel, 0, north, 0, -pixel}, Crs::from_text(crs)};
}

struct Positions {
  std::vector<double> col, row;
};

Positions of(const PixelPositions& positions, const Window& window) {
  Positions found{std::vector<double>(static_cast<std::size_t>(window.size())), {}};
  found.row = found.col;
  positions.of(window, found.col, found.row);
  return found;
}

/// The farthest, in raster pixels, that an interpolated position is from the projection itself.
double worst(const StudyGrid& study, const RasterPlace& place, const Window& window) {
  const auto found = of(PixelPositions(study, place), window);
  const CrsTransform transform(study.crs, place.crs);
  double most = 0;
  for (std::size_t i = 0; i < found.col.size(); ++i) {
    const auto at = static_cast<std::int64_t>(i);
    std::vector<double> x{study.grid.x(window.col + at % window.cols)},
        y{study.grid.y(window.row + at / window.cols)};
    transform(x, y);
    const auto [col, row] = place.position(x[0], y[0]);
    most = std::max({most, std::abs(col - found.col[i]), std::abs(row - found.row[i])});
  }
  return most;
}

TEST(PixelPositions, NeighbouringUtmZone) {
  EXPECT_LE(worst(utm49(700, 700), place_in("EPSG:32650", 80000, 4400000, 30, 4000), {0, 0, 300, 300}), 1e-4);
}

TEST(PixelPositions, Sinusoidal) {
  const std::string modis = "+proj=sinu +lon_0=0 +x_0=0 +y_0=0 +R=6371007.181 +units=m +no_defs";
  EXPECT_LE(worst(utm49(700, 700), place_in(modis, 9600000, 4450000, 231.656, 2000), {100, 100, 300, 300}),
            1e-3);
}

TEST(PixelPositions, CoarseGridsAreProjectedPixelByPixel) {
  const StudyGrid degrees{model::Grid(-130, 55, 1, 1, 40, 60, true), Crs::wgs84()};
  EXPECT_LE(worst(degrees, place_in("EPSG:5070", -3000000, 3500000, 1000, 6000), {0, 0, 40, 60}), 1e-3);
}

TEST(PixelPositions, BetweenConformalProjections) {
  const StudyGrid mercator{model::Grid(12400000, 4900000, 250, 250, 400, 400, false),
                           Crs::from_text("EPSG:3857")};
  EXPECT_LE(worst(mercator, place_in("EPSG:32649", 400000, 4500000, 30, 9000), {0, 0, 200, 200}), 1.1e-3);
}

TEST(PixelPositions, DoNotDependOnTheWindow) {
  const auto study = utm49(500, 500);
  const PixelPositions positions(study, place_in("EPSG:32650", 80000, 4400000, 30, 4000));
  const auto whole = of(positions, {0, 0, 500, 500});
  for (const Window window : {Window{3, 5, 41, 77}, Window{250, 250, 250, 250}, Window{499, 0, 1, 500}}) {
    const auto part = of(positions, window);
    for (std::int64_t r = 0; r < window.rows; ++r)
      for (std::int64_t c = 0; c < window.cols; ++c) {
        const auto in_whole = static_cast<std::size_t>((window.row + r) * 500 + window.col + c);
        const auto in_part = static_cast<std::size_t>(r * window.cols + c);
        ASSERT_EQ(part.col[in_part], whole.col[in_whole]);
        ASSERT_EQ(part.row[in_part], whole.row[in_whole]);
      }
  }
}

TEST(PixelPositions, PixelsOnTheGridLieAtTheirCentres) {
  const auto found =
      of(PixelPositions(utm49(50, 60), place_in("EPSG:32649", 599700, 4390300, 30, 100)), {2, 3, 5, 7});
  EXPECT_EQ(found.col[0], 13.5);
  EXPECT_EQ(found.row[0], 12.5);
  EXPECT_EQ(found.col.back(), 19.5);
  EXPECT_EQ(found.row.back(), 16.5);
}

TEST(PixelPositions, UnderHoldsEveryPositionAndIsCutToTheRaster) {
  const auto study = utm49(900, 900);
  const auto place = place_in("EPSG:32650", 93000, 4390000, 30, 500);
  const PixelPositions positions(study, place);
  const Window window{100, 100, 400, 300};
  const auto under = positions.under(window, 1);
  const auto found = of(positions, window);
  std::int64_t inside = 0;
  for (std::size_t i = 0; i < found.col.size(); ++i) {
    const auto col = static_cast<std::int64_t>(std::floor(found.col[i]));
    const auto row = static_cast<std::int64_t>(std::floor(found.row[i]));
    if (col < 0 || row < 0 || col >= place.cols || row >= place.rows) continue;
    ++inside;
    ASSERT_TRUE(col >= under.col && col < under.col + under.cols && row >= under.row &&
                row < under.row + under.rows);
  }
  EXPECT_GT(inside, 0);
  EXPECT_EQ(intersect(under, {0, 0, place.rows, place.cols}), under);
}

TEST(PixelPositions, FootprintsWithinACrsAreTheRatioOfPixels) {
  const PixelPositions positions(utm49(50, 60), place_in("EPSG:32649", 599700, 4390300, 10, 400));
  const auto footprints = positions.footprints({10, 20, 30, 30});
  for (const auto& footprint : {footprints.of(10, 20), footprints.of(39, 49)}) {
    EXPECT_EQ(footprint.right_cols, 3);
    EXPECT_EQ(footprint.down_rows, 3);
    EXPECT_TRUE(footprint.is_upright());
  }
  EXPECT_EQ(footprints.reach({10, 20, 30, 30}), 3);
}

TEST(PixelPositions, FootprintsAreTheWaysToTheNextPixels) {
  const PixelPositions positions(utm49(100, 120), place_in("EPSG:32650", 93000, 4390000, 10, 500));
  const Window window{30, 40, 40, 50};
  const auto footprints = positions.footprints(window);
  const auto found = of(positions, window);
  for (std::int64_t row = 0; row + 1 < window.rows; ++row)
    for (std::int64_t col = 0; col + 1 < window.cols; ++col) {
      const auto at = static_cast<std::size_t>(row * window.cols + col),
                 below = at + static_cast<std::size_t>(window.cols);
      const auto& footprint = footprints.of(window.row + row, window.col + col);
      EXPECT_NEAR(footprint.right_cols, found.col[at + 1] - found.col[at], 1e-3);
      EXPECT_NEAR(footprint.right_rows, found.row[at + 1] - found.row[at], 1e-3);
      EXPECT_NEAR(footprint.down_cols, found.col[below] - found.col[at], 1e-3);
      EXPECT_NEAR(footprint.down_rows, found.row[below] - found.row[at], 1e-3);
      EXPECT_FALSE(footprint.is_upright()) << "the zones are turned against each other";
    }
}

}  // namespace
}  // namespace minenpp::io
