#include "survey/demo/demo_layout.h"

#include <array>
#include <cmath>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/raster/study_grid.h"
#include "model/error.h"
#include "survey/demo/demo_polygons.h"
#include "survey/demo/mine_outline.h"

namespace minenpp::survey {
namespace {

TEST(DemoLayout, OneDistrictLiesInThePapersBox) {
  const DemoLayout layout(1);
  EXPECT_EQ(layout.grid().rows(), 820);
  EXPECT_EQ(layout.grid().cols(), 720);
  const io::StudyGrid study{layout.grid(), io::Crs::from_text("EPSG:32649")};
  std::vector<double> lon{0, 720, 0, 720}, lat{0, 0, 820, 820};
  io::to_lonlat(study, lon, lat);
  EXPECT_THAT(lon, ::testing::Each(::testing::AllOf(::testing::Gt(112.1667), ::testing::Lt(112.5))));
  EXPECT_THAT(lat, ::testing::Each(::testing::AllOf(::testing::Gt(39.3833), ::testing::Lt(39.6167))));
}

TEST(DemoLayout, DistrictsAreLaidOutByTheLargestDivisorUpToTheRoot) {
  for (const auto& [scale, across, down] : {std::array{1, 1, 1}, std::array{2, 1, 2}, std::array{6, 2, 3},
                                            std::array{64, 8, 8}, std::array{1700, 34, 50}}) {
    const DemoLayout layout(scale);
    EXPECT_EQ(layout.districts_x(), across);
    EXPECT_EQ(layout.districts_y(), down);
    EXPECT_EQ(layout.grid().size(), std::int64_t{590400} * scale);
  }
  EXPECT_EQ(DemoLayout(1).district_name("Antaibao", 0, 0), "Antaibao");
  EXPECT_EQ(DemoLayout(6).district_name("Antaibao", 2, 1), "Antaibao 3-2");
}

TEST(DemoLayout, ScalesOutOfRangeAreUsageErrors) {
  for (const std::int64_t scale :
       {std::int64_t{0}, std::int64_t{-4}, std::int64_t{1699}, std::int64_t{1} << 40}) {
    try {
      const DemoLayout layout(scale);
      ADD_FAILURE() << "scale " << scale << " was taken";
    } catch (const model::Error& error) {
      EXPECT_EQ(error.fault(), model::Fault::usage);
      EXPECT_THAT(error.what(), ::testing::HasSubstr("expected"));
    }
  }
}

TEST(DemoLayout, BlocksCoverTheGridOnce) {
  const DemoLayout layout(6);
  std::int64_t pixels = 0;
  for (const model::Window& block : layout.blocks(1024)) pixels += block.size();
  EXPECT_EQ(pixels, layout.grid().size());
  EXPECT_EQ(layout.blocks(1024).size(), 6U);
}

TEST(DemoPolygons, BoundaryHasThePapersArea) {
  EXPECT_NEAR(ring_area_m2(study_boundary(DemoLayout(1))) / 1e4, 50980.49, 5);
}

TEST(DemoPolygons, TownshipsFillTheBoundary) {
  for (const std::int64_t scale : {1, 2, 6, 9}) {
    const DemoLayout layout(scale);
    double townships = 0;
    for (const NamedRing& township : township_polygons(layout)) townships += ring_area_m2(township.ring);
    const double area = ring_area_m2(study_boundary(layout));
    EXPECT_NEAR(townships, area, 1e-9 * area);
    EXPECT_EQ(township_polygons(layout).size(), static_cast<std::size_t>(6 * scale));
    EXPECT_EQ(mine_polygons(layout).size(), static_cast<std::size_t>(3 * scale));
  }
}

TEST(DemoPolygons, InnerDistrictsHaveNoEdge) {
  std::int64_t plain = 0;
  for (const NamedRing& township : township_polygons(DemoLayout(9))) {
    if (township.name.ends_with(" 2-2"))
      plain += static_cast<std::int64_t>(std::llround(ring_area_m2(township.ring)));
  }
  EXPECT_EQ(plain, std::int64_t{21600} * 24600);
}

TEST(MineOutline, RingLiesOnTheCurve) {
  const MineOutline outline{{5000, 6000}, 3000, 1.2};
  for (const DistrictPoint& corner : outline.ring(40)) {
    const DistrictPoint inner{5000 + 0.99 * (corner.east - 5000), 6000 + 0.99 * (corner.south - 6000)};
    EXPECT_TRUE(outline.holds(inner, 1.0));
    EXPECT_FALSE(outline.holds(inner, 0.98));
  }
}

}  // namespace
}  // namespace minenpp::survey
