#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "model/casa/pixel_quality.h"
#include "model/casa/reflectance.h"

namespace minenpp::io {

/// A calendar day.
struct Date {
  int year = 0, month = 0, day = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

/// "2019-12-01".
[[nodiscard]] std::string text_of(const Date& date);

/// What the pixels of a scene are.
enum class SceneLevel {
  surface,  ///< surface reflectance (Level-2, ESPA, STAC)
  toa,      ///< stored numbers of Level-1, calibrated to the top of the atmosphere
  ndvi,     ///< NDVI itself (MOD13)
};

/// Who made the scene: decides the name shown.
enum class SceneSensor { landsat4, landsat5, landsat7, landsat8, landsat9, terra_modis, aqua_modis, other };
[[nodiscard]] std::string name_of(SceneSensor sensor);  ///< "Landsat 8", "Terra MODIS", ...

/// Percent of cloud as metadata give it, as a share; empty where it is none (-1: not computed).
[[nodiscard]] std::optional<double> cloud_share_from(std::optional<double> percent);

/// One band of a file that GDAL can open (a path, /vsitar/..., HDF4_EOS:...).
struct BandFile {
  std::string path;
  int band = 1;
  friend bool operator==(const BandFile&, const BandFile&) = default;
};

/// One scene as it was found: its files and all that its metadata says. No pixel has been read.
struct Scene {
  std::string id;      ///< product or scene id, or the item's id
  std::string source;  ///< the folder, tar file or STAC file that it was found in
  SceneSensor sensor = SceneSensor::other;
  SceneLevel level = SceneLevel::surface;
  Date date;
  std::optional<int> path = {}, row = {};  ///< WRS-2 path and row, or MODIS h and v
  std::optional<double> cloud_share = {};  ///< 0..1, as the metadata say; not measured
  std::optional<double> sun_elevation_deg = {};

  /// Sensor whose bits and bands count; OLI for anything that is no Landsat.
  model::LandsatSensor landsat = model::LandsatSensor::oli;

  BandFile red, nir;  ///< empty paths where level is ndvi
  model::BandCalibration red_calibration, nir_calibration;
  BandFile ndvi;  ///< only where level is ndvi
  double ndvi_scale = 1, ndvi_offset = 0;
  std::optional<double> ndvi_fill_dn = {};         ///< no data, besides what the file declares
  double ndvi_lowest_dn = 0, ndvi_highest_dn = 0;  ///< stored numbers outside are out of range

  std::optional<BandFile> quality = {};
  model::QualityLayout quality_layout = model::QualityLayout::none;
  std::optional<BandFile> saturation = {};
  model::SaturationLayout saturation_layout = model::SaturationLayout::none;

  std::vector<std::string> metadata_files = {};  ///< MTL, XML or item that was read, for the record
};

/// Something that looks like a scene and cannot be used.
struct BrokenScene {
  std::string id;  ///< as far as it is known
  std::string source;
  std::string reason;  ///< in words: which file, what was found, what was expected
};

}  // namespace minenpp::io
