#include "io/raster/geotiff_writer.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <vector>

#include <gmock/gmock.h>

#include "io/gdal/dataset.h"
#include "io/gdal/fixture.h"
#include "io/raster/grid_reader.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;
using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using model::Fault;
using model::Window;
using ::testing::HasSubstr;
using ::testing::Not;

StudyGrid study_of(double west, double north, int rows, int cols) {
  return {model::Grid(west, north, 30, 30, rows, cols, false), Crs::from_text("EPSG:32649")};
}

template <typename T>
std::vector<T> ramp(const Window& window) {
  std::vector<T> values;
  for (auto r = window.row; r < window.row + window.rows; ++r)
    for (auto c = window.col; c < window.col + window.cols; ++c)
      values.push_back(static_cast<T>((r * 31 + c * 7) % 120));
  return values;
}

template <typename T>
void expect_round_trip(PixelType type) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.tif");
  const auto study = study_of(600000, 4350000, 300, 520);
  GeoTiffWriter writer(path, study,
                       {.type = type,
                        .bands = 2,
                        .nodata = 119,
                        .description = "a test",
                        .band_descriptions = {"one", "two"}});
  for (std::int64_t row = 0; row < 300; row += 256)
    for (std::int64_t col = 0; col < 520; col += 256) {
      const auto window = intersect(study.grid.window(), {row, col, 256, 256});
      writer.write(window, ramp<T>(window), 1);
      writer.write(window, std::vector<T>(static_cast<std::size_t>(window.size()), T{5}), 2);
    }
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(fs::exists(path + ".part"));
  writer.finish();
  EXPECT_TRUE(fs::exists(path));
  EXPECT_FALSE(fs::exists(path + ".part"));
  EXPECT_FALSE(fs::exists(path + ".part.aux.xml"));

  EXPECT_EQ(grid_of_raster(path).grid, study.grid);
  GridReader reader({.path = path, .nodata = -1}, study);
  std::vector<double> got(static_cast<std::size_t>(study.grid.size()));
  reader.read(study.grid.window(), got);
  const auto want = ramp<T>(study.grid.window());
  for (std::size_t i = 0; i < want.size(); ++i) ASSERT_EQ(got[i], static_cast<double>(want[i]));
  const auto file = open_raster(path);
  EXPECT_EQ(file->GetRasterBand(1)->GetNoDataValue(), 119);
  EXPECT_STREQ(file->GetRasterBand(2)->GetDescription(), "two");
  EXPECT_STREQ(file->GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION"), "a test");
  EXPECT_STREQ(file->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), "DEFLATE");
}

TEST(GeoTiffWriter, RoundTripsBytes) {
  expect_round_trip<std::uint8_t>(PixelType::uint8);
}
TEST(GeoTiffWriter, RoundTripsShorts) {
  expect_round_trip<std::int16_t>(PixelType::int16);
}
TEST(GeoTiffWriter, RoundTripsFloats) {
  expect_round_trip<float>(PixelType::float32);
}

TEST(GeoTiffWriter, UncompressedStripsOfNothingTakeNoRoom) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.tif");
  const auto study = study_of(600000, 4350000, 300, 520);
  const auto whole = study.grid.window();
  GeoTiffWriter writer(
      path, study,
      {.type = PixelType::int16, .bands = 2, .nodata = -9999, .strip_rows = 64, .compressed = false});
  auto values = ramp<std::int16_t>(whole);
  std::fill_n(values.begin(), 128 * 520, std::int16_t{-9999});
  writer.write(whole, values, 1);
  writer.write(whole, std::vector<std::int16_t>(values.size(), -9999), 2);
  writer.finish();

  const auto file = open_raster(path);
  EXPECT_EQ(file->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), nullptr);
  std::vector<std::int16_t> got(values.size());
  const auto read = [&](int band) {
    return file->GetRasterBand(band)->RasterIO(GF_Read, 0, 0, 520, 300, got.data(), 520, 300, GDT_Int16, 0, 0,
                                               nullptr);
  };
  ASSERT_EQ(read(1), CE_None);
  EXPECT_EQ(got, values);
  ASSERT_EQ(read(2), CE_None);
  EXPECT_EQ(std::ranges::count(got, -9999), std::ssize(got));
  EXPECT_LT(fs::file_size(path), 172U * 520 * sizeof(std::int16_t) + 4096);
}

