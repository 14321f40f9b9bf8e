#include "survey/run/stage_keys.h"

#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include "io/inputs/identity.h"
#include "io/results/transaction.h"
#include "survey/catalogue/scene_rules.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace {

std::string hash_of(const std::string& text) {
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string grid_text(const io::StudyGrid& grid) {
  const auto& g = grid.grid;
  return fmt::format("{:a} {:a} {:a} {:a} {} {}\n{}\n", g.west(), g.north(), g.dx(), g.dy(), g.rows(),
                     g.cols(), grid.crs.wkt());
}

std::string class_names(const Catalogue& catalogue) {
  std::string text;
  for (const auto& land_class : catalogue.classes)
    text += fmt::format("{} {}\n", land_class.code, land_class.name);
  return text;
}

std::string stations_text(const StationYear& stations) {
  std::string text = fmt::format("stations of {}\n", stations.year);
  for (std::size_t i = 0; i < stations.ids.size(); ++i)
    text += fmt::format("{} {:a} {:a} {:a} {:a}\n", stations.ids[i], stations.positions[i].x,
                        stations.positions[i].y, stations.positions[i].z, stations.elevation_m[i]);
  for (const auto& variable : stations.values)
    for (const auto& month : variable)
      for (const double value : month) text += fmt::format("{:a} ", value);
  return text;
}

std::string calibration_text(const model::BandCalibration& band) {
  return fmt::format("{:a} {:a} {:a} {:a} {}", band.gain, band.bias, band.lowest_dn, band.highest_dn,
                     band.floor_at_zero);
}

std::string bounds_text(const std::vector<model::NdviBounds>& bounds) {
  std::string text;
  for (const auto& bound : bounds) text += fmt::format("{:a} {:a}\n", bound.ndvi_min, bound.ndvi_max);
  return text;
}

}  // namespace

std::string StageKeys::identity(const std::string& path) {
  if (path.empty()) return "none";
  auto& known = identities_[path];
  if (known.empty()) {
    throw_if_stop_requested();
    known = io::identity_of_dataset(path).text();
  }
  return known;
}

std::string StageKeys::landcover(std::size_t year) {
  return hash_of(fmt::format(
      "landcover {}\n{}{}{}\n{}\n{}", io::format_version, grid_text(catalogue_.grid), class_names(catalogue_),
      identity(settings_.path("zones.boundary").string()), identity(catalogue_.years[year].landcover),
      settings_.fingerprint({"landcover.map", "landcover.nodata", "landcover.crs", "landcover.resampling",
                             "landcover.everywhere", "zones.crs", "zones.repair"})));
}

/// Of polygons the pixels and the names enter, not the years.
std::string StageKeys::mines() {
  auto text = fmt::format("mines {}\n", io::format_version);
  for (std::size_t year = 0; year < catalogue_.years.size(); ++year)
    text += fmt::format("{} {}\n", catalogue_.years[year].year, landcover(year));
  return hash_of(text + identity(settings_.path("zones.mines").string()) + "\n" +
                 settings_.fingerprint({"zones.mines-name", "zones.crs", "zones.repair", "mines.source",
                                        "mines.classes", "mines.min-area"}));
}

std::string StageKeys::ndvi(std::size_t year) {
  std::string sources;
  for (const auto& source : catalogue_.years[year].ndvi)
    sources += fmt::format("{} {} {}\n", source.month, source.band, identity(source.path));
  for (const auto index : catalogue_.years[year].scenes)
    sources += scene_text(catalogue_.scenes.scenes[index].scene);
  return hash_of(fmt::format(
      "ndvi {}\n{}\n{}{}", io::format_version, landcover(year), sources,
      settings_.fingerprint({"ndvi.scale", "ndvi.offset", "ndvi.nodata", "ndvi.valid-min", "ndvi.valid-max",
                             "ndvi.crs", "ndvi.resampling", "ndvi.fill", "ndvi.composite",
                             "ndvi.out-of-range", "casa.mode"}) +
          (sources.empty() || catalogue_.scenes.empty()
               ? ""
               : settings_.fingerprint({"scenes.min-clear", "scenes.correction", "scenes.dark-count",
                                        "scenes.harmonise", "scenes.resample", "scenes.snow",
                                        "scenes.missing-quality", "scenes.crs", "input.skip-broken"}))));
}

