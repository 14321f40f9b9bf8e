#include "support/scenes.h"

#include <cmath>

#include <gdal_priv.h>

#include "io/gdal/handles.h"
#include "io/gdal/session.h"
#include "io/scenes/settle.h"
#include "model/climate/calendar.h"
#include "support/fuzzing.h"

namespace minenpp::fuzz {

namespace {

void check_calibration(const model::BandCalibration& calibration) {
  require(std::isfinite(calibration.gain) && calibration.gain > 0, "the factor of a band is not above 0");
  require(std::isfinite(calibration.bias), "the offset of a band is not finite");
  require(calibration.lowest_dn <= calibration.highest_dn, "no number of a band is valid");
}

void check_date(const io::Date& date) {
  require(date.year >= 1900 && date.year < 2200 && date.month >= 1 && date.month <= 12, "the date is none");
  require(date.day >= 1 && date.day <= model::days_in_month(date.year, date.month), "the day is none");
}

void check_scene(const io::Scene& scene) {
  require(!scene.id.empty() && !scene.source.empty(), "a scene without id or source");
  require(!io::text_of(scene.date).empty() && !io::name_of(scene.sensor).empty(), "a scene without words");
  check_date(scene.date);
  require(!scene.red.path.empty() && !scene.nir.path.empty(), "a scene without a band");
  require(scene.red.band >= 1 && scene.nir.band >= 1, "a band counted from 0");
  check_calibration(scene.red_calibration);
  check_calibration(scene.nir_calibration);
  require(!scene.cloud_share || (*scene.cloud_share >= 0 && *scene.cloud_share <= 1), "cloud is no share");
  require(!scene.sun_elevation_deg || std::isfinite(*scene.sun_elevation_deg), "the sun is nowhere");
  require(!scene.path || *scene.path >= 0, "the path is negative");
  require(!scene.row || *scene.row >= 0, "the row is negative");
}

}  // namespace

void prepare_gdal(const std::string& driver_name) {
  io::start_gdal();
  auto* drivers = GetGDALDriverManager();
  for (int i = drivers->GetDriverCount() - 1; i >= 0; --i) {
    auto* driver = drivers->GetDriver(i);
    if (std::string(driver->GetDescription()) == driver_name) continue;
    drivers->DeregisterDriver(driver);
    GDALDestroyDriver(driver);
  }
}

void write_raster(const std::string& path, bool floating) {
  auto* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const io::DatasetHandle raster(
      driver->Create(path.c_str(), 2, 2, 1, floating ? GDT_Float32 : GDT_Int16, nullptr));
  require(raster != nullptr, "a raster of the test cannot be written");
  if (!floating) raster->GetRasterBand(1)->SetNoDataValue(-9999);
}

void check_findings(std::vector<io::Finding> findings) {
  const auto count = findings.size();
  for (const auto& finding : findings) {
    if (const auto* scene = finding.scene()) {
      check_scene(*scene);
    } else {
      require_message(std::get<io::BrokenScene>(finding.what).reason);
    }
  }
  const auto settled = io::settle(std::move(findings));
  for (const auto& broken : settled.broken) require_message(broken.reason);
  require(settled.scenes.size() + settled.broken.size() <= count, "settling made scenes of nothing");
}

}  // namespace minenpp::fuzz
