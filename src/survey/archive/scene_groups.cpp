#include <map>

#include "survey/archive/archive_groups.h"
#include "survey/catalogue/scene_rules.h"

namespace minenpp::survey {

namespace {

double share(std::int64_t part, std::int64_t whole) {
  if (part < 0 || whole <= 0) return model::no_data;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::string level_name(io::SceneLevel level) {
  switch (level) {
    case io::SceneLevel::surface:
      return "surface reflectance";
    case io::SceneLevel::toa:
      return "Level-1";
    case io::SceneLevel::ndvi:
      return "NDVI";
  }
  return {};
}

/// The columns of /scenes.
struct SceneColumns {
  const Settings& settings;
  std::vector<std::string> ids, sensors, levels, dates, sources, reasons;
  std::vector<std::int32_t> paths, rows, used, dark_red, dark_nir;
  std::vector<std::int64_t> observed, outside;
  std::vector<double> stated_cloud, clear;

  explicit SceneColumns(const Settings& survey_settings) : settings(survey_settings) {}

  void add(const SceneInput& input, const SceneRecord* record) {
    const auto& scene = input.scene;
    ids.push_back(scene.id);
    sensors.push_back(io::name_of(scene.sensor));
    levels.push_back(level_name(scene.level));
    dates.push_back(io::text_of(scene.date));
    sources.push_back(without_folders(settings, scene.source));
    paths.push_back(scene.path.value_or(-1));
    rows.push_back(scene.row.value_or(-1));
    stated_cloud.push_back(scene.cloud_share.value_or(model::no_data));
    const bool is_used = input.used && record && record->used;
    used.push_back(is_used ? 1 : 0);
    reasons.push_back(without_folders(settings, !input.used ? input.reason : record ? record->reason : ""));
    dark_red.push_back(record ? static_cast<std::int32_t>(record->dark_red) : -1);
    dark_nir.push_back(record ? static_cast<std::int32_t>(record->dark_nir) : -1);
    observed.push_back(record ? record->observed : 0);
    outside.push_back(record ? record->outside : 0);
    clear.push_back(record ? share(record->usable, record->present) : model::no_data);
  }

  void add(const io::BrokenScene& scene) {
    SceneInput input;
    input.scene.id = scene.id;
    input.scene.source = scene.source;
    input.used = false;
    input.reason = "broken: " + scene.reason;
    add(input, nullptr);
    for (auto* texts : {&sensors, &levels, &dates}) texts->back().clear();
  }
};

std::map<std::string, const SceneRecord*> records_by_id(const SurveyResult& result) {
  std::map<std::string, const SceneRecord*> records;
  for (const auto& year : result.scenes)
    for (const auto& record : year) records[record.id] = &record;
  return records;
}

}  // namespace

void write_scenes_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto records = records_by_id(result);
  SceneColumns columns(run.settings);
  for (const auto& input : run.catalogue.scenes.scenes) {
    const auto found = records.find(input.scene.id);
    columns.add(input, input.used && found != records.end() ? found->second : nullptr);
  }
  for (const auto& broken : run.catalogue.scenes.broken) columns.add(broken);
  group.dimension("scene", columns.ids, {io::attribute("long_name", "product or item id")});
  group.array("sensor", {"scene"}, columns.sensors);
  group.array("level", {"scene"}, columns.levels);
  group.array("date", {"scene"}, columns.dates, {io::attribute("long_name", "day of acquisition")});
  group.array("source", {"scene"}, columns.sources, {io::attribute("long_name", "where it was found")});
  group.array("path", {"scene"}, columns.paths, described("1", "WRS-2 path, or MODIS h; -1: not known"));
  group.array("row", {"scene"}, columns.rows, described("1", "WRS-2 row, or MODIS v; -1: not known"));
  group.array("used", {"scene"}, columns.used, described("1", "1 where the survey used it"));
  group.array("reason", {"scene"}, columns.reasons, {io::attribute("long_name", "why it was not used")});
  group.array("stated_cloud_share", {"scene"}, columns.stated_cloud,
              described("1", "cloud share as its metadata state it"));
  group.array("clear_share", {"scene"}, columns.clear,
              described("1", "clear share of its pixels in the study area, where it was measured"));
  group.array("observations", {"scene"}, columns.observed,
              described("1", "usable observations of pixels of the study area"));
  group.array("out_of_range", {"scene"}, columns.outside, described("1", "NDVI values out of range"));
  group.array("dark_object_red", {"scene"}, columns.dark_red,
              described("1", "stored number of the dark object, red; -1: none was needed"));
  group.array("dark_object_nir", {"scene"}, columns.dark_nir,
              described("1", "stored number of the dark object, near infrared; -1: none was needed"));
}

void write_ndvi_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  add_years(run, group);
  add_months(run, group);
  std::vector<double> observed, filled;
  for (const auto& pixels : result.pixels)
    for (const int month : run.catalogue.month_list) {
      const auto m = static_cast<std::size_t>(month - 1);
      observed.push_back(share(pixels.observed_in[m], pixels.classified));
      filled.push_back(share(pixels.filled_in[m], pixels.classified));
    }
  group.array("observed_share", {"year", "month"}, observed,
              described("1", "share of the pixels with a class that have an observed NDVI"));
  group.array("filled_share", {"year", "month"}, filled,
              described("1", "share of the pixels with a class whose NDVI is filled from other months"));
}

}  // namespace minenpp::survey
