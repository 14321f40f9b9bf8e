#include "survey/archive/survey_archive.h"

#include <fmt/format.h>

#include "survey/archive/archive_groups.h"

namespace minenpp::survey {

void write_survey_archive(const SurveyRun& run, const SurveyResult& result, const std::string& key) {
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
    if (run.catalogue.years.size() < 2) return;
    write_change_group(run, result, archive.group("change"));
    write_reclamation_group(run, result, archive.group("reclamation"));
  });
}

void write_weather_archive(const SurveyRun& run, const SurveyResult& result, const std::string& key) {
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

void add_months(const SurveyRun& run, io::ArchiveGroup& group) {
  const std::vector<std::int32_t> months(run.catalogue.month_list.begin(), run.catalogue.month_list.end());
  group.dimension("month", months, {io::attribute("long_name", "month of the year")});
}

std::vector<std::string> period_names(const Catalogue& catalogue) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < catalogue.years.size(); ++i)
    names.push_back(fmt::format("{}-{}", catalogue.years[i - 1].year, catalogue.years[i].year));
  return names;
}

}  // namespace minenpp::survey
