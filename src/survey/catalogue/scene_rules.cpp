#include "survey/catalogue/scene_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "survey/catalogue/raster_crs.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;
using model::Harmonisation;

namespace {

constexpr std::array sensor_names{
    std::pair{io::SceneSensor::landsat4, "landsat4"}, std::pair{io::SceneSensor::landsat5, "landsat5"},
    std::pair{io::SceneSensor::landsat7, "landsat7"}, std::pair{io::SceneSensor::landsat8, "landsat8"},
    std::pair{io::SceneSensor::landsat9, "landsat9"}, std::pair{io::SceneSensor::terra_modis, "terra"},
    std::pair{io::SceneSensor::aqua_modis, "aqua"},   std::pair{io::SceneSensor::other, "other"}};

std::string setting_name(io::SceneSensor sensor) {
  const auto* found = std::ranges::find(sensor_names, sensor, [](const auto& pair) { return pair.first; });
  return found == sensor_names.end() ? "other" : found->second;
}

model::AtmosphericCorrection correction_of(const Settings& settings) {
  const auto name = settings.text("scenes.correction");
  if (name == "dos1") return model::AtmosphericCorrection::dos1;
  if (name == "cost") return model::AtmosphericCorrection::cost;
  return model::AtmosphericCorrection::none;
}

}  // namespace

SceneRules::SceneRules(const Settings& settings) : max_cloud_(settings.number("scenes.max-cloud")) {
  for (const int year : settings.integers("run.years")) years_.insert(year);
  for (const int month : settings.integers("ndvi.months")) months_.insert(month);
  for (const auto& id : settings.texts("scenes.exclude")) excluded_.insert(id);
  for (const auto& sensor : settings.texts("scenes.sensors")) {
    const bool known =
        std::ranges::any_of(sensor_names, [&](const auto& pair) { return sensor == pair.second; });
    if (!known)
      throw Error(
          Fault::usage,
          fmt::format("{}: '{}' is no sensor; landsat4, landsat5, landsat7, landsat8, landsat9, terra, "
                      "aqua and other are known",
                      settings.where("scenes.sensors"), sensor));
    sensors_.insert(sensor);
  }
}

std::string SceneRules::objection(const io::Scene& scene) const {
  if (!years_.empty() && !years_.contains(scene.date.year))
    return fmt::format("run.years does not ask for {}", scene.date.year);
  if (!months_.empty() && !months_.contains(scene.date.month))
    return fmt::format("ndvi.months does not ask for month {}", scene.date.month);
  if (!sensors_.empty() && !sensors_.contains(setting_name(scene.sensor)))
    return fmt::format("scenes.sensors does not ask for {}", io::name_of(scene.sensor));
  if (excluded_.contains(scene.id)) return "scenes.exclude leaves it out";
  if (scene.cloud_share && 100 * *scene.cloud_share > max_cloud_)
    return fmt::format("its metadata state {:.1f} % cloud, more than scenes.max-cloud",
                       100 * *scene.cloud_share);
  return {};
}

void SceneRules::check_excluded(const SceneInputs& inputs) const {
  for (const auto& id : excluded_) {
    const bool found =
        std::ranges::any_of(inputs.scenes, [&](const SceneInput& input) { return input.scene.id == id; }) ||
        std::ranges::any_of(inputs.broken, [&](const io::BrokenScene& scene) { return scene.id == id; });
    if (!found)
      throw Error(Fault::usage, fmt::format("scenes.exclude names '{}', but no such scene was found", id));
  }
}

Harmonisation harmonisation_of(const Settings& settings, const io::Scene& scene) {
  const auto wanted = settings.text("scenes.harmonise");
  if (scene.landsat == model::LandsatSensor::oli || scene.level == io::SceneLevel::ndvi)
    return Harmonisation::none;
  const bool level1 = scene.level == io::SceneLevel::toa;
  if (wanted == "none" || (wanted == "auto" && level1)) return Harmonisation::none;
  if (wanted == "bands") return Harmonisation::bands_ols;
  if (wanted == "bands-rma") return Harmonisation::bands_rma;
  const bool uncorrected = level1 && settings.text("scenes.correction") == "none";
  return uncorrected ? Harmonisation::ndvi_toa : Harmonisation::ndvi_surface;
}

std::string without_folders(const Settings& settings, std::string text) {
  for (const auto& place : settings.paths("scenes.from")) {
    const auto folder = place.lexically_normal().parent_path().string();
    if (folder.empty()) continue;
    for (auto at = text.find(folder + "/"); at != std::string::npos; at = text.find(folder + "/", at))
      text.erase(at, folder.size() + 1);
  }
  return text;
}

std::optional<io::Crs> scene_crs(const Settings& settings) {
  return raster_crs(settings, "scenes.crs");
}

bool needs_dark_object(const Settings& settings, const io::Scene& scene) {
  return scene.level == io::SceneLevel::toa && correction_of(settings) != model::AtmosphericCorrection::none;
}

io::SceneReading scene_reading(const Settings& settings, const io::Scene& scene, const DarkObject& dark) {
  io::SceneReading reading;
  reading.calibration = {scene.red_calibration, scene.nir_calibration, harmonisation_of(settings, scene)};
  if (needs_dark_object(settings, scene)) {
    const double sun = scene.sun_elevation_deg.value_or(0);
    auto& [red, nir, harmonisation] = reading.calibration;
    red = model::corrected(red, correction_of(settings), static_cast<double>(dark[0]), sun);
    nir = model::corrected(nir, correction_of(settings), static_cast<double>(dark[1]), sun);
  }
  reading.snow = settings.text("scenes.snow") == "keep" ? model::SnowRule::keep : model::SnowRule::mask;
  reading.resampling = io::resampling_from(settings.text("ndvi.resampling"));
  reading.resample_reflectance = settings.text("scenes.resample") == "reflectance";
  reading.lowest_ndvi = settings.number("ndvi.valid-min");
  reading.highest_ndvi = settings.number("ndvi.valid-max");
  reading.clip = settings.text("ndvi.out-of-range") == "clip";
  reading.crs = scene_crs(settings);
  return reading;
}

}  // namespace minenpp::survey
