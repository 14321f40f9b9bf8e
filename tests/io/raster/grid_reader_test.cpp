#include "io/raster/grid_reader.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numeric>
#include <vector>

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"
#include "io/gdal/messages.h"
#include "io/raster/alpha_band.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using ::minenpp::testing::TestRaster;
using ::minenpp::testing::write_raster;
using model::Fault;
using model::Window;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

StudyGrid study_of(int rows, int cols, double west = 600000, double north = 4350000, double pixel = 30) {
  return {model::Grid(west, north, pixel, pixel, rows, cols, false), Crs::from_text("EPSG:32649")};
}

TestRaster utm_raster(int rows, int cols) {
  return {.rows = rows,
          .cols = cols,
          .west = 600000,
          .north = 4350000,
          .dx = 30,
          .dy = 30,
          .crs = "EPSG:32649",
          .value = [](int, int row, int col) { return 100.0 * row + col; }};
}

/// Longitude and latitude around the study area, with a value that bends in both directions.
TestRaster lonlat_raster(int rows, int cols, double dx, double dy) {
  return {
      .rows = rows,
      .cols = cols,
      .west = 112.1,
      .north = 39.35,
      .dx = dx,
      .dy = dy,
      .crs = "EPSG:4326",
      .value = [](int, int row, int col) { return std::sin(row * 0.11) * 500 + std::cos(col * 0.07) * 300; }};
}

std::vector<double> read_all(GridReader& reader, const StudyGrid& study) {
  std::vector<double> out(static_cast<std::size_t>(study.grid.size()));
  reader.read(study.grid.window(), out);
  return out;
}

std::vector<double> read_tiled(GridReader& reader, const StudyGrid& study, std::int64_t tile) {
  const Window whole = study.grid.window();
  std::vector<double> all(static_cast<std::size_t>(whole.size()), -1e99);
  for (std::int64_t row = 0; row < whole.rows; row += tile)
    for (std::int64_t col = 0; col < whole.cols; col += tile) {
      const Window window = intersect(whole, {row, col, tile, tile});
      std::vector<double> part(static_cast<std::size_t>(window.size()));
      reader.read(window, part);
      for (std::int64_t r = 0; r < window.rows; ++r)
        std::copy_n(part.begin() + r * window.cols, window.cols, all.begin() + (row + r) * whole.cols + col);
    }
  return all;
}

void expect_same(const std::vector<double>& got, const std::vector<double>& want, const std::string& what) {
  ASSERT_EQ(got.size(), want.size());
  std::size_t different = 0;
  for (std::size_t i = 0; i < got.size(); ++i)
    different += !(got[i] == want[i] || (std::isnan(got[i]) && std::isnan(want[i])));
  EXPECT_EQ(different, 0U) << what;
}

std::string open_error(const RasterSettings& settings, const StudyGrid& study) {
  return error_of([&] { const GridReader reader(settings, study); });
}

TEST(GridReader, CopiesARasterThatLiesOnTheGrid) {
  const TemporaryFolder folder;
  write_raster(folder.file("a.tif"), utm_raster(6, 5));
  // The grid begins one row above and two columns left of the raster, and ends inside it.
  const auto study = study_of(5, 4, 600000 - 60, 4350000 + 30);
  GridReader reader({.path = folder.file("a.tif")}, study);
  EXPECT_TRUE(reader.on_grid());
  const std::vector<double> want = {nan, nan, nan, nan, nan, nan, 0,   1,   nan, nan,
                                    100, 101, nan, nan, 200, 201, nan, nan, 300, 301};
  expect_same(read_all(reader, study), want, "whole");
  std::vector<double> part(2);
  reader.read({4, 2, 1, 2}, part);
  EXPECT_EQ(part, (std::vector<double>{300, 301}));
}

TEST(GridReader, OneCrsDescribedInTwoWaysIsStillOnTheGrid) {
  const TemporaryFolder folder;
  auto raster = utm_raster(6, 5);
  raster.crs = "+proj=utm +zone=49 +ellps=WGS84 +units=m";
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(6, 5);
  EXPECT_TRUE(GridReader({.path = folder.file("a.tif")}, study).on_grid());
  raster.west += 1;
  write_raster(folder.file("b.tif"), raster);
  EXPECT_FALSE(GridReader({.path = folder.file("b.tif")}, study).on_grid());
}

TEST(GridReader, NodataScaleAndOffset) {
  const TemporaryFolder folder;
  auto raster = utm_raster(2, 2);
  raster.type = "Int16";
  raster.has_nodata = true;
  raster.nodata = 100;
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(2, 2);
  GridReader own({.path = folder.file("a.tif"), .scale = 0.5, .offset = -1}, study);
  expect_same(read_all(own, study), {-1, -0.5, nan, 49.5}, "nodata of the file, raw value before scaling");
  GridReader given({.path = folder.file("a.tif"), .nodata = 1}, study);
  expect_same(read_all(given, study), {0, nan, 100, 101}, "nodata of the setting");
}

