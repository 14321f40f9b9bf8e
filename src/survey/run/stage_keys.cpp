#include "survey/run/stage_keys.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include "io/inputs/identity.h"
#include "survey/catalogue/gridded_inputs.h"
#include "survey/catalogue/scene_rules.h"
#include "survey/run/changed_rules.h"
#include "survey/run/class_key_parts.h"

namespace minenpp::survey {

namespace {

/// The settings that kriged values depend on.
std::vector<std::string> weather_settings(const Settings& settings) {
  std::vector<std::string> keys;
  for (const auto& setting : registry())
    if (setting.section() == "weather" && setting.kind != SettingKind::path &&
        setting.key != "weather.dem-band" && setting.key != "weather.check-points" &&
        setting.key != "weather.uncertainty-step" && setting.key != "weather.flag-limit")
      keys.push_back(setting.key);
  if (settings.yes("weather.leave-out-flagged")) keys.emplace_back("weather.flag-limit");
  return keys;
}

std::string months_text(const model::MonthMask& months) {
  std::vector<std::size_t> numbers;
  for (std::size_t month = 0; month < months.size(); ++month)
    if (months[month]) numbers.push_back(month + 1);
  return fmt::format("{}", fmt::join(numbers, ","));
}

/// Scenes of two folders may have one name.
void add_scene(KeyParts& parts, const std::string& id, const std::string& value) {
  auto name = "scene " + id;
  for (int copy = 2; parts.has(name); ++copy) name = fmt::format("scene {} ({})", id, copy);
  parts.add(name, value);
}

}  // namespace

KeyParts StageKeys::parts(const StageId& id, const BoundsOfYears& bounds) {
  switch (id.stage) {
    case Stage::landcover:
      return landcover(id.year.value());
    case Stage::ndvi:
      return ndvi(id.year.value());
    case Stage::class_ndvi:
      return class_ndvi(id.year.value());
    case Stage::mines:
      return mines();
    case Stage::weather:
      return weather(id.year.value());
    case Stage::weather_statistics:
      return weather_statistics();
    case Stage::npp:
      return npp(id.year.value(), bounds);
    case Stage::synthesis:
      return synthesis(bounds);
    case Stage::report:
      break;
  }
  throw std::logic_error("the report is kept by its own mark");
}

void StageKeys::look_at_inputs(const StageId& id, const mpi::Communicator& ranks) {
  std::set<std::string> files;
  if (id.stage == Stage::ndvi) {
    const auto& year = catalogue_.years[id.year.value()];
    for (const auto& source : year.ndvi) files.insert(source.path);
    for (const auto index : year.scenes)
      for (const auto& file : files_of(catalogue_.scenes.scenes[index].scene)) files.insert(file);
  }
  const bool gridded = (id.stage == Stage::npp || id.stage == Stage::weather) &&
                       std::ranges::any_of(weather_variables, [&](WeatherVariable variable) {
                         return is_gridded(settings_, variable);
                       });
  if (gridded)
    for (const auto variable : weather_variables)
      for (const auto& band : catalogue_.gridded[id.year.value()].of(variable))
        if (band) files.insert(band->file);
  // Asked of the stage and the settings, which are the same on all ranks, and not of what was found.
  if (id.stage == Stage::ndvi || gridded) identities_.look_at({files.begin(), files.end()}, ranks);
}

void StageKeys::add_grid(KeyParts& parts) const {
  const auto& g = catalogue_.grid.grid;
  const auto wkt = catalogue_.grid.crs.wkt();
  parts.add("study grid", fmt::format("{} x {} pixels of {} x {} from {}, {} in {} (xxh3 {:016x})", g.rows(),
                                      g.cols(), g.dx(), g.dy(), g.west(), g.north(),
                                      catalogue_.grid.crs.label(), XXH3_64bits(wkt.data(), wkt.size())));
}

void StageKeys::add_input(KeyParts& parts, const std::string& setting) {
  const auto path = settings_.path(setting).string();
  parts.add_input(setting, path, identities_.of(path));
}

void StageKeys::add_polygons(KeyParts& parts, const std::string& setting) {
  add_input(parts, setting);
  parts.add_given(settings_, {"zones.encoding"});
  // Not among add_given()'s: the registry cannot name layers of the user's own.
  if (const auto layer = settings_.text(setting + "-layer"); !layer.empty())
    parts.add(setting + "-layer", layer);
}

void StageKeys::add_stage(KeyParts& parts, Stage stage, std::size_t year, const KeyParts& of_it) const {
  parts.add_stage(name_of({stage, year}, catalogue_), of_it);
}

KeyParts StageKeys::landcover(std::size_t year) {
  KeyParts parts("land cover");
  add_grid(parts);
  add_class_names(parts, catalogue_);
  add_class_order(parts, catalogue_);
  add_polygons(parts, "zones.boundary");
  add_polygon_rule(parts, catalogue_.grid);
  const auto& raster = catalogue_.years[year].landcover;
  parts.add_input("landcover.pattern", raster, identities_.of(raster));
  parts.add_settings(settings_, {"landcover.map", "landcover.nodata", "landcover.crs", "landcover.resampling",
                                 "landcover.everywhere", "zones.crs", "zones.repair"});
  parts.add_given(settings_, {"landcover.variable", "landcover.band"});
  add_sampler(parts, catalogue_.grid);
  return parts;
}

/// Of polygons the pixels and the names enter, not the years.
KeyParts StageKeys::mines() {
  KeyParts parts("mines");
  for (std::size_t year = 0; year < catalogue_.years.size(); ++year)
    add_stage(parts, Stage::landcover, year, landcover(year));
  add_polygons(parts, "zones.mines");
  parts.add_settings(settings_, {"zones.mines-name", "zones.crs", "zones.repair", "mines.source",
                                 "mines.classes", "mines.min-area"});
  return parts;
}

KeyParts StageKeys::ndvi(std::size_t year) {
  KeyParts parts("NDVI");
  add_grid(parts);
  add_polygons(parts, "zones.boundary");
  add_polygon_rule(parts, catalogue_.grid);
  parts.add_settings(settings_, {"zones.crs", "zones.repair"});
  const auto& rasters = catalogue_.years[year];
  for (std::size_t i = 0; i < rasters.ndvi.size(); ++i) {
    const auto& source = rasters.ndvi[i];
    parts.add_input(fmt::format("ndvi.pattern, raster {} (month {})", i + 1, source.month), source.path,
                    fmt::format("band {}, {}", source.band, identities_.of(source.path)));
  }
  for (const auto index : rasters.scenes) {
    const auto& scene = catalogue_.scenes.scenes[index].scene;
    add_scene(parts, scene.id, scene_identity(scene, identities_));
  }
  parts.add_settings(
      settings_, {"ndvi.scale", "ndvi.offset", "ndvi.nodata", "ndvi.valid-min", "ndvi.valid-max", "ndvi.crs",
                  "ndvi.resampling", "ndvi.fill", "ndvi.composite", "ndvi.out-of-range", "casa.mode"});
  parts.add_given(settings_, {"ndvi.variable"});
  if (!rasters.scenes.empty())
    parts.add_settings(settings_, {"scenes.min-clear", "scenes.correction", "scenes.dark-count",
                                   "scenes.harmonise", "scenes.resample", "scenes.snow",
                                   "scenes.missing-quality", "scenes.crs", "input.skip-broken"});
  if (!rasters.ndvi.empty() || settings_.text("ndvi.resampling") == "average")
    add_sampler(parts, catalogue_.grid);
  if (!rasters.scenes.empty()) add_quality_rule(parts, settings_);
  return parts;
}

KeyParts StageKeys::class_ndvi(std::size_t year) {
  KeyParts parts("NDVI of classes");
  // Results before this did not count these.
  parts.add("counts", "of pixels without a class too");
  add_stage(parts, Stage::landcover, year, landcover(year));
  add_stage(parts, Stage::ndvi, year, ndvi(year));
  return parts;
}

const KeyParts& StageKeys::npp(std::size_t year, const BoundsOfYears& bounds) {
  if (const auto known = npp_.find(year); known != npp_.end()) return known->second;
  KeyParts parts("NPP");
  add_stage(parts, Stage::landcover, year, landcover(year));
  add_stage(parts, Stage::ndvi, year, ndvi(year));
  if (catalogue_.continues(year)) add_stage(parts, Stage::npp, year - 1, npp(year - 1, bounds));
  parts.add("water goes on into the next year", catalogue_.continues(year + 1) ? "yes" : "no");
  parts.add("surveyed months", fmt::format("{}", fmt::join(catalogue_.month_list, ",")));
  add_bounds(parts, catalogue_, bounds[year]);
  add_class_parameters(parts, catalogue_);
  add_weather(parts, year);
  add_frozen_rule(parts, catalogue_, year);
  add_zones(parts);
  parts.add_settings(settings_, {"casa.", "output.packing", "output.npp-scale", "weather.uncertainty-step"});
  parts.add_settings(settings_, weather_settings(settings_));
  return npp_[year] = std::move(parts);
}

KeyParts StageKeys::weather(std::size_t year) {
  KeyParts parts("weather");
  add_grid(parts);
  parts.add("surveyed months", months_text(catalogue_.surveyed_months(year)));
  add_weather(parts, year);
  parts.add_settings(settings_, weather_settings(settings_));
  parts.add_settings(settings_, {"output.weather-variance"});
  return parts;
}

KeyParts StageKeys::weather_statistics() {
  KeyParts parts("weather statistics");
  for (std::size_t year = 0; year < catalogue_.years.size(); ++year)
    add_stage(parts, Stage::weather, year, weather(year));
  add_polygons(parts, "zones.boundary");
  add_polygon_rule(parts, catalogue_.grid);
  parts.add_settings(settings_, {"weather.check-points", "weather.flag-limit"});
  add_flag_rule(parts);
  return parts;
}

void StageKeys::add_weather(KeyParts& parts, std::size_t year) {
  parts.add_input(fmt::format("stations of {}", catalogue_.stations[year].year),
                  settings_.path("stations.file").string(), stations_identity(catalogue_.stations[year]));
  add_gridded(parts, year);
  add_input(parts, "weather.dem");
  parts.add_given(settings_, {"weather.dem-band"});
  if (settings_.has("weather.dem") || catalogue_.gridded[year].any()) add_sampler(parts, catalogue_.grid);
  // Results before this had other sills: of the relief as well, one for all months of a fit, and of stations
  // without data or at one place; and other trends of detrending.
  parts.add("sills of variograms", "of what is kriged, month by month; stations with data, merged");
  if (settings_.yes("weather.leave-out-flagged")) add_flag_rule(parts);
}

/// Nothing where all weather is of stations.
void StageKeys::add_gridded(KeyParts& parts, std::size_t year) {
  const auto& gridded = catalogue_.gridded[year];
  for (const auto variable : weather_variables) {
    if (!gridded.has(variable)) continue;
    const auto key = "gridded." + io::name_of(variable);
    for (std::size_t month = 0; month < 12; ++month)
      if (const auto& band = gridded.of(variable)[month])
        parts.add_input(fmt::format("{}, month {}", key, month + 1), band->file,
                        fmt::format("band {} of {}, {}", band->band, band->year, identities_.of(band->file)));
    parts.add_settings(settings_, {key + "-variable", key + "-unit", key + "-scale", key + "-offset",
                                   key + "-nodata", "gridded.crs", "gridded.resampling"});
  }
}

void StageKeys::add_zones(KeyParts& parts) {
  add_polygon_rule(parts, catalogue_.grid);
  add_polygons(parts, "zones.mines");
  add_polygons(parts, "zones.townships");
  for (const auto& layer : settings_.zone_layers()) {
    add_polygons(parts, "zones." + layer);
    parts.add("zones." + layer + "-name", settings_.text("zones." + layer + "-name"));
  }
  parts.add_settings(settings_, {"zones.mines-name", "zones.mines-from", "zones.mines-to",
                                 "zones.townships-name", "zones.crs", "zones.repair", "zones.coverage"});
}

KeyParts StageKeys::synthesis(const BoundsOfYears& bounds) {
  KeyParts parts("change and statistics");
  parts.add("survey", settings_.survey_name());
  // Results before this had causes of means over unlike land.
  parts.add("causes", "of pixels with data in both years");
  // Nor had they areas of annual NPP, which the run prints.
  if (catalogue_.full_year()) parts.add("annual area", "of pixels with a value in every month");
  add_recovery_rule(parts, settings_);
  add_partial_rule(parts, catalogue_);
  add_ledger_rule(parts, catalogue_);
  add_flag_rule(parts);
  for (std::size_t year = 0; year < catalogue_.years.size(); ++year)
    add_stage(parts, Stage::npp, year, npp(year, bounds));
  // The archive lists every scene, used or not.
  for (const auto& input : catalogue_.scenes.scenes)
    add_scene(parts, input.scene.id,
              input.used ? "used" : "not used: " + without_folders(settings_, input.reason));
  for (const auto& scene : catalogue_.scenes.broken)
    add_scene(parts, scene.id, "broken: " + without_folders(settings_, scene.reason));
  std::vector<std::string> all;
  for (const auto& section : sections())
    if (section.name != "run" && section.name != "output") all.push_back(section.name + ".");
  parts.add_settings(settings_, all);
  if (const auto samples = settings_.path("validation.samples").string(); !samples.empty())
    parts.add_input("field samples", samples, identities_.of_file(samples));
  return parts;
}

}  // namespace minenpp::survey
