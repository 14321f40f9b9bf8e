#include <chrono>
#include <filesystem>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <gdal.h>
#include <hdf5.h>

#include "survey/archive/archive_groups.h"
#include "survey/stages/correlation_maps.h"

namespace minenpp::survey {

namespace {

std::string origin_text(ValueOrigin origin) {
  switch (origin) {
    case ValueOrigin::default_value:
      return "default";
    case ValueOrigin::survey_file:
      return "survey file";
    case ValueOrigin::command_line:
      return "command line";
  }
  return {};
}

/// Values and units of all settings of one reach; among those of science the polygon layers of the user's
/// own, which the registry cannot name.
void write_settings(const Settings& settings, SettingReach reach, io::ArchiveGroup& group) {
  std::vector<std::string> keys, values, units;
  const auto add = [&](const std::string& key, const std::string& unit) {
    keys.push_back(key);
    values.push_back(settings.recorded(key));
    units.push_back(unit);
  };
  for (const auto& setting : registry())
    if (setting.reach == reach) add(setting.key, setting.unit);
  if (reach == SettingReach::science)
    for (const auto& layer : settings.zone_layers())
      for (const auto* ending : {"", "-layer", "-name"}) add("zones." + layer + ending, "-");
  group.dimension("setting", keys, {io::attribute("long_name", "key of the survey file")});
  group.array("value", {"setting"}, values, {io::attribute("long_name", "value used")});
  group.array("unit", {"setting"}, units, {io::attribute("long_name", "unit")});
}

/// Where a later reader finds an input whatever folder it works in; names that only GDAL understands stay.
std::string lasting_path(const std::string& path) {
  std::error_code unreadable;
  if (!std::filesystem::exists(path, unreadable)) return path;
  return std::filesystem::absolute(path).lexically_normal().string();
}

/// The stages that the run has made before the archive.
void write_stage_costs(const SurveyRun& run, io::ArchiveGroup& group) {
  std::vector<std::string> names;
  std::vector<double> seconds, imbalance;
  std::vector<std::int64_t> read, written, memory;
  for (const auto& cost : run.costs) {
    names.push_back(cost.name);
    seconds.push_back(cost.seconds);
    read.push_back(cost.bytes_read);
    written.push_back(cost.bytes_written);
    memory.push_back(cost.peak_memory_bytes);
    imbalance.push_back(cost.imbalance);
  }
  group.dimension(
      "stage", names,
      {io::attribute("long_name", "stage that this run made before the archive; others were up to date")});
  group.array("stage_seconds", {"stage"}, seconds, described("s", "time of the stage"));
  group.array("stage_bytes_read", {"stage"}, read, described("byte", "read by all ranks"));
  group.array("stage_bytes_written", {"stage"}, written, described("byte", "written by all ranks"));
  group.array("stage_peak_memory", {"stage"}, memory,
              described("byte", "most that any rank had held by the end of the stage"));
  group.array("stage_imbalance", {"stage"}, imbalance,
              described("1", "time of the busiest rank for its tiles, as a multiple of the mean"));
}

}  // namespace

void write_settings_group(const SurveyRun& run, io::ArchiveGroup& group) {
  write_settings(run.settings, SettingReach::science, group);
  group.text("class_table", class_table_text(run.catalogue.classes),
             {io::attribute("long_name", "class parameters used")});
}

void write_provenance_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  write_settings(run.settings, SettingReach::run, group);
  std::vector<std::string> set_keys, origins;
  for (const auto& setting : registry())
    if (const auto origin = run.settings.origin(setting.key); origin != ValueOrigin::default_value) {
      set_keys.push_back(setting.key);
      origins.push_back(origin_text(origin));
    }
  group.dimension("given_setting", set_keys);
  group.array("given_by", {"given_setting"}, origins,
              {io::attribute("long_name", "where the value was given")});