/// Row by row as at once, of every type that is stored otherwise than it is read, on the grid and off it, and
/// of a grid that reaches beyond the raster on all sides.
TEST(GridReader, RowsAreThoseOfTheWindow) {
  const TemporaryFolder folder;
  for (const std::string type : {"Byte", "Int16", "UInt16", "Int32", "Float32", "Float64"})
    for (const double moved : {0.0, 7.0}) {
      auto raster = utm_raster(6, 5);
      raster.type = type;
      raster.west += moved;
      raster.has_nodata = true;
      raster.nodata = 101;
      raster.value = [&](int, int row, int col) { return type == "UInt16" ? 40000 + row : 100 + row + col; };
      write_raster(folder.file("a.tif"), raster);
      const auto study = study_of(9, 8, 600000 - 60, 4350000 + 30);
      GridReader reader({.path = folder.file("a.tif"), .scale = 0.25, .offset = 3}, study);
      EXPECT_EQ(reader.on_grid(), moved == 0);
      const Window window{0, 1, 8, 6};
      std::vector<double> at_once(static_cast<std::size_t>(window.size())), by_row;
      reader.read(window, at_once);
      std::int64_t rows = 0;
      reader.read_rows(window, [&](std::int64_t row, std::span<double> values) {
        EXPECT_EQ(row, rows++);
        by_row.insert(by_row.end(), values.begin(), values.end());
      });
      EXPECT_EQ(rows, window.rows);
      expect_same(by_row, at_once, type);
      EXPECT_EQ(std::isnan(at_once[2 * 6 + 1]), type != "UInt16") << type;
      if (moved > 0) continue;
      // The grid's row 1 and column 2 are the raster's first.
      EXPECT_EQ(at_once[1 * 6 + 1], (type == "UInt16" ? 40000 : 100) * 0.25 + 3) << type;
      EXPECT_TRUE(std::isnan(at_once[0])) << type;
    }
}

/// A mosaic of "a.tif" (1 x 3) in `folder`, with more about its source.
std::string write_mosaic(const TemporaryFolder& folder, const std::string& kind,
                         const std::string& computed) {
  auto path = folder.file("m.vrt");
  std::ofstream(path)
      << "<VRTDataset rasterXSize=\"3\" rasterYSize=\"1\"><SRS>EPSG:32649</SRS>"
      << "<GeoTransform>600000, 30, 0, 4350000, 0, -30</GeoTransform>"
      << "<VRTRasterBand dataType=\"Int16\" band=\"1\"><NoDataValue>-9</NoDataValue><" << kind << ">"
      << "<SourceFilename relativeToVRT=\"1\">a.tif</SourceFilename><SourceBand>1</SourceBand>"
      << "<SrcRect xOff=\"0\" yOff=\"0\" xSize=\"3\" ySize=\"1\"/>"
      << "<DstRect xOff=\"0\" yOff=\"0\" xSize=\"3\" ySize=\"1\"/>" << computed << "</" << kind
      << "></VRTRasterBand></VRTDataset>";
  return path;
}

/// A mosaic that computes its values gives fractions, though its band is of whole numbers.
TEST(GridReader, ComputedValuesOfAMosaicAreNotRounded) {
  const TemporaryFolder folder;
  auto raster = utm_raster(1, 3);
  raster.type = "Int16";
  write_raster(folder.file("a.tif"), raster);
  const auto read = [&](const std::string& kind, const std::string& computed, bool are_stored) {
    GridReader reader({.path = write_mosaic(folder, kind, computed)}, study_of(1, 3));
    EXPECT_TRUE(reader.on_grid());
    EXPECT_EQ(reader.stored_numbers().has_value(), are_stored) << kind << computed;
    return read_all(reader, study_of(1, 3));
  };
  expect_same(read("SimpleSource", "", true), {0, 1, 2}, "as they are");
  expect_same(read("ComplexSource", "<ScaleOffset>0</ScaleOffset><ScaleRatio>0.5</ScaleRatio>", false),
              {0, 0.5, 1}, "scaled");
  expect_same(read("ComplexSource", "<NODATA>1</NODATA>", true), {0, nan, 2}, "no data of the source");
}

