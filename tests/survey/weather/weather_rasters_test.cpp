#include "survey/weather/weather_rasters.h"

#include <cmath>
#include <filesystem>
#include <functional>
#include <numbers>

#include <gmock/gmock.h>
#include <unistd.h>

#include "io/gdal/session.h"
#include "io/raster/geotiff_writer.h"
#include "model/error.h"

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

using Values = std::function<double(double x, double y)>;

double waves(double x, double y) {
  return 15 + 8 * std::sin(x * 40) + 5 * std::cos(y * 30);
}

class WeatherRastersTest : public ::testing::Test {
 protected:
  WeatherRastersTest()
      : folder_(std::filesystem::temp_directory_path() / ("minenpp-rasters-" + std::to_string(getpid()))) {
    io::start_gdal();
    std::filesystem::create_directories(folder_);
  }
  ~WeatherRastersTest() override { std::filesystem::remove_all(folder_); }

  /// A raster whose pixels hold `value` of their centres; two bands, the second 100 more.
  io::RasterSettings write(const io::StudyGrid& grid, const Values& value,
                           io::Resampling resampling = io::Resampling::bilinear) {
    const auto path = (folder_ / ("r" + std::to_string(++written_) + ".tif")).string();
    io::GeoTiffWriter writer(path, grid, {.type = io::PixelType::float32, .bands = 2, .nodata = -9999});
    for (int band = 1; band <= 2; ++band) {
      std::vector<float> raw;
      for (std::int64_t row = 0; row < grid.grid.rows(); ++row)
        for (std::int64_t col = 0; col < grid.grid.cols(); ++col)
          raw.push_back(static_cast<float>(value(grid.grid.x(col), grid.grid.y(row)) + 100 * (band - 1)));
      writer.write(grid.grid.window(), raw, band);
    }
    writer.finish();
    io::RasterSettings settings;
    settings.path = path;
    settings.resampling = resampling;
    return settings;
  }

  static std::vector<double> read(WeatherRasters& rasters, const io::RasterSettings& band,
                                  const model::Window& window) {
    std::vector<double> values(static_cast<std::size_t>(window.size()));
    rasters.read(band, window, values);
    return values;
  }

  static io::StudyGrid degrees(double west, double north, double pixel, int rows, int cols) {
    return {model::Grid(west, north, pixel, pixel, rows, cols, true), io::Crs::wgs84()};
  }

  const io::StudyGrid study_{model::Grid(600000, 4380000, 30, 30, 200, 300, false),
                             io::Crs::from_text("EPSG:32649")};
  std::filesystem::path folder_;
  int written_ = 0;
};

TEST_F(WeatherRastersTest, AgreesWithWarping) {
  for (const auto resampling : {io::Resampling::bilinear, io::Resampling::cubic}) {
    const auto band = write(degrees(112.1, 39.7, 0.005, 60, 70), waves, resampling);
    WeatherRasters rasters(study_);
    const auto got = read(rasters, band, study_.grid.window());
    io::GridReader warped(band, study_);
    std::vector<double> want(got.size());
    warped.read(study_.grid.window(), want);
    for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], want[i], 2e-3) << i;
  }
}

TEST_F(WeatherRastersTest, NearestAndTheGridItselfAreCopied) {
  const auto own = write(study_, [](double x, double y) { return x / 1000 - y / 100000; });
  WeatherRasters rasters(study_);
  const auto got = read(rasters, own, study_.grid.window());
  io::GridReader copied(own, study_);
  std::vector<double> want(got.size());
  copied.read(study_.grid.window(), want);
  EXPECT_EQ(got, want);
  const auto blocks = write(
      {model::Grid(600000, 4380000, 300, 300, 20, 30, false), study_.crs},
      [](double x, double) { return x - 600000; }, io::Resampling::nearest);
  EXPECT_EQ(read(rasters, blocks, {0, 0, 1, 300})[9], 150);
  EXPECT_EQ(read(rasters, blocks, {0, 0, 1, 300})[10], 450);
}

TEST_F(WeatherRastersTest, AValueDoesNotDependOnTheWindow) {
  const auto band = write(degrees(112.1, 39.7, 0.005, 60, 70), waves);
  auto second = band;
  second.band = 2;
  WeatherRasters whole(study_), parts(study_);
  const auto all = read(whole, band, study_.grid.window());
  const auto other = read(whole, second, study_.grid.window());
  for (const model::Window window :
       {model::Window{0, 0, 64, 64}, {64, 0, 64, 64}, {131, 77, 13, 200}, {0, 0, 1, 1}}) {
    const auto first_band = read(parts, band, window), second_band = read(parts, second, window);
    for (std::int64_t r = 0; r < window.rows; ++r)
      for (std::int64_t c = 0; c < window.cols; ++c) {
        const auto at = static_cast<std::size_t>(r * window.cols + c);
        const auto in_all = static_cast<std::size_t>((window.row + r) * 300 + window.col + c);
        ASSERT_EQ(first_band[at], all[in_all]);
        ASSERT_EQ(second_band[at], other[in_all]);
      }
  }
}