std::string StageKeys::npp(std::size_t year, const std::vector<std::vector<model::NdviBounds>>& bounds) {
  if (const auto known = npp_keys_.find(year); known != npp_keys_.end()) return known->second;
  const auto before = catalogue_.continues(year) ? npp(year - 1, bounds) : std::string("starts here");
  return npp_keys_[year] =
             hash_of(fmt::format("npp {}\n{}\n{}\n{}\n{}{}{}{}{} {}", io::format_version, ndvi(year), before,
                                 fmt::join(catalogue_.month_list, ","), bounds_text(bounds[year]),
                                 class_table_text(catalogue_.classes), weather_text(year), zones_text(),
                                 settings_.fingerprint({"casa.", "output.packing", "output.npp-scale",
                                                        "weather.uncertainty-step"}) +
                                     weather_settings(),
                                 catalogue_.continues(year + 1) ? "goes on" : "ends"));
}

std::string StageKeys::weather(std::size_t year) {
  const auto& months = catalogue_.surveyed_months(year);
  return hash_of(fmt::format("weather {}\n{}{}{}{}", io::format_version, grid_text(catalogue_.grid),
                             fmt::join(months, ","), weather_text(year),
                             weather_settings() + settings_.fingerprint({"output.weather-variance"})));
}

std::string StageKeys::weather_archive() {
  std::string text = "weather archive\n";
  for (std::size_t year = 0; year < catalogue_.years.size(); ++year)
    text += fmt::format("{} {}\n", catalogue_.years[year].year, weather(year));
  return hash_of(text + identity(settings_.path("zones.boundary").string()) +
                 settings_.fingerprint({"weather.check-points", "weather.flag-limit"}));
}

/// The settings that kriged values depend on.
std::string StageKeys::weather_settings() const {
  std::vector<std::string> keys;
  for (const auto& setting : registry())
    if (setting.section() == "weather" && setting.key != "weather.check-points" &&
        setting.key != "weather.uncertainty-step" && setting.key != "weather.flag-limit")
      keys.push_back(setting.key);
  if (settings_.yes("weather.leave-out-flagged")) keys.emplace_back("weather.flag-limit");
  return settings_.fingerprint(keys);
}

std::string StageKeys::weather_text(std::size_t year) {
  return stations_text(catalogue_.stations[year]) + gridded_text(year) +
         identity(settings_.path("weather.dem").string()) + "\n";
}

std::string StageKeys::synthesis(const std::vector<std::vector<model::NdviBounds>>& bounds) {
  std::string text = fmt::format("synthesis {}\n{}\n", io::format_version, settings_.survey_name());
  for (std::size_t year = 0; year < catalogue_.years.size(); ++year)
    text += fmt::format("{} {}\n", catalogue_.years[year].year, npp(year, bounds));
  // The archive lists every scene, used or not.
  for (const auto& input : catalogue_.scenes.scenes)
    text += fmt::format("{} {} {}\n", input.scene.id, input.used, without_folders(settings_, input.reason));
  for (const auto& scene : catalogue_.scenes.broken)
    text += fmt::format("{} {}\n", scene.id, without_folders(settings_, scene.reason));
  if (const auto samples = settings_.path("validation.samples").string(); !samples.empty())
    text += fmt::format("samples {}\n", io::identity_of_file(samples).text());
  std::vector<std::string> all;
  for (const auto& section : sections())
    if (section.name != "run" && section.name != "output") all.push_back(section.name + ".");
  return hash_of(text + settings_.fingerprint(all));
}