/// Numbers as they are stored mean what read() gives, also beyond the raster.
TEST(GridReader, StoredNumbersMeanTheValues) {
  const TemporaryFolder folder;
  auto raster = utm_raster(6, 5);
  raster.type = "Int16";
  raster.has_nodata = true;
  raster.nodata = 101;
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(9, 8, 600000 - 60, 4350000 + 30);
  GridReader reader({.path = folder.file("a.tif"), .scale = 0.25, .offset = 3}, study);
  const auto meaning = reader.stored_numbers();
  ASSERT_TRUE(meaning);
  for (const Window& window :
       {Window{0, 0, 9, 8}, Window{2, 3, 3, 4}, Window{0, 0, 1, 8}, Window{6, 1, 3, 2}}) {
    std::vector<std::int16_t> numbers(static_cast<std::size_t>(window.size()));
    std::vector<double> values(numbers.size()), meant;
    reader.read_stored(window, numbers);
    reader.read(window, values);
    for (const auto number : numbers)
      meant.push_back(number == meaning->nodata ? nan : number * meaning->scale + meaning->offset);
    expect_same(meant, values, "window");
  }
  std::vector<std::int16_t> few(3);
  EXPECT_THROW(reader.read_stored({0, 0, 2, 2}, few), model::Error);
}

TEST(GridReader, OtherBandsHaveNoStoredNumbers) {
  const TemporaryFolder folder;
  const auto stored = [&](const std::string& type, double nodata, std::optional<double> given, double moved) {
    auto raster = utm_raster(2, 2);
    raster.type = type;
    raster.has_nodata = nodata != 0;
    raster.nodata = nodata;
    raster.west += moved;
    write_raster(folder.file("a.tif"), raster);
    GridReader reader({.path = folder.file("a.tif"), .nodata = given}, study_of(2, 2));
    std::vector<std::int16_t> numbers(4);
    const bool has = reader.stored_numbers().has_value();
    if (!has) {
      EXPECT_THROW(reader.read_stored({0, 0, 2, 2}, numbers), model::Error);
    }
    return has;
  };
  EXPECT_TRUE(stored("Int16", -1, {}, 0));
  EXPECT_TRUE(stored("Int16", 0, -3000, 0));
  EXPECT_FALSE(stored("Int16", 0, {}, 0)) << "no number is no data";
  EXPECT_FALSE(stored("Int16", 0, 0.5, 0)) << "nor is a fraction";
  EXPECT_FALSE(stored("Int16", 0, 40000, 0)) << "nor one that the band cannot hold";
  EXPECT_FALSE(stored("Int16", -1, {}, 7)) << "warped";
  for (const auto* type : {"Byte", "UInt16", "Int32", "Float32"})
    EXPECT_FALSE(stored(type, 1, {}, 0)) << type;
}

TEST(GridReader, RowsOutsideTheGridAreRefused) {
  const TemporaryFolder folder;
  write_raster(folder.file("a.tif"), utm_raster(2, 2));
  GridReader reader({.path = folder.file("a.tif")}, study_of(2, 2));
  EXPECT_THROW(reader.read_rows({1, 0, 2, 2}, [](std::int64_t, std::span<double>) {}), model::Error);
}

TEST(GridReader, NanAndRoundedFloatNodata) {
  const TemporaryFolder folder;
  auto raster = utm_raster(1, 3);
  raster.type = "Float32";
  raster.has_nodata = true;
  raster.nodata = -9999.9;
  raster.value = [](int, int, int col) { return col == 0 ? -9999.9 : col == 1 ? nan : 7; };
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(1, 3);
  GridReader reader({.path = folder.file("a.tif")}, study);
  expect_same(read_all(reader, study), {nan, nan, 7}, "float");
}

TEST(GridReader, ReadsTheBandsOwnScale) {
  const TemporaryFolder folder;
  write_raster(folder.file("a.tif"), utm_raster(1, 2));
  {
    const DatasetHandle file(GDALDataset::Open(folder.file("a.tif").c_str(), GDAL_OF_UPDATE));
    file->GetRasterBand(1)->SetScale(2);
    file->GetRasterBand(1)->SetOffset(5);
  }
  const auto study = study_of(1, 2);
  GridReader own({.path = folder.file("a.tif")}, study);
  expect_same(read_all(own, study), {5, 7}, "own");
  GridReader given({.path = folder.file("a.tif"), .scale = 1, .offset = 0}, study);
  expect_same(read_all(given, study), {0, 1}, "given");
}

TEST(GridReader, ClassesAreWholeNumbers) {
  const TemporaryFolder folder;
  auto raster = utm_raster(1, 3);
  raster.has_nodata = true;
  raster.nodata = 2;
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(1, 4);
  GridReader reader({.path = folder.file("a.tif"), .scale = 0.1}, study);
  std::vector<std::int32_t> codes(4);
  reader.read(study.grid.window(), codes, -7);
  EXPECT_EQ(codes, (std::vector<std::int32_t>{0, 1, -7, -7}));
  raster.value = [](int, int, int) { return 2.5; };
  write_raster(folder.file("b.tif"), raster);
  GridReader broken({.path = folder.file("b.tif")}, study);
  EXPECT_THAT(error_of([&] { broken.read(study.grid.window(), codes, -7); }),
              AllOf(HasSubstr("b.tif"), HasSubstr("2.5"), HasSubstr("whole class codes")));
}