TEST_F(WeatherRastersTest, LongitudesMayCountTo360) {
  const auto west_of_greenwich = degrees(-101, 41, 0.01, 100, 150);
  const auto field = [](double x, double y) { return waves((x > 180 ? x - 360 : x) / 20, y / 20); };
  const auto to_180 = write(degrees(-180, 90, 0.5, 360, 720), field),
             to_360 = write(degrees(0, 90, 0.5, 360, 720), field);
  WeatherRasters rasters(west_of_greenwich);
  const auto want = read(rasters, to_180, west_of_greenwich.grid.window());
  const auto got = read(rasters, to_360, west_of_greenwich.grid.window());
  for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], want[i], 1e-9);
  const auto at_greenwich = degrees(-1, 41, 0.01, 10, 200);
  WeatherRasters both_sides(at_greenwich);
  for (const double value : read(both_sides, to_360, at_greenwich.grid.window()))
    ASSERT_FALSE(std::isnan(value));
}

/// Half of the pixels of a grid over Greenwich lie beside the edge of a raster that counts from 0; the same
/// field counted from -180 has its edge elsewhere. And the other way round at 180 degrees.
TEST_F(WeatherRastersTest, TheEdgesOfARasterAroundTheEarthAreNeighbours) {
  const auto field = [](double x, double y) {
    return 10 * std::sin(x / 180 * std::numbers::pi * 90) + std::cos(y * 2);  // period 4 degrees
  };
  for (const auto resampling : {io::Resampling::nearest, io::Resampling::bilinear, io::Resampling::cubic}) {
    const auto to_180 = write(degrees(-180, 60, 0.75, 60, 480), field, resampling),
               to_360 = write(degrees(0, 60, 0.75, 60, 480), field, resampling);
    for (const double west : {-2.0, 178.0, -182.0, 358.0}) {
      const auto study = degrees(west, 41, 0.03, 30, 134);
      WeatherRasters rasters(study);
      const auto want = read(rasters, to_180, study.grid.window()),
                 got = read(rasters, to_360, study.grid.window());
      for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], want[i], 1e-9) << west << ' ' << i;
    }
  }
  const io::StudyGrid over_greenwich{model::Grid(660000, 5750000, 3000, 3000, 40, 40, false),
                                     io::Crs::from_text("EPSG:32630")};
  WeatherRasters rasters(over_greenwich);
  const auto window = over_greenwich.grid.window();
  const auto want = read(rasters, write(degrees(-180, 60, 0.75, 60, 480), field), window),
             got = read(rasters, write(degrees(0, 60, 0.75, 60, 480), field), window);
  for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], want[i], 0.02) << i;
}

TEST_F(WeatherRastersTest, AFineRasterUnderACoarseGrid) {
  const io::StudyGrid coarse{model::Grid(600000, 4380000, 6000, 6000, 10, 10, false), study_.crs};
  const auto fine = write({model::Grid(600000, 4380000, 30, 30, 2000, 2000, false), study_.crs},
                          [](double x, double y) { return (x - 600000) / 1000 + (4380000 - y) / 1000; });
  WeatherRasters rasters(coarse);
  const auto got = read(rasters, fine, coarse.grid.window());
  for (std::size_t i = 0; i < got.size(); ++i)
    ASSERT_NEAR(got[i], static_cast<double>(i % 10) * 6 + static_cast<double>(i / 10) * 6 + 6, 1e-4);
}

TEST_F(WeatherRastersTest, WhatIsOutsideIsNoDataAndElsewhereAnError) {
  const auto part = write({model::Grid(600000, 4380000, 30, 30, 100, 100, false), study_.crs},
                          [](double, double) { return 7; });
  WeatherRasters rasters(study_);
  const auto got = read(rasters, part, {0, 0, 200, 300});
  EXPECT_EQ(got[99], 7);
  EXPECT_TRUE(std::isnan(got[100]));
  EXPECT_TRUE(std::isnan(got.back()));
  const auto elsewhere = write(degrees(10, 50, 0.1, 10, 10), waves);
  try {
    read(rasters, elsewhere, {0, 0, 1, 1});
    FAIL() << "a raster of another country was read";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::input);
    EXPECT_THAT(error.what(), AllOf(HasSubstr("does not overlap the study grid"), HasSubstr(elsewhere.path)));
  }
}

}  // namespace
}  // namespace minenpp::survey