/// Everything a scene's NDVI depends on: its pixels, and what was read from its metadata.
std::string StageKeys::scene_text(const io::Scene& scene) {
  auto text = fmt::format("scene {} {} {} {} {} {:a} {:a}\n", scene.id, io::text_of(scene.date),
                          static_cast<int>(scene.level), static_cast<int>(scene.landsat),
                          static_cast<int>(scene.quality_layout), scene.sun_elevation_deg.value_or(0),
                          scene.cloud_share.value_or(0));
  text += calibration_text(scene.red_calibration) + "\n" + calibration_text(scene.nir_calibration) + "\n";
  text += fmt::format("{:a} {:a} {:a} {:a} {:a}\n", scene.ndvi_fill_dn.value_or(0), scene.ndvi_scale,
                      scene.ndvi_offset, scene.ndvi_lowest_dn, scene.ndvi_highest_dn);
  const auto layer = [&](const char* role, const io::BandFile& from) {
    if (!from.path.empty()) text += fmt::format("{} {} {}\n", role, from.band, identity(from.path));
  };
  layer("red", scene.red);
  layer("nir", scene.nir);
  layer("ndvi", scene.ndvi);
  if (scene.quality) layer("quality", *scene.quality);
  if (scene.saturation)
    layer(("saturation " + std::to_string(static_cast<int>(scene.saturation_layout))).c_str(),
          *scene.saturation);
  return text;
}

/// Empty where all weather is of stations.
std::string StageKeys::gridded_text(std::size_t year) {
  const auto& gridded = catalogue_.gridded[year];
  std::string text;
  for (const auto variable : weather_variables) {
    if (!gridded.has(variable)) continue;
    const auto key = "gridded." + io::name_of(variable);
    for (std::size_t month = 0; month < 12; ++month)
      if (const auto& band = gridded.of(variable)[month])
        text += fmt::format("{} {} {} {} {}\n", key, month + 1, band->band, band->year, identity(band->file));
    text += settings_.fingerprint({key + "-variable", key + "-unit", key + "-scale", key + "-offset",
                                   key + "-nodata", "gridded.crs", "gridded.resampling"});
  }
  return text;
}

std::string StageKeys::zones_text() {
  std::string text;
  for (const std::string key : {"zones.mines", "zones.townships"})
    text += identity(settings_.path(key).string()) + "\n";
  for (const auto& layer : settings_.zone_layers())
    text += fmt::format("{} {} {}\n", layer, settings_.text("zones." + layer + "-name"),
                        identity(settings_.path("zones." + layer).string()));
  return text +
         settings_.fingerprint({"zones.mines-name", "zones.mines-from", "zones.mines-to",
                                "zones.townships-name", "zones.crs", "zones.repair", "zones.coverage"});
}

std::vector<InputRecord> StageKeys::inputs() {
  std::vector<InputRecord> records;
  const auto add = [&](const std::string& setting, const std::string& path) {
    if (!path.empty()) records.push_back({setting, path, identity(path)});
  };
  for (const std::string key : {"zones.boundary", "zones.mines", "zones.townships", "weather.dem"})
    add(key, settings_.path(key).string());
  for (const auto& layer : settings_.zone_layers())
    add("zones." + layer, settings_.path("zones." + layer).string());
  for (const std::string key : {"stations.file", "stations.hourly-radiation", "landcover.classes"}) {
    if (key.starts_with("stations.") && catalogue_.stations.front().ids.empty()) continue;
    if (const auto path = settings_.path(key).string(); !path.empty())
      records.push_back({key, path, io::identity_of_file(path).text()});
  }
  if (const auto samples = settings_.path("validation.samples").string(); !samples.empty())
    records.push_back({"validation.samples", samples, io::identity_of_file(samples).text()});
  for (const auto& year : catalogue_.years) {
    add("landcover.pattern", year.landcover);
    for (const auto& source : year.ndvi) add("ndvi.pattern", source.path);
    for (const auto index : year.scenes)
      for (const auto& file : files_of(catalogue_.scenes.scenes[index].scene)) add("scenes.from", file);
  }
  std::set<std::string> seen;
  for (const auto& year : catalogue_.gridded)
    for (const auto variable : weather_variables)
      for (const auto& band : year.of(variable))
        if (band && seen.insert(io::name_of(variable) + " " + band->file).second)
          add("gridded." + io::name_of(variable), band->file);
  return records;
}

}  // namespace minenpp::survey