TEST(GridReader, MixingClassesIsRefused) {
  const TemporaryFolder folder;
  write_raster(folder.file("a.tif"), lonlat_raster(100, 100, 0.001, 0.001));
  const auto study = study_of(10, 10);
  GridReader reader({.path = folder.file("a.tif"), .resampling = Resampling::bilinear}, study);
  std::vector<std::int32_t> codes(100);
  EXPECT_THAT(error_of([&] { reader.read(study.grid.window(), codes, 0); }, Fault::usage),
              HasSubstr("nearest or mode"));
}

class WarpedReading : public ::testing::TestWithParam<Resampling> {};

TEST_P(WarpedReading, DoesNotDependOnTheWindow) {
  const TemporaryFolder folder;
  auto raster = lonlat_raster(260, 300, 0.0011, 0.0009);
  raster.type = "Int16";
  raster.has_nodata = true;
  raster.nodata = -32768;
  const auto smooth = raster.value;
  raster.value = [smooth](int band, int row, int col) {
    return (row * 7 + col * 13) % 31 == 0 ? -32768 : std::round(smooth(band, row, col));
  };
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(300, 530, 600000, 4352000);
  GridReader reader({.path = folder.file("a.tif"), .resampling = GetParam()}, study);
  EXPECT_FALSE(reader.on_grid());
  const auto whole = read_all(reader, study);
  EXPECT_GT(std::count_if(whole.begin(), whole.end(), [](double v) { return std::isfinite(v); }), 80000);
  // A reader that has the blocks already, and one that meets them in another order.
  GridReader fresh({.path = folder.file("a.tif"), .resampling = GetParam()}, study);
  for (const std::int64_t tile : {64, 256, 500}) {
    expect_same(read_tiled(reader, study, tile), whole, "tile " + std::to_string(tile));
    expect_same(read_tiled(fresh, study, tile), whole, "fresh, tile " + std::to_string(tile));
  }
}

INSTANTIATE_TEST_SUITE_P(All, WarpedReading,
                         ::testing::Values(Resampling::nearest, Resampling::bilinear, Resampling::cubic,
                                           Resampling::average, Resampling::mode));

TEST(GridReader, NearestIsThePixelThatHoldsTheCentre) {
  const TemporaryFolder folder;
  const auto raster = lonlat_raster(260, 300, 0.0011, 0.0009);
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(150, 140, 601000, 4348000);
  GridReader reader({.path = folder.file("a.tif")}, study);
  const auto got = read_all(reader, study);
  const CrsTransform to_lonlat(study.crs, Crs::wgs84());
  for (std::int64_t row = 0; row < 150; ++row)
    for (std::int64_t col = 0; col < 140; ++col) {
      std::vector<double> x{study.grid.x(col)}, y{study.grid.y(row)};
      to_lonlat(x, y);
      const double c = (x[0] - raster.west) / raster.dx, r = (raster.north - y[0]) / raster.dy;
      // Positions are right to a thousandth of a pixel.
      if (std::abs(c - std::round(c)) < 2e-3 || std::abs(r - std::round(r)) < 2e-3) continue;
      ASSERT_EQ(got[static_cast<std::size_t>(row * 140 + col)],
                raster.value(1, static_cast<int>(std::floor(r)), static_cast<int>(std::floor(c))))
          << row << " " << col;
    }
}

TEST(GridReader, BilinearReproducesAPlane) {
  const TemporaryFolder folder;
  auto raster = lonlat_raster(260, 300, 0.0011, 0.0009);
  raster.type = "Int16";
  raster.value = [](int, int row, int col) { return 20.0 * row + 30.0 * col; };
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(150, 140, 601000, 4348000);
  GridReader reader({.path = folder.file("a.tif"), .resampling = Resampling::bilinear}, study);
  const auto got = read_all(reader, study);
  const CrsTransform to_lonlat(study.crs, Crs::wgs84());
  for (const std::int64_t row : {0, 77, 149})
    for (const std::int64_t col : {0, 33, 139}) {
      std::vector<double> x{study.grid.x(col)}, y{study.grid.y(row)};
      to_lonlat(x, y);
      const double c = (x[0] - raster.west) / raster.dx - 0.5, r = (raster.north - y[0]) / raster.dy - 0.5;
      // Not rounded to the file's whole numbers; positions are right to a thousandth of a pixel.
      EXPECT_NEAR(got[static_cast<std::size_t>(row * 140 + col)], 20 * r + 30 * c, 0.05);
    }
}

TEST(GridReader, AverageIsTheMeanOfThePixelsBelow) {
  const TemporaryFolder folder;
  write_raster(folder.file("a.tif"), utm_raster(40, 40));
  const auto study = study_of(4, 4, 600000, 4350000, 300);
  GridReader reader({.path = folder.file("a.tif"), .resampling = Resampling::average}, study);
  const auto got = read_all(reader, study);
  for (int row = 0; row < 4; ++row)
    for (int col = 0; col < 4; ++col)
      EXPECT_NEAR(got[static_cast<std::size_t>(row * 4 + col)], 100 * (10 * row + 4.5) + 10 * col + 4.5,
                  1e-9);
}

