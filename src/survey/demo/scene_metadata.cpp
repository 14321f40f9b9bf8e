#include "survey/demo/scene_metadata.h"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "survey/demo/demo_layout.h"

namespace minenpp::survey {
namespace {

using model::LandsatSensor;
using std::chrono::year_month_day;

// What is said of a satellite and the bands of its surface reflectance.
struct Satellite {
  std::string name, sensor, scene_code, station, correction, software;
  std::vector<int> bands;
};

Satellite satellite_of(LandsatSensor sensor) {
  switch (sensor) {
    case LandsatSensor::tm:
      return {"LANDSAT_5", "TM", "LT5", "BJC00", "LEDAPS_3.4.0", "LPGS_15.3.1c", {1, 2, 3, 4, 5, 7}};
    case LandsatSensor::etm:
      return {"LANDSAT_7", "ETM", "LE7", "EDC00", "LEDAPS_3.4.0", "LPGS_15.3.1c", {1, 2, 3, 4, 5, 7}};
    case LandsatSensor::oli:
      break;
  }
  return {"LANDSAT_8", "OLI_TIRS", "LC8", "LGN00", "LaSRC_1.5.0", "LPGS_15.3.1c", {1, 2, 3, 4, 5, 6, 7}};
}

std::string text_of(const year_month_day& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

// Of the sun about a quarter to eleven in the morning, when Landsat passes.
double sun_elevation_deg(const DemoScene& scene, double latitude_deg) {
  constexpr double degree = std::numbers::pi / 180, hour_angle = 18.75 * degree;
  const double declination =
      23.44 * degree * std::sin(2 * std::numbers::pi * (scene.day_of_year() - 81) / 365);
  const double latitude = latitude_deg * degree;
  return std::asin(std::sin(latitude) * std::sin(declination) +
                   std::cos(latitude) * std::cos(declination) * std::cos(hour_angle)) /
         degree;
}

MtlField text(std::string key, std::string value) {
  return {std::move(key), std::move(value), true};
}

MtlField plain(std::string key, std::string value) {
  return {std::move(key), std::move(value), false};
}

MtlGroup product_contents(const DemoScene& scene, const Satellite& satellite) {
  MtlGroup group{"PRODUCT_CONTENTS",
                 {text("ORIGIN", "SYNTHETIC, made by minenpp demo in the form of USGS"),
                  text("LANDSAT_PRODUCT_ID", product_id(scene)), text("PROCESSING_LEVEL", "L2SP"),
                  plain("COLLECTION_NUMBER", "02"), text("COLLECTION_CATEGORY", "T1"),
                  text("OUTPUT_FORMAT", "GEOTIFF")}};
  for (const int band : satellite.bands) {
    group.fields.push_back(text(fmt::format("FILE_NAME_BAND_{}", band),
                                scene_file_name(scene, fmt::format("SR_B{}.TIF", band))));
  }
  group.fields.push_back(text("FILE_NAME_QUALITY_L1_PIXEL", scene_file_name(scene, "QA_PIXEL.TIF")));
  group.fields.push_back(
      text("FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION", scene_file_name(scene, "QA_RADSAT.TIF")));
  group.fields.push_back(text("FILE_NAME_METADATA_ODL", scene_file_name(scene, "MTL.txt")));
  group.fields.push_back(text("FILE_NAME_METADATA_XML", scene_file_name(scene, "MTL.xml")));
  for (const int band : satellite.bands)
    group.fields.push_back(text(fmt::format("DATA_TYPE_BAND_{}", band), "UINT16"));
  group.fields.push_back(text("DATA_TYPE_QUALITY_L1_PIXEL", "UINT16"));
  group.fields.push_back(text("DATA_TYPE_QUALITY_L1_RADIOMETRIC_SATURATION", "UINT16"));
  return group;
}

MtlGroup image_attributes(const DemoScene& scene, const Satellite& satellite, double latitude_deg,
                          double cloud_percent) {
  const std::string path = std::to_string(scene.path), row = std::to_string(demo_wrs_row);
  return {
      "IMAGE_ATTRIBUTES",
      {text("SPACECRAFT_ID", satellite.name), text("SENSOR_ID", satellite.sensor), plain("WRS_TYPE", "2"),
       plain("WRS_PATH", path), plain("WRS_ROW", row), text("NADIR_OFFNADIR", "NADIR"),
       plain("TARGET_WRS_PATH", path), plain("TARGET_WRS_ROW", row),
       plain("DATE_ACQUIRED", text_of(scene.date)), text("SCENE_CENTER_TIME", "03:12:00.0000000Z"),
       text("STATION_ID", satellite.station.substr(0, 3)),
       plain("CLOUD_COVER", fmt::format("{:.2f}", cloud_percent)),
       plain("CLOUD_COVER_LAND", fmt::format("{:.2f}", cloud_percent)), plain("SUN_AZIMUTH", "135.00000000"),
       plain("SUN_ELEVATION", fmt::format("{:.8f}", sun_elevation_deg(scene, latitude_deg))),
       plain("EARTH_SUN_DISTANCE", fmt::format("{:.7f}", model::earth_sun_distance(scene.day_of_year())))}};
}

// Corners are centres of pixels.
MtlGroup projection_attributes(const io::StudyGrid& place) {
  const model::Grid& grid = place.grid;
  const auto lines = std::to_string(grid.rows()), samples = std::to_string(grid.cols());
  MtlGroup group{"PROJECTION_ATTRIBUTES",
                 {text("MAP_PROJECTION", "UTM"), text("DATUM", "WGS84"), text("ELLIPSOID", "WGS84"),
                  plain("UTM_ZONE", place.crs.code().substr(place.crs.code().size() - 2)),
                  plain("GRID_CELL_SIZE_REFLECTIVE", "30.00"), plain("REFLECTIVE_LINES", lines),
                  plain("REFLECTIVE_SAMPLES", samples), text("ORIENTATION", "NORTH_UP")}};
  const std::array<std::string, 4> corners{"UL", "UR", "LL", "LR"};
  const std::array<std::int64_t, 4> rows{0, 0, grid.rows() - 1, grid.rows() - 1},
      cols{0, grid.cols() - 1, 0, grid.cols() - 1};
  std::array<double, 4> lon{}, lat{};
  for (std::size_t i = 0; i < 4; ++i) {
    lon[i] = static_cast<double>(cols[i]) + 0.5;
    lat[i] = static_cast<double>(rows[i]) + 0.5;
  }
  io::to_lonlat(place, lon, lat);
  for (std::size_t i = 0; i < 4; ++i) {
    group.fields.push_back(
        plain(fmt::format("CORNER_{}_LAT_PRODUCT", corners[i]), fmt::format("{:.5f}", lat[i])));
    group.fields.push_back(
        plain(fmt::format("CORNER_{}_LON_PRODUCT", corners[i]), fmt::format("{:.5f}", lon[i])));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    group.fields.push_back(plain(fmt::format("CORNER_{}_PROJECTION_X_PRODUCT", corners[i]),
                                 fmt::format("{:.3f}", grid.x(cols[i]))));
    group.fields.push_back(plain(fmt::format("CORNER_{}_PROJECTION_Y_PRODUCT", corners[i]),
                                 fmt::format("{:.3f}", grid.y(rows[i]))));
  }
  return group;
}

void add_rescaling(MtlGroup& group, const Satellite& satellite, const std::string& multiply,
                   const std::string& add) {
  for (const int band : satellite.bands)
    group.fields.push_back(plain(fmt::format("REFLECTANCE_MULT_BAND_{}", band), multiply));
  for (const int band : satellite.bands)
    group.fields.push_back(plain(fmt::format("REFLECTANCE_ADD_BAND_{}", band), add));
}

MtlGroup level2_record(const DemoScene& scene, const Satellite& satellite) {
  return {"LEVEL2_PROCESSING_RECORD",
          {text("LANDSAT_PRODUCT_ID", product_id(scene)), text("PROCESSING_LEVEL", "L2SP"),
           text("OUTPUT_FORMAT", "GEOTIFF"),
           plain("DATE_PRODUCT_GENERATED", text_of(production_date(scene)) + "T00:59:51Z"),
           text("PROCESSING_SOFTWARE_VERSION", satellite.software),
           text("ALGORITHM_SOURCE_SURFACE_REFLECTANCE", satellite.correction)}};
}

MtlGroup level2_reflectance(const Satellite& satellite) {
  MtlGroup group{"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS", {}};
  for (const int band : satellite.bands) {
    group.fields.push_back(plain(fmt::format("REFLECTANCE_MAXIMUM_BAND_{}", band), "1.602213"));
    group.fields.push_back(plain(fmt::format("REFLECTANCE_MINIMUM_BAND_{}", band), "-0.199972"));
  }
  for (const int band : satellite.bands) {
    group.fields.push_back(plain(fmt::format("QUANTIZE_CAL_MAX_BAND_{}", band), "65535"));
    group.fields.push_back(plain(fmt::format("QUANTIZE_CAL_MIN_BAND_{}", band), "1"));
  }
  add_rescaling(group, satellite, "2.75e-05", "-0.2");
  return group;
}

MtlGroup level1_record(const DemoScene& scene, const Satellite& satellite) {
  MtlGroup group{
      "LEVEL1_PROCESSING_RECORD",
      {text("LANDSAT_SCENE_ID",
            fmt::format("{}{:03}{:03}{:04}{:03}{}", satellite.scene_code, scene.path, demo_wrs_row,
                        static_cast<int>(scene.date.year()), scene.day_of_year(), satellite.station)),
       text("LANDSAT_PRODUCT_ID", product_id(scene, "L1TP")), text("PROCESSING_LEVEL", "L1TP"),
       text("COLLECTION_CATEGORY", "T1"), text("OUTPUT_FORMAT", "GEOTIFF"),
       plain("DATE_PRODUCT_GENERATED", text_of(production_date(scene)) + "T00:50:13Z"),
       text("PROCESSING_SOFTWARE_VERSION", satellite.software)}};
  for (const int band : satellite.bands) {
    group.fields.push_back(text(fmt::format("FILE_NAME_BAND_{}", band),
                                fmt::format("{}_B{}.TIF", product_id(scene, "L1TP"), band)));
  }
  return group;
}

}  // namespace

std::string scene_file_name(const DemoScene& scene, const std::string& layer) {
  return product_id(scene) + "_" + layer;
}

std::vector<MtlGroup> scene_metadata(const DemoScene& scene, const io::StudyGrid& place,
                                     double cloud_percent) {
  const Satellite satellite = satellite_of(scene.sensor);
  std::array<double, 1> lon{static_cast<double>(place.grid.cols()) / 2},
      lat{static_cast<double>(place.grid.rows()) / 2};
  io::to_lonlat(place, lon, lat);
  MtlGroup level1_rescaling{"LEVEL1_RADIOMETRIC_RESCALING", {}};
  add_rescaling(level1_rescaling, satellite, "2.0000E-05", "-0.100000");
  return {product_contents(scene, satellite),
          image_attributes(scene, satellite, lat[0], cloud_percent),
          projection_attributes(place),
          level2_record(scene, satellite),
          level2_reflectance(satellite),
          level1_record(scene, satellite),
          level1_rescaling};
}

}  // namespace minenpp::survey