  std::vector<std::string> input_settings, paths, identities;
  for (const auto& input : result.inputs) {
    input_settings.push_back(input.setting);
    paths.push_back(lasting_path(input.path));
    identities.push_back(input.identity);
  }
  group.dimension("input", static_cast<std::int64_t>(paths.size()));
  group.array("input_setting", {"input"}, input_settings,
              {io::attribute("long_name", "setting that named the input")});
  group.array("input_path", {"input"}, paths, {io::attribute("long_name", "input file")});
  group.array("input_identity", {"input"}, identities, {io::attribute("long_name", "size and content hash")});

  group.dimension("warning", static_cast<std::int64_t>(run.notices.warnings().size()));
  group.array("warning_text", {"warning"}, run.notices.warnings(),
              {io::attribute("long_name", "warnings of the run")});
  write_stage_costs(run, group);
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  group.dimension("software", std::vector<std::string>{"minenpp", "HDF5", "GDAL"});
  group.array("version", {"software"},
              std::vector<std::string>{MINENPP_VERSION, fmt::format("{}.{}.{}", major, minor, release),
                                       GDALVersionInfo("RELEASE_NAME")},
              {io::attribute("long_name", "version that made the result")});
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  group.text("written_at", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", now));
  group.scalar("elapsed", result.elapsed_s, described("s", "time of the run until the archive was written"));
  group.scalar("ranks", static_cast<std::int64_t>(run.ranks.size()),
               {io::attribute("long_name", "MPI ranks")});
  group.scalar("stations_held", result.traffic.stations_held,
               {io::attribute("long_name", "most stations any rank held; 0: every rank held all")});
  group.scalar("station_messages", result.traffic.messages_sent,
               {io::attribute("long_name", "most messages any rank sent to share the stations")});
  group.scalar("station_bytes", result.traffic.bytes_sent,
               described("byte", "most bytes any rank sent to share the stations"));
  group.text("survey_file", std::filesystem::absolute(run.settings.file()).string());
}

namespace {

/// Maps over all years, where there are any.
void write_correlation_maps(const SurveyRun& run, io::ArchiveGroup& group) {
  std::vector<std::string> names, files;
  for (const auto& file : correlation_files(run)) {
    names.push_back(file.stem().string());
    files.push_back(file.lexically_relative(run.folder).string());
  }
  if (files.empty()) return;
  group.dimension("correlation_map", names, {io::attribute("long_name", "what a map shows")});
  group.array("correlation", {"correlation_map"}, files,
              {io::attribute("long_name", "map file of the correlation of NPP with the weather")});
}

}  // namespace

void write_maps_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<std::string> npp, ndvi, land_class;
  std::vector<std::int64_t> classified, out_of_range, observed, filled;
  for (std::size_t i = 0; i < run.catalogue.years.size(); ++i) {
    const int year = run.catalogue.years[i].year;
    const auto inside = [&](const std::filesystem::path& file) {
      return file.lexically_relative(run.folder).string();
    };
    npp.push_back(inside(run.npp_map(year)));
    ndvi.push_back(inside(run.ndvi_map(year)));
    land_class.push_back(inside(run.class_map(year)));
    classified.push_back(result.pixels[i].classified);
    out_of_range.push_back(result.pixels[i].ndvi_out_of_range);
    observed.push_back(result.pixels[i].ndvi_observed);
    filled.push_back(result.pixels[i].ndvi_filled);
  }
  add_years(run, group);
  group.array("npp", {"year"}, npp, {io::attribute("long_name", "map file of NPP")});
  group.array("ndvi", {"year"}, ndvi, {io::attribute("long_name", "map file of NDVI")});
  group.array("land_class", {"year"}, land_class,
              {io::attribute("long_name", "map file of land-cover classes")});
  group.array("classified", {"year"}, classified,
              described("1", "pixels of the study area that have a class"));
  group.array("ndvi_out_of_range", {"year"}, out_of_range,
              described("1", "NDVI values out of range, made no data or, with ndvi.out-of-range=clip, the limit"));
  group.array("ndvi_observed", {"year"}, observed, described("1", "pixel-months with an observed NDVI"));
  group.array("ndvi_filled", {"year"}, filled, described("1", "pixel-months with a filled NDVI"));
  write_correlation_maps(run, group);
}

}  // namespace minenpp::survey