/// A coarser study pixel takes the four raster pixels around its centre, no more: what is between 20 m pixels
/// is so whether they come as a raster or as a scene.
TEST(GridReader, BilinearDoesNotSmoothOntoCoarserPixels) {
  const TemporaryFolder folder;
  auto raster = utm_raster(60, 60);
  raster.dx = raster.dy = 20;
  raster.value = [](int, int, int col) { return col < 30 ? 0.2 : 0.8; };
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(40, 40);
  GridReader reader({.path = folder.file("a.tif"), .resampling = Resampling::bilinear}, study);
  const auto got = read_all(reader, study);
  for (std::size_t col = 0; col < 40; ++col)
    EXPECT_FLOAT_EQ(static_cast<float>(got[col]), col < 20 ? 0.2F : 0.8F) << col;
}

/// Four layers of bytes, of which the file format calls the last one alpha.
TEST(GridReader, AStackOfFourHasNoAlphaBand) {
  const TemporaryFolder folder;
  auto raster = utm_raster(8, 8);
  raster.bands = 4;
  raster.type = "Byte";
  raster.value = [](int band, int, int) { return band == 4 ? 0.0 : 10.0 * band; };
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(8, 8);
  for (int band = 1; band <= 4; ++band) {
    GridReader reader({.path = folder.file("a.tif"), .band = band}, study);
    EXPECT_EQ(read_all(reader, study), std::vector<double>(64, band == 4 ? 0.0 : 10.0 * band)) << band;
  }
}

/// Copied or resampled: what an alpha band leaves out has no data, whatever number is stored there.
TEST(GridReader, AnAlphaBandLeavesOutPixels) {
  const TemporaryFolder folder;
  auto raster = utm_raster(8, 8);
  raster.bands = 2;
  raster.type = "Int16";
  raster.options = {"ALPHA=YES"};
  raster.value = [](int band, int, int col) { return band == 1 ? 3000.0 : (col < 4 ? 0.0 : 255.0); };
  write_raster(folder.file("a.tif"), raster);
  for (const double shift : {0.0, 10.0}) {
    const auto study = study_of(8, 6, 600000 + shift);
    for (const auto& nodata : {std::optional<double>(), std::optional<double>(-9999)}) {
      GridReader reader({.path = folder.file("a.tif"), .resampling = Resampling::bilinear, .nodata = nodata},
                        study);
      EXPECT_EQ(reader.on_grid(), shift == 0);
      EXPECT_FALSE(reader.stored_numbers().has_value());
      const auto got = read_all(reader, study);
      for (std::size_t col = 0; col < 6; ++col) {
        if (col < 4) {
          EXPECT_TRUE(std::isnan(got[col])) << col;
        } else {
          EXPECT_DOUBLE_EQ(got[col], 3000) << col;
        }
      }
    }
  }
}

/// A file with several bands is read where its band is named, and refused where not. An alpha band is no
/// other.
TEST(GridReader, TheBandIsNamedOrTheOnlyOne) {
  const TemporaryFolder folder;
  auto raster = utm_raster(8, 8);
  raster.bands = 2;
  write_raster(folder.file("two.tif"), raster);
  raster.type = "Int16";
  raster.options = {"ALPHA=YES"};
  write_raster(folder.file("masked.tif"), raster);
  const auto study = study_of(8, 8);
  EXPECT_THAT(open_error({.path = folder.file("two.tif"), .band_setting = "ndvi.band"}, study),
              AllOf(HasSubstr("two.tif"), HasSubstr("2 bands"), HasSubstr("ndvi.band")));
  EXPECT_NO_THROW(GridReader({.path = folder.file("two.tif"), .band = 2}, study));
  EXPECT_NO_THROW(GridReader({.path = folder.file("masked.tif"), .band_setting = "ndvi.band"}, study));
}

TEST(GridReader, ValueBandsAreAllButAMask) {
  const TemporaryFolder folder;
  const auto bands = [&](int count, const std::string& type, const std::vector<std::string>& options) {
    auto raster = utm_raster(4, 4);
    raster.bands = count;
    raster.type = type;
    raster.options = options;
    write_raster(folder.file("a.tif"), raster);
    return value_bands(*open_raster(folder.file("a.tif")));
  };
  EXPECT_EQ(bands(1, "Int16", {}), 1);
  EXPECT_EQ(bands(2, "Int16", {}), 2);
  EXPECT_EQ(bands(2, "Int16", {"ALPHA=YES"}), 1);
  EXPECT_EQ(bands(4, "Byte", {}), 4);
}

class ResampledExtent : public ::testing::TestWithParam<Resampling> {};