TEST(GeoTiffWriter, AnUnfinishedFileLeavesNothing) {
  const TemporaryFolder folder;
  {
    GeoTiffWriter writer(folder.file("a.tif"), study_of(0, 0, 10, 10), {.type = PixelType::uint8});
    writer.write({0, 0, 10, 10}, std::vector<std::uint8_t>(100, 1));
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(GeoTiffWriter, RefusesWrongWindowsTypesAndFolders) {
  const TemporaryFolder folder;
  GeoTiffWriter writer(folder.file("a.tif"), study_of(0, 0, 10, 10), {.type = PixelType::uint8});
  const std::vector<std::uint8_t> bytes(100);
  EXPECT_THROW(writer.write({0, 1, 10, 10}, bytes), model::Error);
  EXPECT_THROW(writer.write({0, 0, 5, 10}, bytes), model::Error);
  EXPECT_THROW(writer.write({0, 0, 10, 10}, bytes, 2), model::Error);
  EXPECT_THROW(writer.write({0, 0, 10, 10}, std::vector<float>(100)), model::Error);
  EXPECT_THAT(
      error_of([&] { GeoTiffWriter(folder.file("no/a.tif"), study_of(0, 0, 10, 10), {}); }, Fault::system),
      HasSubstr("cannot be written"));
}

TEST(GeoTiffWriter, AFullDiskIsAnError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "needs /dev/full";
  const TemporaryFolder folder;
  fs::create_symlink("/dev/full", folder.file("a.tif.part"));
  const auto message = error_of(
      [&] {
        GeoTiffWriter writer(folder.file("a.tif"), study_of(0, 0, 300, 300), {.type = PixelType::uint8});
        writer.write({0, 0, 300, 300}, ramp<std::uint8_t>({0, 0, 300, 300}));
        writer.finish();
      },
      Fault::system);
  EXPECT_THAT(message, HasSubstr("a.tif"));
  EXPECT_FALSE(fs::exists(folder.file("a.tif")));
}

TEST(VrtMosaic, JoinsTilesByRelativePaths) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "tiles");
  const auto study = study_of(600000, 4350000, 40, 60);
  std::vector<std::string> tiles;
  for (const std::int64_t row : {0, 20})
    for (const std::int64_t col : {0, 30}) {
      if (row == 20 && col == 30) continue;  // a hole
      const StudyGrid part = study_of(600000 + 30.0 * static_cast<double>(col),
                                      4350000 - 30.0 * static_cast<double>(row), 20, 30);
      tiles.push_back(folder.file("tiles/t" + std::to_string(tiles.size()) + ".tif"));
      GeoTiffWriter writer(tiles.back(), part, {.type = PixelType::int16, .nodata = -1});
      writer.write({0, 0, 20, 30}, ramp<std::int16_t>({row, col, 20, 30}));
      writer.finish();
    }
  const auto path = folder.file("all.vrt");
  write_vrt_mosaic(path, tiles, study.grid);
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("relativeToVRT=\"1\">tiles/t0.tif"));
  EXPECT_THAT(text.str(), Not(HasSubstr(folder.path().string())));

  GridReader reader({.path = path}, study);
  EXPECT_TRUE(reader.on_grid());
  std::vector<double> got(40 * 60);
  reader.read(study.grid.window(), got);
  const auto want = ramp<std::int16_t>(study.grid.window());
  for (std::size_t i = 0; i < got.size(); ++i) {
    const bool hole = i / 60 >= 20 && i % 60 >= 30;
    if (hole)
      ASSERT_TRUE(std::isnan(got[i])) << i;
    else
      ASSERT_EQ(got[i], static_cast<double>(want[i])) << i;
  }
}

TEST(GeoTiffWriter, LeavesNothingWhereAFolderHasItsName) {
  const TemporaryFolder folder;
  fs::create_directory(folder.file("a.tif"));
  GeoTiffWriter writer(folder.file("a.tif"), study_of(600000, 4350000, 10, 10), {.type = PixelType::uint8});
  EXPECT_THAT(error_of([&] { writer.finish(); }, Fault::system),
              HasSubstr("renaming into place: Is a directory"));
  EXPECT_FALSE(fs::exists(folder.file("a.tif.part")));
}

TEST(VrtMosaic, RefusesTilesThatDoNotFit) {
  const TemporaryFolder folder;
  ::minenpp::testing::write_raster(folder.file("a.tif"), {.rows = 5, .cols = 5, .crs = "EPSG:32649"});
  ::minenpp::testing::write_raster(folder.file("b.tif"),
                                   {.rows = 5, .cols = 5, .west = 5, .crs = "EPSG:32650"});
  const model::Grid grid(0, 0, 1, 1, 5, 10, false);
  EXPECT_THAT(error_of([&] {
                write_vrt_mosaic(folder.file("v.vrt"), {folder.file("a.tif"), folder.file("b.tif")}, grid);
              }),
              HasSubstr("do not fit"));
  EXPECT_FALSE(fs::exists(folder.file("v.vrt")));
}

}  // namespace
}  // namespace minenpp::io
