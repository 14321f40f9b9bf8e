#include "survey/statistics/class_areas.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/climate/batch_map.h"
#include "model/error.h"
#include "model/grid/tile_lattice.h"
#include "survey/statistics/difference_means.h"

namespace minenpp::survey {
namespace {

const model::Grid grid(600000, 4380000, 30, 30, 4, 6, false);
constexpr double pixel_hm2 = 0.09;

/// Rows 1 and 2, columns 2 to 4, once more in a second polygon.
ZoneList zones() {
  Zone zone{ZoneKind::mine, "m", {}, {}, {}};
  for (int twice = 0; twice < 2; ++twice)
    zone.pixels.add(model::PolygonRaster(std::vector<model::Ring>{{{2, 1}, {5, 1}, {5, 3}, {2, 3}}}));
  return ZoneList({Zone{}, zone});
}

/// Column by column 0 (no data), 1, 2, 3, 3, 1.
constexpr std::uint8_t code_of(std::int64_t col) {
  constexpr std::uint8_t codes[]{0, 1, 2, 3, 3, 1};
  return codes[col];
}

ClassAreas areas_in_tiles(std::int64_t size) {
  ClassAreas areas(2, 2, 3);
  const model::TileLattice tiles(grid, size);
  for (std::int64_t t = 0; t < tiles.count(); ++t) {
    const auto window = tiles.window(t);
    std::vector<std::uint8_t> codes;
    for (std::int64_t i = 0; i < window.size(); ++i) codes.push_back(code_of(window.col + i % window.cols));
    areas.add(zones(), grid, window, codes, 1);
  }
  return areas;
}

TEST(ClassAreas, CountsZonesByClassInAnyTiles) {
  for (const std::int64_t size : {1, 3, 16}) {
    const auto areas = areas_in_tiles(size);
    EXPECT_DOUBLE_EQ(areas.area_hm2(0, 1, 1), 8 * pixel_hm2);
    EXPECT_DOUBLE_EQ(areas.area_hm2(0, 1, 2), 4 * pixel_hm2);
    EXPECT_DOUBLE_EQ(areas.area_hm2(0, 1, 3), 8 * pixel_hm2);
    EXPECT_DOUBLE_EQ(areas.share_percent(0, 1, 3), 40);
    EXPECT_DOUBLE_EQ(areas.area_hm2(1, 1, 1), 0);
    EXPECT_DOUBLE_EQ(areas.area_hm2(1, 1, 2), 2 * pixel_hm2);
    EXPECT_DOUBLE_EQ(areas.area_hm2(1, 1, 3), 4 * pixel_hm2);
    EXPECT_DOUBLE_EQ(areas.area_hm2(0, 0, 3), 0);
    EXPECT_TRUE(std::isnan(areas.share_percent(0, 0, 3)));
  }
}

TEST(ClassAreas, CountsRunsOfAnyLengthAndCodesThatAreNoClass) {
  const model::Grid wide(600000, 4380000, 30, 30, 1, 1000, false);
  for (const std::size_t classes : {1U, 3U, 14U, 15U, 16U, 200U, 255U})
    for (const std::int64_t cols : {1, 2, 3, 4, 5, 255, 1000}) {
      ClassAreas areas(1, 1, classes);
      std::vector<std::uint8_t> codes;
      std::vector<std::int64_t> pixels(256);
      for (std::int64_t i = 0; i < cols; ++i) {
        codes.push_back(static_cast<std::uint8_t>(i / 3 * 7 % 256));
        ++pixels[codes.back()];
      }
      areas.add(ZoneList(), wide, {0, 0, 1, cols}, codes, 0);
      for (std::size_t code = 1; code <= classes; ++code)
        ASSERT_EQ(areas.area_m2(0, 0, code).raw(), model::Int128{900000000} * pixels[code])
            << classes << " " << cols << " " << code;
    }
}

TEST(DifferenceMeans, LeavesOutNoData) {
  DifferenceMeans means(2, 1);
  std::vector<double> difference(24, model::no_data);
  difference[0] = 5;
  difference[1 * 6 + 2] = -1;
  difference[2 * 6 + 4] = 2;
  means.add(zones(), grid.window(), difference, 0);
  EXPECT_EQ(means.count(0, 0), 3);
  EXPECT_DOUBLE_EQ(means.mean(0, 0), 2);
  EXPECT_EQ(means.count(1, 0), 2);
  EXPECT_DOUBLE_EQ(means.mean(1, 0), 0.5);
  EXPECT_TRUE(std::isnan(DifferenceMeans(1, 1).mean(0, 0)));
}

TEST(ClassAreas, OfRanksAddUp) {
  auto sum = areas_in_tiles(3);
  sum.add_integers(areas_in_tiles(16).to_integers());
  EXPECT_DOUBLE_EQ(sum.area_hm2(0, 1, 1), 16 * pixel_hm2);
  EXPECT_DOUBLE_EQ(sum.area_hm2(1, 1, 3), 8 * pixel_hm2);
  EXPECT_DOUBLE_EQ(sum.area_hm2(1, 1, 1), 0);
  EXPECT_THROW(ClassAreas(1, 2, 3).add_integers(sum.to_integers()), model::Error) << "a zone too many";
}

TEST(DifferenceMeans, ZonesWithoutDataAreNotTold) {
  DifferenceMeans means(2, 1);
  std::vector<double> difference(24, model::no_data);
  difference[0] = 5;  // in the study area alone
  means.add(zones(), grid.window(), difference, 0);
  EXPECT_EQ(means.to_integers().size(), 1 + 5);
}

TEST(DifferenceMeans, OfRanksAddUp) {
  DifferenceMeans means(2, 1), more(2, 1);
  std::vector<double> difference(24, model::no_data);
  difference[0] = 5;
  means.add(zones(), grid.window(), difference, 0);
  difference[0] = -2.5;
  difference[1 * 6 + 2] = -1;
  more.add(zones(), grid.window(), difference, 0);
  means.add_integers(more.to_integers());
  EXPECT_EQ(means.count(0, 0), 3);
  EXPECT_DOUBLE_EQ(means.mean(0, 0), 0.5);
  EXPECT_EQ(means.count(1, 0), more.count(1, 0));
  EXPECT_DOUBLE_EQ(means.mean(1, 0), more.mean(1, 0));
  EXPECT_TRUE(DifferenceMeans(2, 1).to_integers().empty()) << "zones without a pixel are not told";
}

}  // namespace
}  // namespace minenpp::survey