/// Cells of positions hang on the grid's corner, so these differ by a thousandth of a raster pixel at most.
TEST_P(ResampledExtent, HardlyChangesAPixel) {
  const TemporaryFolder folder;
  write_raster(folder.file("a.tif"), lonlat_raster(260, 300, 0.0011, 0.0009));
  const auto study = study_of(96, 96, 601000, 4348000),
             part = study_of(40, 32, 601000 + 30 * 35, 4348000 - 30 * 17);
  GridReader reader({.path = folder.file("a.tif"), .resampling = GetParam()}, study);
  GridReader reader_of_part({.path = folder.file("a.tif"), .resampling = GetParam()}, part);
  const auto all = read_all(reader, study), got = read_all(reader_of_part, part);
  int flipped = 0;
  for (std::size_t row = 0; row < 40; ++row)
    for (std::size_t col = 0; col < 32; ++col)
      flipped += std::abs(got[row * 32 + col] - all[(row + 17) * 96 + col + 35]) > 0.2 ? 1 : 0;
  const bool between = GetParam() == Resampling::bilinear || GetParam() == Resampling::cubic;
  EXPECT_LE(flipped, between ? 0 : 12) << "of 1280 pixels; values of pixels side by side differ by some 50";
}

INSTANTIATE_TEST_SUITE_P(All, ResampledExtent,
                         ::testing::Values(Resampling::nearest, Resampling::bilinear, Resampling::cubic,
                                           Resampling::average, Resampling::mode));

TEST(GridReader, WhatIsNotPlausibleTakesNoPartInItsNeighbours) {
  const TemporaryFolder folder;
  auto raster = utm_raster(8, 8);
  raster.type = "Int16";
  raster.west = 600010;
  raster.value = [](int, int row, int col) { return row == 3 && col == 4 ? 15000.0 : 5000.0; };
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(8, 8);
  RasterSettings settings{.path = folder.file("a.tif"), .scale = 1e-4, .plausible = PlausibleValues{-1, 1}};
  for (const auto resampling : {Resampling::bilinear, Resampling::cubic}) {
    settings.resampling = resampling;
    settings.plausible->clip = false;
    GridReader reader(settings, study);
    auto got = read_all(reader, study);
    EXPECT_DOUBLE_EQ(got[3 * 8 + 4], 1.5) << "the pixel itself can be counted";
    for (const std::size_t pixel : {3 * 8 + 3, 3 * 8 + 5, 2 * 8 + 4, 4 * 8 + 4})
      EXPECT_DOUBLE_EQ(got[pixel], 0.5);
    settings.plausible->clip = true;
    GridReader clipping(settings, study);
    got = read_all(clipping, study);
    EXPECT_GT(got[3 * 8 + 5], 0.5) << "taken at the limit";
    EXPECT_LE(got[3 * 8 + 5], 0.5 + 0.5 * 0.5);
  }
}

TEST(GridReader, ModeTakesTheClassOfMostPixels) {
  const TemporaryFolder folder;
  auto raster = utm_raster(40, 40);
  raster.type = "Byte";
  raster.dx = raster.dy = 10;
  raster.value = [](int, int row, int col) { return row % 3 == 1 && col % 3 == 1 ? 9.0 : 4.0; };
  write_raster(folder.file("a.tif"), raster);
  const auto study = study_of(13, 13);
  const auto classes = [&](Resampling resampling) {
    GridReader reader({.path = folder.file("a.tif"), .resampling = resampling}, study);
    std::vector<std::int32_t> codes(13 * 13);
    reader.read(study.grid.window(), codes, -1);
    return codes;
  };
  EXPECT_EQ(classes(Resampling::mode), std::vector<std::int32_t>(13 * 13, 4));
  EXPECT_EQ(classes(Resampling::nearest), std::vector<std::int32_t>(13 * 13, 9));
}

TEST(GridReader, NothingButNanOutsideTheRaster) {
  const TemporaryFolder folder;
  write_raster(folder.file("a.tif"), lonlat_raster(50, 50, 0.001, 0.001));
  const auto study = study_of(400, 400, 595000, 4360000);
  GridReader reader({.path = folder.file("a.tif")}, study);
  const auto got = read_all(reader, study);
  EXPECT_TRUE(std::isnan(got.front()));
  EXPECT_GT(std::count_if(got.begin(), got.end(), [](double v) { return std::isfinite(v); }), 1000);
}

