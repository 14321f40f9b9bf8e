#include "survey/archive/survey_archive.h"

#include "survey/archive/archive_groups.h"

namespace minenpp::survey {

void write_survey_archive(const SurveyRun& run, const SurveyResult& result, const io::StageKey& key) {
  io::write_archive(run.ranks, run.archive(), key, [&](io::ArchiveWriter& archive) {
    auto& root = archive.group("");
    root.set(io::attribute("title", "Mining NPP survey " + run.settings.survey_name()));
    root.set(io::attribute("Conventions", "CF-1.8"));
    write_settings_group(run, archive.group("settings"));
    write_provenance_group(run, result, archive.group("provenance"));
    write_maps_group(run, result, archive.group("maps"));
    if (!run.catalogue.scenes.empty()) write_scenes_group(run, result, archive.group("scenes"));
    write_ndvi_group(run, result, archive.group("ndvi"));
    write_classes_group(run, result, archive.group("classes"));
    write_zones_group(run, result, archive.group("zones"));
    write_weather_group(run, result, archive.group("weather"));
    if (result.validation) write_validation_group(run, result, archive.group("validation"));
    write_cells_group(run, result, archive.group("cells"));
    if (run.catalogue.mines.find) write_mines_group(run, result, archive.group("mines"));
    if (run.catalogue.mines.rings) {
      const MineEffects effects(run.catalogue, result.cells, result.paired, result.land);
      write_rings_group(run, result, archive.group("rings"));
      write_ledger_group(run, result, effects, archive.group("ledger"));
      write_recovery_group(run, result, effects, archive.group("recovery"));
      if (run.catalogue.years.size() > 1) write_causes_group(run, result, effects, archive.group("causes"));
    }
    if (run.catalogue.years.size() < 2) return;
    if (!result.tables.front().zone_effects.empty())
      write_climate_group(run, result, archive.group("climate"));
    if (run.catalogue.has_trend()) write_trend_group(run, result, archive.group("trend"));
    write_change_group(run, result, archive.group("change"));
    write_reclamation_group(run, result, archive.group("reclamation"));
  });
}

void write_weather_archive(const SurveyRun& run, const SurveyResult& result, const io::StageKey& key) {
  io::write_archive(run.ranks, run.weather_archive(), key, [&](io::ArchiveWriter& archive) {
    auto& root = archive.group("");
    root.set(io::attribute("title", "Weather of the survey " + run.settings.survey_name()));
    root.set(io::attribute("Conventions", "CF-1.8"));
    write_settings_group(run, archive.group("settings"));
    write_weather_group(run, result, archive.group("weather"));
  });
}

io::Attributes described(const std::string& units, const std::string& long_name) {
  return {io::attribute("units", units), io::attribute("long_name", long_name)};
}

void add_years(const SurveyRun& run, io::ArchiveGroup& group) {
  std::vector<std::int32_t> years;
  for (const auto& year : run.catalogue.years) years.push_back(year.year);
  group.dimension("year", years, {io::attribute("long_name", "calendar year")});
}

void add_zones(const SurveyRun& run, io::ArchiveGroup& group) {
  std::vector<std::string> names;
  for (const auto& zone : run.catalogue.zones) names.push_back(zone.name);
  group.dimension("zone", names,
                  {io::attribute("long_name", "zone: study area, mines, townships, further layers")});
}

void add_months(const SurveyRun& run, io::ArchiveGroup& group) {
  const std::vector<std::int32_t> months(run.catalogue.month_list.begin(), run.catalogue.month_list.end());
  group.dimension("month", months, {io::attribute("long_name", "month of the year")});
}

void add_periods(const SurveyRun& run, io::ArchiveGroup& group) {
  std::vector<std::string> names;
  for (const auto& period : run.catalogue.periods)
    names.push_back(name_of(period, run.catalogue.year_numbers()));
  group.dimension("period", names,
                  {io::attribute("long_name", "from an earlier surveyed year to a later one")});
}

}  // namespace minenpp::survey
