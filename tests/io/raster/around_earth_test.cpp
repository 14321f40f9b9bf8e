#include "io/raster/around_earth.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "io/gdal/fixture.h"
#include "io/raster/grid_reader.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::TemporaryFolder;
using ::minenpp::testing::TestRaster;
using ::minenpp::testing::write_raster;
using model::Window;

std::vector<double> all_of(GridReader& reader, const StudyGrid& study) {
  std::vector<double> out(static_cast<std::size_t>(study.grid.size()));
  reader.read(study.grid.window(), out);
  return out;
}

RasterPlace place_of(double pixel, std::int64_t cols, const char* crs = "EPSG:4326") {
  return {10, cols, {-180, pixel, 0, 90, 0, -pixel}, Crs::from_text(crs)};
}

TEST(GoesAround, ByAWholeTurnOfColumns) {
  EXPECT_TRUE(goes_around(place_of(0.25, 1440)));
  EXPECT_TRUE(goes_around(place_of(1.0 / 120, 43200)));
  EXPECT_FALSE(goes_around(place_of(0.25, 1441))) << "its last column is the first once more";
  EXPECT_FALSE(goes_around(place_of(0.25, 1439)));
  EXPECT_FALSE(goes_around(place_of(0.25, 1440, "EPSG:32649")));
}

TEST(ReadAround, GoesOnBeyondBothEdges) {
  const auto read = [](const Window& part, std::span<double> values) {
    ASSERT_GE(part.col, 0);
    ASSERT_LE(part.col + part.cols, 5);
    std::size_t i = 0;
    for (auto row = part.row; row < part.row + part.rows; ++row)
      for (auto col = part.col; col < part.col + part.cols; ++col)
        values[i++] = static_cast<double>(10 * row + col);
  };
  for (const std::int64_t first : {-7, -2, 0, 3, 4, 11})
    for (const std::int64_t cols : {1, 2, 5, 12}) {
      const Window own{2, first, 3, cols};
      std::vector<double> got(static_cast<std::size_t>(own.size()));
      read_around(5, own, read, got);
      for (std::int64_t row = 0; row < own.rows; ++row)
        for (std::int64_t col = 0; col < cols; ++col)
          EXPECT_EQ(got[static_cast<std::size_t>(row * cols + col)],
                    static_cast<double>(10 * (2 + row) + ((first + col) % 5 + 5) % 5))
              << first << ' ' << cols;
    }
}

StudyGrid degrees(double west, double north, double pixel, int rows, int cols) {
  return {model::Grid(west, north, pixel, pixel, rows, cols, true), Crs::from_text("EPSG:4326")};
}

/// The same field counted from -180 and from 0, on grids over the edge of the one or the other.
/// A study that leaves no edge has the same positions to the last bit, however the raster counts.
TEST(PixelPositions, GoOnByWholeColumns) {
  const auto study = degrees(-104.03, 41.02, 0.01, 20, 40);
  for (const double west : {-180.0, 0.0}) {
    const RasterPlace place{720, 1440, {west, 0.25, 0, 90, 0, -0.25}, study.crs};
    std::vector<double> col(800), row(800), other_col(800), other_row(800);
    PixelPositions(study, place).of(study.grid.window(), col, row);
    PixelPositions(study, place, PixelPositions::Edges::go_on).of(study.grid.window(), other_col, other_row);
    EXPECT_EQ(col, other_col);
    EXPECT_EQ(row, other_row);
  }
}

class AroundTheEarth : public ::testing::TestWithParam<Resampling> {
 protected:
  static TestRaster raster(double west, std::int64_t turned) {
    return {.rows = 20,
            .cols = 360,
            .west = west,
            .north = 50,
            .dx = 1,
            .dy = 1,
            .crs = "EPSG:4326",
            .value = [turned](int, int row, int col) { return ((col + turned) % 360) * 7 % 23 + row; }};
  }
};

TEST_P(AroundTheEarth, EdgesAreNeighbours) {
  const TemporaryFolder folder;
  write_raster(folder.file("to180.tif"), raster(-180, 0));
  write_raster(folder.file("to360.tif"), raster(0, 180));
  for (const double pixel : {0.1, 1.0, 2.5})
    for (const double west : {-5.0, 175.0, -185.0, 355.0}) {
      const auto study = degrees(west, 45, pixel, 4, static_cast<int>(10 / pixel));
      GridReader one({.path = folder.file("to180.tif"), .resampling = GetParam()}, study),
          other({.path = folder.file("to360.tif"), .resampling = GetParam()}, study);
      const auto got = all_of(other, study), want = all_of(one, study);
      for (std::size_t i = 0; i < got.size(); ++i) {
        ASSERT_FALSE(std::isnan(got[i])) << west << ' ' << pixel << ' ' << i;
        ASSERT_NEAR(got[i], want[i], 1e-6) << west << ' ' << pixel << ' ' << i;
      }
    }
}

INSTANTIATE_TEST_SUITE_P(Ways, AroundTheEarth,
                         ::testing::Values(Resampling::nearest, Resampling::bilinear, Resampling::cubic,
                                           Resampling::average, Resampling::mode));

/// Copied where longitudes differ by a whole turn, of rasters of a part of the Earth too.
TEST(GridReader, CopiesARasterThatCountsLongitudesOtherwise) {
  const TemporaryFolder folder;
  const TestRaster part{.rows = 20,
                        .cols = 20,
                        .west = 255,
                        .north = 45,
                        .dx = 0.5,
                        .dy = 0.5,
                        .crs = "EPSG:4326",
                        .value = [](int, int row, int col) { return 100.0 * row + col; }};
  write_raster(folder.file("part.tif"), part);
  const auto study = degrees(-104, 44, 0.5, 4, 6);
  GridReader reader({.path = folder.file("part.tif")}, study);
  EXPECT_TRUE(reader.on_grid());
  const auto got = all_of(reader, study);
  for (int row = 0; row < 4; ++row)
    for (int col = 0; col < 6; ++col)
      EXPECT_DOUBLE_EQ(got[static_cast<std::size_t>(row * 6 + col)], part.value(1, row + 2, col + 2));
}

}  // namespace
}  // namespace minenpp::io