TEST(GridReader, PlacesOutsideTheProjectionsDomainAreNan) {
  const TemporaryFolder folder;
  write_raster(folder.file("world.tif"), {.rows = 180,
                                          .cols = 360,
                                          .west = -180,
                                          .north = 90,
                                          .crs = "EPSG:4326",
                                          .value = [](int, int row, int) { return 89.5 - row; }});
  const auto study = grid_from_bounds(Crs::from_text("+proj=laea +lat_0=45 +lon_0=10 +datum=WGS84"),
                                      {100000, 100000}, {-14000000, -14000000, 14000000, 14000000});
  GridReader reader({.path = folder.file("world.tif"), .resampling = Resampling::bilinear}, study);
  const auto got = read_all(reader, study);
  EXPECT_TRUE(std::isnan(got.front()));
  EXPECT_NEAR(got[140 * 280 + 140], 45, 1);
  expect_same(read_tiled(reader, study, 64), got, "tiles of 64");
}

/// A projected grid across 180 degrees on rasters that count to 180 and to 360.
TEST(GridReader, LongitudesMayBeginAnywhere) {
  const TemporaryFolder folder;
  const auto longitude_raster = [&](const std::string& name, double west, int cols) {
    write_raster(folder.file(name), {.rows = 400,
                                     .cols = cols,
                                     .west = west,
                                     .north = 55,
                                     .dx = 0.05,
                                     .dy = 0.05,
                                     .crs = "EPSG:4326",
                                     .value = [west](int, int, int col) {
                                       return std::remainder(west + 0.05 * (col + 0.5), 360.0) > 0 ? 1.0
                                                                                                   : 2.0;
                                     }});
  };
  longitude_raster("180.tif", -180, 7200);
  longitude_raster("360.tif", 170, 400);
  // UTM 60, whose eastern edge lies on 180 degrees.
  const StudyGrid study{model::Grid(600000, 5400000, 10000, 10000, 40, 40, false),
                        Crs::from_text("EPSG:32660")};
  for (const auto resampling : {Resampling::nearest, Resampling::average, Resampling::mode}) {
    GridReader of_180({.path = folder.file("180.tif"), .resampling = resampling}, study);
    GridReader of_360({.path = folder.file("360.tif"), .resampling = resampling}, study);
    const auto a = read_all(of_180, study), b = read_all(of_360, study);
    std::vector<double> lon(a.size()), lat(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      lon[i] = static_cast<double>(i % 40) + 0.5;
      lat[i] = static_cast<double>(i / 40) + 0.5;
    }
    to_lonlat(study, lon, lat);
    int east = 0, west = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (std::abs(std::remainder(lon[i] - 180, 360)) < 0.2) continue;  // one or both sides
      const double want = std::remainder(lon[i], 360) > 0 ? 1 : 2;
      (want == 1 ? east : west) += 1;
      EXPECT_EQ(a[i], want) << lon[i];
      EXPECT_EQ(b[i], want) << lon[i];
    }
    EXPECT_GT(east, 100);
    EXPECT_GT(west, 100);
    const StudyGrid degrees{model::Grid(188, 54, 0.1, 0.1, 40, 10, true), Crs::from_text("EPSG:4326")};
    GridReader counted_on({.path = folder.file("180.tif"), .resampling = resampling}, degrees);
    const auto counted = read_all(counted_on, degrees);
    EXPECT_EQ(counted, std::vector<double>(400, 2)) << "188 to 189 is -172 to -171";
  }
}

TEST(GridReader, AverageAtThePoleTakesNoOtherLongitudes) {
  const TemporaryFolder folder;
  write_raster(folder.file("world.tif"),
               {.rows = 180,
                .cols = 360,
                .west = -180,
                .north = 90,
                .crs = "EPSG:4326",
                .value = [](int, int, int col) { return static_cast<double>(col); }});
  const auto study = grid_from_bounds(Crs::from_text("+proj=laea +lat_0=90 +lon_0=0 +datum=WGS84"),
                                      {200000, 200000}, {-6400000, -6400000, 6400000, 6400000});
  GridReader reader({.path = folder.file("world.tif"), .resampling = Resampling::average}, study);
  const auto got = read_all(reader, study);
  expect_same(read_tiled(reader, study, 20), got, "tiles of 20");
  // On the meridian of 90 degrees east, away from the pole.
  EXPECT_NEAR(got[32 * 64 + 50], 270, 6);
}

TEST(GridReader, SaysWhatIsWrongWithAFile) {
  const TemporaryFolder folder;
  const auto study = study_of(10, 10);
  auto far = lonlat_raster(10, 10, 0.001, 0.001);
  far.west = -70;
  write_raster(folder.file("far.tif"), far);
  EXPECT_THAT(
      open_error({.path = folder.file("far.tif")}, study),
      AllOf(HasSubstr("far.tif"), HasSubstr("does not overlap"), HasSubstr("-70"), HasSubstr("EPSG:32649")));
  auto bare = utm_raster(3, 3);
  bare.crs.clear();
  write_raster(folder.file("bare.tif"), bare);
  EXPECT_THAT(
      open_error({.path = folder.file("bare.tif"), .crs_setting = "ndvi.crs"}, study),
      AllOf(HasSubstr("bare.tif"), HasSubstr("no coordinate reference system"), HasSubstr("ndvi.crs")));
  EXPECT_TRUE(GridReader({.path = folder.file("bare.tif"), .crs = study.crs}, study).on_grid());
  EXPECT_THAT(open_error({.path = folder.file("bare.tif"), .band = 4, .crs = study.crs}, study),
              HasSubstr("band 4"));
  EXPECT_THAT(open_error({.path = folder.path().string()}, study), HasSubstr("is a folder"));
  EXPECT_THAT(open_error({.path = folder.file("none.tif")}, study), HasSubstr("there is no raster file"));
}

