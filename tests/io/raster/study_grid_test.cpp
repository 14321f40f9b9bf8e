#include "io/raster/study_grid.h"

#include <cmath>
#include <vector>

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"
#include "io/gdal/handles.h"
#include "io/gdal/session.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using ::minenpp::testing::write_raster;
using model::Fault;
using ::testing::AllOf;
using ::testing::HasSubstr;

Crs utm() {
  return Crs::from_text("EPSG:32649");
}

TEST(StudyGrid, FromBoundsHoldsThemInWholePixels) {
  const auto study = grid_from_bounds(utm(), {30, 30}, {600010, 4350000, 600100, 4350061});
  EXPECT_EQ(study.grid, model::Grid(600010, 4350061, 30, 30, 3, 3, false));
  EXPECT_TRUE(study.crs.same_as(utm()));
}

TEST(StudyGrid, DecimalBoundsDoNotGainAPixel) {
  const auto study = grid_from_bounds(Crs::wgs84(), {0.1, 0.1}, {112.1, 39.3, 112.4, 39.6});
  EXPECT_EQ(study.grid.cols(), 3);
  EXPECT_EQ(study.grid.rows(), 3);
  EXPECT_TRUE(study.grid.geographic());
}

TEST(StudyGrid, SnapsOutwardToMultiplesOfThePixel) {
  const auto study = grid_snapped_to(utm(), {30, 30}, {600010, 4350001, 600100, 4350061});
  EXPECT_EQ(study.grid.west(), 600000);
  EXPECT_EQ(study.grid.north(), 4350090);
  EXPECT_EQ(study.grid.cols(), 4);
  EXPECT_EQ(study.grid.rows(), 3);
  const auto already = grid_snapped_to(utm(), {30, 30}, {600000, 4350000, 600090, 4350060});
  EXPECT_EQ(already.grid, model::Grid(600000, 4350060, 30, 30, 2, 3, false));
}

TEST(StudyGrid, GeographicSnappingStaysOnTheGlobe) {
  const auto study = grid_snapped_to(Crs::wgs84(), {0.7, 0.7}, {-180, -90, 180, 90});
  EXPECT_LE(study.grid.north(), 90 + 1e-9);
  EXPECT_GE(study.grid.south(), -90 - 1e-9);
}

TEST(StudyGrid, RefusesWhatIsNoGrid) {
  const Bounds some{0, 0, 300, 300};
  const auto refusal = [](const Crs& crs, PixelSize pixel, const Bounds& bounds) {
    return error_of([&] { static_cast<void>(grid_from_bounds(crs, pixel, bounds)); }, Fault::usage);
  };
  EXPECT_THAT(refusal(Crs(), {30, 30}, some), HasSubstr("no coordinate reference system"));
  EXPECT_THAT(refusal(utm(), {0, 30}, some), HasSubstr("pixel size is 0 x 30"));
  EXPECT_THAT(refusal(utm(), {30, 30}, {0, 0, -300, 300}), HasSubstr("hold no area"));
  EXPECT_THAT(refusal(utm(), {30, 30}, {0, NAN, 300, 300}), HasSubstr("hold no area"));
  EXPECT_THAT(refusal(Crs::from_text("EPSG:2225"), {30, 30}, some), HasSubstr("0.3048"));
  EXPECT_THAT(refusal(Crs::from_text("EPSG:4978"), {30, 30}, some), HasSubstr("neither projected nor"));
  EXPECT_THAT(refusal(utm(), {1e-7, 1e-7}, some), HasSubstr("cannot be cut"));
}

TEST(StudyGrid, OfARaster) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.tif");
  write_raster(
      path,
      {.rows = 5, .cols = 4, .west = 600000, .north = 4350000, .dx = 30, .dy = 20, .crs = "EPSG:32649"});
  EXPECT_EQ(grid_of_raster(path).grid, model::Grid(600000, 4350000, 30, 20, 5, 4, false));
}

TEST(StudyGrid, RefusesRastersWithoutCrsRotatedOrBottomUp) {
  const TemporaryFolder folder;
  const auto bare = folder.file("bare.tif");
  write_raster(bare, {.rows = 5, .cols = 4, .west = 6e5, .north = 4e6, .dx = 30, .dy = 30});
  const auto message = error_of([&] { static_cast<void>(grid_of_raster(bare, {}, "grid.raster-crs")); });
  EXPECT_THAT(message, AllOf(HasSubstr("bare.tif"), HasSubstr("no coordinate reference system"),
                             HasSubstr("grid.raster-crs")));
  EXPECT_TRUE(grid_of_raster(bare, utm()).crs.same_as(utm()));

  const auto up = folder.file("up.tif");
  write_raster(up,
               {.rows = 5, .cols = 4, .west = 6e5, .north = 4e6, .dx = 30, .dy = -30, .crs = "EPSG:32649"});
  EXPECT_THAT(error_of([&] { static_cast<void>(grid_of_raster(up)); }),
              AllOf(HasSubstr("rotated"), HasSubstr("grid.pixel-size")));

  const auto turned = folder.file("turned.tif");
  write_raster(turned,
               {.rows = 5, .cols = 4, .west = 6e5, .north = 4e6, .dx = 30, .dy = 30, .crs = "EPSG:32649"});
  {
    const DatasetHandle file(GDALDataset::Open(turned.c_str(), GDAL_OF_UPDATE));
    double transform[6] = {6e5, 30, 5, 4e6, 5, -30};
    file->SetGeoTransform(transform);
  }
  EXPECT_THAT(error_of([&] { static_cast<void>(grid_of_raster(turned)); }), HasSubstr("rotated"));
}

TEST(StudyGrid, AroundARasterHoldsItsCornersAndBentEdges) {
  const TemporaryFolder folder;
  const auto path = folder.file("wide.tif");
  write_raster(path,
               {.rows = 20, .cols = 60, .west = -125, .north = 50, .dx = 1, .dy = 1, .crs = "EPSG:4326"});
  const auto albers = Crs::from_text("EPSG:5070");
  const auto study = grid_around_raster(path, albers, {5000, 5000});
  EXPECT_EQ(std::fmod(study.grid.west(), 5000), 0);
  std::vector<double> x, y;
  for (int i = 0; i <= 600; ++i) {
    for (const double lat : {30.0, 50.0}) {
      x.push_back(-125 + 0.1 * i);
      y.push_back(lat);
    }
  }
  CrsTransform(Crs::wgs84(), albers)(x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_GE(study.grid.col_of(x[i]), -0.1);
    EXPECT_LE(study.grid.col_of(x[i]), static_cast<double>(study.grid.cols()) + 0.1);
    EXPECT_GE(study.grid.row_of(y[i]), -0.1);
    EXPECT_LE(study.grid.row_of(y[i]), static_cast<double>(study.grid.rows()) + 0.1);
  }
}

TEST(StudyGrid, LonLatOfPositionsAndBack) {
  const StudyGrid study{model::Grid(600000, 4350000, 30, 30, 100, 100, false), utm()};
  std::vector<double> col{0.5, 99.5}, row{0.5, 40.5};
  to_lonlat(study, col, row);
  EXPECT_NEAR(col[0], 112.1597, 1e-3);
  EXPECT_NEAR(row[0], 39.2936, 1e-3);
  to_grid_xy(study, col, row);
  EXPECT_NEAR(col[0], study.grid.x(0), 1e-6);
  EXPECT_NEAR(row[1], study.grid.y(40), 1e-6);
}

}  // namespace
}  // namespace minenpp::io
