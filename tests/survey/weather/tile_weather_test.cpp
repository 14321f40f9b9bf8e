#include "survey/weather/tile_weather.h"

#include <cmath>
#include <filesystem>

#include <gmock/gmock.h>
#include <unistd.h>

#include "io/gdal/session.h"
#include "io/raster/geotiff_writer.h"
#include "survey/catalogue/gridded_inputs.h"
#include "survey/npp/class_lookup.h"
#include "survey/weather/surfaces.h"

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto T = WeatherVariable::temperature;
constexpr auto P = WeatherVariable::precipitation;

TEST(UsableWeather, KeepsWhatIsPlausible) {
  EXPECT_EQ(usable_weather(T, -40), -40);
  EXPECT_TRUE(std::isnan(usable_weather(T, 288)));
  EXPECT_TRUE(std::isnan(usable_weather(T, -9999)));
  EXPECT_EQ(usable_weather(P, 12), 12);
  EXPECT_EQ(usable_weather(P, -0.01), 0);
  EXPECT_TRUE(std::isnan(usable_weather(P, -99)));
  EXPECT_TRUE(std::isnan(usable_weather(WeatherVariable::radiation, 1e20)));
  EXPECT_TRUE(std::isnan(usable_weather(P, model::no_data)));
}

/// A grid of 300 x 20 pixels with a temperature of month x 1000 + row, in hundredths, and one hole.
class TileWeatherTest : public ::testing::Test {
 protected:
  TileWeatherTest()
      : folder_(std::filesystem::temp_directory_path() / ("minenpp-weather-" + std::to_string(getpid()))),
        cache_({}, model::Geometry::plane) {
    io::start_gdal();
    std::filesystem::create_directories(folder_);
    catalogue_.grid = {model::Grid(600000, 4380000, 30, 30, rows, cols, false),
                       io::Crs::from_text("EPSG:32649")};
    catalogue_.years.resize(1);
    catalogue_.years[0].year = 2016;
    write("t.tif", 12);
    settings_.set("gridded.temperature", (folder_ / "t.tif").string());
  }
  ~TileWeatherTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, int bands) const {
    io::GeoTiffWriter writer(
        (folder_ / name).string(), catalogue_.grid,
        {.type = io::PixelType::int16, .bands = bands, .nodata = -32768, .scale = 0.001, .offset = 1});
    for (int band = 1; band <= bands; ++band) {
      std::vector<std::int16_t> raw(rows * cols);
      for (std::size_t i = 0; i < raw.size(); ++i)
        raw[i] = static_cast<std::int16_t>(band * 1000 + static_cast<int>(i) / cols);
      raw[hole] = -32768;
      writer.write(catalogue_.grid.grid.window(), raw, band);
    }
    writer.finish();
  }

  static double expected(int month, std::int64_t row) {
    return static_cast<double>(month * 1000 + row) * 0.001 + 1;
  }

  void find() {
    ProblemList problems;
    Notices notices(false, "warning");
    catalogue_.gridded = find_gridded(settings_, catalogue_, problems, notices);
    problems.throw_if_any();
    warnings_ = notices.warnings();
  }

  static constexpr int rows = 300, cols = 20;
  static constexpr std::size_t hole = 150 * cols + 10;
  std::filesystem::path folder_;
  Settings settings_;
  Catalogue catalogue_;
  KernelCache cache_;
  std::vector<std::string> warnings_;
};

