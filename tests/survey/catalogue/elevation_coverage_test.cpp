#include "survey/catalogue/elevation_coverage.h"

#include <filesystem>
#include <functional>

#include <gmock/gmock.h>
#include <unistd.h>

#include "io/gdal/session.h"
#include "io/raster/geotiff_writer.h"
#include "survey/catalogue/station_elevations.h"

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const io::StudyGrid study{model::Grid(600000, 4376000, 30, 30, 200, 200, false),
                          io::Crs::from_text("EPSG:32649")};

class ElevationChecks : public ::testing::Test {
 protected:
  ElevationChecks()
      : folder_(std::filesystem::temp_directory_path() / ("minenpp-elevation-" + std::to_string(getpid()))) {
    io::start_gdal();
    std::filesystem::create_directories(folder_);
    catalogue_.grid = study;
    catalogue_.science.weather.drift[0] = DriftKind::lapse;
  }
  ~ElevationChecks() override { std::filesystem::remove_all(folder_); }

  /// A DEM of the study grid's first `rows`, without a declared no-data value.
  void write_dem(const std::function<float(std::int64_t row)>& elevation_m, std::int64_t rows = 200) {
    const auto path = (folder_ / "dem.tif").string();
    const auto& grid = study.grid;
    io::GeoTiffWriter writer(path,
                             {model::Grid(grid.west(), grid.north(), 30, 30, rows, 200, false), study.crs},
                             {.type = io::PixelType::float32});
    std::vector<float> values;
    for (std::int64_t row = 0; row < rows; ++row) values.insert(values.end(), 200, elevation_m(row));
    writer.write({0, 0, rows, 200}, values, 1);
    writer.finish();
    settings_.set("weather.dem", path);
  }

  std::vector<std::string> gaps() {
    Notices notices(false, "warning");
    warn_about_elevation_gaps(settings_, catalogue_, notices);
    return notices.warnings();
  }

  std::filesystem::path folder_;
  Settings settings_;
  Catalogue catalogue_;
};

TEST_F(ElevationChecks, AWholeDemSaysNothing) {
  write_dem([](std::int64_t) { return 1200.F; });
  EXPECT_THAT(gaps(), IsEmpty());
}

TEST_F(ElevationChecks, ZeroAmongMountainsIsNoShore) {
  write_dem([](std::int64_t row) { return row < 10 ? 0.F : 1200.5F; });
  EXPECT_THAT(gaps(), ElementsAre(AllOf(HasSubstr("5.0 % is exactly 0 m"), HasSubstr("above 1200 m"),
                                        HasSubstr("weather.dem-nodata = 0"))));
  write_dem([](std::int64_t row) { return row < 10 ? 0.F : row < 15 ? 50.F : 1200.5F; });
  EXPECT_THAT(gaps(), ElementsAre(HasSubstr("5.0 % is exactly 0 m"))) << "with the rim of resampling";
  write_dem([](std::int64_t row) { return row < 10 ? 0.F : row < 40 ? 50.F : 1200.5F; });
  EXPECT_THAT(gaps(), IsEmpty()) << "a coast";
  write_dem([](std::int64_t row) { return row < 10 ? 0.F : 99.F; });
  EXPECT_THAT(gaps(), IsEmpty());
  write_dem([](std::int64_t) { return 0.F; });
  EXPECT_THAT(gaps(), IsEmpty()) << "nothing says that the land is not flat";
}

TEST_F(ElevationChecks, FillValuesAreToldWithTheSettingThatNamesThem) {
  write_dem([](std::int64_t row) { return row < 50 ? -32768.F : 1200.F; });
  EXPECT_THAT(gaps(), ElementsAre(AllOf(HasSubstr("25.0 % of the study area has no usable elevation"),
                                        HasSubstr("(up to -32768)"), HasSubstr("weather.dem-nodata"),
                                        Not(HasSubstr("has none")))));
  settings_.set("weather.dem-nodata", "-32768");
  EXPECT_THAT(gaps(),
              ElementsAre(AllOf(HasSubstr("25.0 %"), HasSubstr("has none"), Not(HasSubstr("dem-nodata")))));
  catalogue_.science.weather.drift[0] = DriftKind::none;
  EXPECT_THAT(gaps(), IsEmpty()) << "nothing follows the elevation";
}

TEST_F(ElevationChecks, ADemOfAPartIsTold) {
  write_dem([](std::int64_t) { return 1200.F; }, 160);
  EXPECT_THAT(gaps(), ElementsAre(AllOf(HasSubstr("20.0 % of the study area"), HasSubstr("zones.boundary"))));
}

TEST_F(ElevationChecks, StationsOnTheDemAreComparedWithIt) {
  write_dem([](std::int64_t row) { return row < 100 ? 1200.F : 1300.F; });
  double lon[] = {10.5, 10.5, 250.5},
         lat[] = {20.5, 180.5, 20.5};  // columns and rows; the last beyond the DEM
  io::to_lonlat(study, lon, lat);
  StationYear stations;
  stations.ids = {"A", "B", "C"};
  stations.longitude_deg = {lon[0], lon[1] - 360, lon[2]};
  stations.latitude_deg = {lat[0], lat[1], lat[2]};
  stations.elevation_m = {3937, 4265, 3937};
  catalogue_.stations = {stations};
  settings_.set("stations.file", "s.csv");
  Notices notices(false, "warning");
  check_station_elevations(settings_, catalogue_, notices);
  EXPECT_THAT(notices.warnings(),
              ElementsAre(HasSubstr("2 of 2 station(s) on weather.dem are 3.28 times those of the DEM: "
                                    "'A' 3937 m (DEM 1200 m), 'B' 4265 m (DEM 1300 m)")));
}

}  // namespace
}  // namespace minenpp::survey