/// A file cut off in its data: the header can be read, the last rows cannot.
std::string truncated(const TemporaryFolder& folder, const TestRaster& raster) {
  const auto path = folder.file("cut.tif");
  write_raster(path, raster);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) * 2 / 3);
  return path;
}

TEST(GridReader, ATruncatedFileNamesFileBandAndWindow) {
  const TemporaryFolder folder;
  const auto path = truncated(folder, utm_raster(100, 80));
  const auto study = study_of(100, 80);
  GridReader reader({.path = path}, study);
  std::vector<double> out(80);
  EXPECT_NO_THROW(reader.read({0, 0, 1, 80}, out));
  EXPECT_THAT(error_of([&] {
                reader.read({99, 0, 1, 80}, out);
              }),
              AllOf(HasSubstr("cut.tif"), HasSubstr("band 1"), HasSubstr("rows 99..99")));
}

TEST(GridReader, ATruncatedFileIsNoticedWhenWarped) {
  const TemporaryFolder folder;
  const auto path = truncated(folder, lonlat_raster(100, 100, 0.001, 0.001));
  const auto study = study_of(100, 80, 600000, 4349000);
  GridReader reader({.path = path, .resampling = Resampling::bilinear}, study);
  EXPECT_THAT(error_of([&] { read_all(reader, study); }),
              AllOf(HasSubstr("cut.tif"), HasSubstr("rows 0..99")));
}

TEST(GridReader, WindowsOutsideTheGridAreRefused) {
  const TemporaryFolder folder;
  write_raster(folder.file("a.tif"), utm_raster(3, 3));
  const auto study = study_of(3, 3);
  GridReader reader({.path = folder.file("a.tif")}, study);
  std::vector<double> out(9);
  EXPECT_THROW(reader.read({0, 1, 3, 3}, out), model::Error);
  EXPECT_THROW(reader.read({0, 0, 3, 2}, out), model::Error);
}

TEST(Resampling, IsParsedByName) {
  EXPECT_EQ(resampling_from("cubic"), Resampling::cubic);
  EXPECT_THAT(error_of([] { static_cast<void>(resampling_from("lanczos")); }, Fault::usage),
              HasSubstr("nearest"));
}

TEST(GridReader, HarvardForestNdvi) {
  MINENPP_NEEDS_REAL_DATA();
  const auto path = ::minenpp::testing::real_data() + "/harvard_forest_2011/ndvi_HARV/005_HARV_ndvi_crop.tif";
  const auto study = grid_of_raster(path);
  EXPECT_EQ(study.grid, model::Grid(239415, 4714365, 30, 30, 5, 4, false));
  const StudyGrid named{study.grid, Crs::from_text("EPSG:32619")};
  GridReader reader({.path = path, .scale = 1e-4}, named);
  EXPECT_TRUE(reader.on_grid());
  const auto values = read_all(reader, study);
  // gdalinfo: minimum 2732, maximum 5545, mean 3651.5.
  EXPECT_NEAR(*std::min_element(values.begin(), values.end()), 0.2732, 1e-12);
  EXPECT_NEAR(*std::max_element(values.begin(), values.end()), 0.5545, 1e-12);
  EXPECT_NEAR(std::accumulate(values.begin(), values.end(), 0.0) / 20, 0.36515, 1e-12);
}

TEST(GridReader, NorthAmericaOntoAnEqualAreaGrid) {
  MINENPP_NEEDS_REAL_DATA();
  const auto path = ::minenpp::testing::real_data() + "/north_america_10min/ndvi_NA.tif";
  const auto study =
      grid_from_bounds(Crs::from_text("EPSG:5070"), {20000, 20000}, {-2400000, 200000, 2300000, 3200000});
  for (const auto resampling : {Resampling::nearest, Resampling::average}) {
    GridReader reader({.path = path, .band = 7, .resampling = resampling, .scale = 1e-4}, study);
    const auto whole = read_all(reader, study);
    double sum = 0;
    int count = 0;
    for (const double v : whole)
      if (std::isfinite(v)) sum += v, ++count;
    EXPECT_GT(count, 20000);
    EXPECT_GT(sum / count, 0.4);
    EXPECT_LT(sum / count, 0.75);
    expect_same(read_tiled(reader, study, 64), whole, "tiles of 64");
  }
}

}  // namespace
}  // namespace minenpp::io