TEST_F(TileWeatherTest, EveryPixelHasItsOwnWeatherWhateverTheTile) {
  find();
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("gridded temperature is a climatology")));
  StationYear stations;
  const WeatherSurfaces none(stations, {}, {}, cache_);
  for (const model::Window window : {model::Window{0, 0, rows, cols}, model::Window{100, 2, 180, 17}}) {
    GriddedWeather gridded(settings_, catalogue_);
    TileWeather::Sources sources;
    sources.surfaces = &none;
    sources.gridded = &gridded;
    TileWeather weather(std::move(sources));
    EXPECT_FALSE(weather.needs_positions()) << "all is read from rasters";
    TileInputs tile;
    tile.window = window;
    tile.classes.assign(static_cast<std::size_t>(window.size()), 3);
    std::int64_t seen = 0;
    for (const auto& part : weather.parts(window)) {
      EXPECT_LE(part.rows, 128);
      weather.begin(tile, part);
      for (std::int64_t row = part.row; row < part.row + part.rows; ++row) {
        const auto pixel = static_cast<std::size_t>((row - window.row) * window.cols);
        const std::array<std::size_t, 2> pixels{pixel, pixel + 1};
        WeatherBatch batch;
        weather.evaluate(pixels, {}, batch);
        for (int month = 1; month <= 12; ++month) {
          const auto& of_month = batch.of(T)[static_cast<std::size_t>(month - 1)];
          ASSERT_DOUBLE_EQ(of_month[0], expected(month, row));
          ASSERT_DOUBLE_EQ(of_month[1], expected(month, row));
          ASSERT_TRUE(std::isnan(of_month[2])) << "no pixel, no weather";
        }
        ASSERT_TRUE(batch.of(P)[0].isNaN().all()) << "nobody gives precipitation";
      }
      seen += part.size();
    }
    EXPECT_EQ(seen, window.size());
    EXPECT_EQ(gridded.counts().pixels, window.size());
    EXPECT_EQ(gridded.counts().missing[0], 1) << "the hole";
    EXPECT_EQ(gridded.counts().values[0][5], window.size() - 1);
    EXPECT_EQ(gridded.counts().outside[0][5], 0);
  }
}

TEST_F(TileWeatherTest, PixelsWithoutAClassAreNotCounted) {
  find();
  GriddedWeather gridded(settings_, catalogue_);
  TileInputs tile;
  tile.window = catalogue_.grid.grid.window();
  tile.classes.assign(rows * cols, no_class);
  tile.classes[hole] = 8;
  gridded.read(0, tile, {0, 0, 128, cols});
  EXPECT_EQ(gridded.counts().pixels, 0);
  gridded.read(0, tile, {128, 0, 128, cols});
  EXPECT_EQ(gridded.counts().pixels, 1);
  EXPECT_EQ(gridded.counts().missing[0], 1);
}

TEST_F(TileWeatherTest, ASurveyKrigedPixelByPixelIsOnePart) {
  StationYear stations;
  const WeatherSurfaces none(stations, {}, {}, cache_);
  EXPECT_THAT(testing::exact(none).parts({10, 20, 300, 400}), ElementsAre(model::Window{10, 20, 300, 400}));
}

TEST_F(TileWeatherTest, FindsMonthsByName) {
  for (const char* name : {"p-2016-07.tif", "p-2016-08.tif", "p-2015-08.tif"}) write(name, 1);
  catalogue_.years[0].ndvi = {{"", 1, 8}};
  settings_.set("gridded.precipitation", (folder_ / "p-{year}-{month}.tif").string());
  find();
  const auto& bands = catalogue_.gridded[0].of(P);
  ASSERT_TRUE(bands[6] && bands[7]);
  EXPECT_THAT(bands[7]->file, HasSubstr("p-2016-08.tif"));
  EXPECT_EQ(bands[7]->year, 2016);
  EXPECT_FALSE(bands[7]->climatology);
  EXPECT_FALSE(bands[0]) << "not needed where August alone is surveyed";
  catalogue_.years[0].ndvi = {{"", 1, 9}};
  try {
    find();
    FAIL() << "September is missing";
  } catch (const model::Error& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("gridded.precipitation = "),
                      HasSubstr("no gridded precipitation of 2016 in month(s) 9; 1 month(s) are needed"),
                      HasSubstr("2015 to 2016")));
  }
}

TEST_F(TileWeatherTest, TheWrongNumberOfBandsIsAnError) {
  write("five.tif", 5);
  settings_.set("gridded.temperature", (folder_ / "five.tif").string());
  try {
    find();
    FAIL() << "5 bands passed";
  } catch (const model::Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("five.tif"), HasSubstr("5 band(s) and no time axis")));
  }
}

}  // namespace
}  // namespace minenpp::survey
