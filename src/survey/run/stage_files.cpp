#include "survey/run/stage_files.h"

#include "survey/stages/change_maps.h"
#include "survey/stages/correlation_maps.h"
#include "survey/stages/trend_maps.h"

namespace minenpp::survey {

namespace {

using Files = std::vector<std::filesystem::path>;

void append(Files& files, Files further) {
  for (auto& file : further) files.push_back(std::move(file));
}

Files synthesis_files(const SurveyRun& run) {
  Files files{run.archive()};
  append(files, trend_files(run));
  append(files, correlation_files(run));
  if (run.catalogue.mines.rings)
    for (const auto& year : run.catalogue.years) files.push_back(run.ring_map(year.year));
  for (const auto& period : run.catalogue.periods) append(files, change_files(run, period));
  return files;
}

Files ndvi_files(const SurveyRun& run, std::size_t year) {
  const int calendar_year = run.catalogue.years[year].year;
  Files files{run.ndvi_map(calendar_year)};
  if (run.catalogue.marks_filled(year)) files.push_back(run.filled_map(calendar_year));
  return files;
}

Files npp_files(const SurveyRun& run, std::size_t year) {
  const int calendar_year = run.catalogue.years[year].year;
  Files files{run.npp_map(calendar_year)};
  if (run.catalogue.full_year()) files.push_back(run.annual_map(calendar_year));
  if (run.catalogue.continues(year + 1)) files.push_back(run.water_state(calendar_year));
  return files;
}

Files weather_files(const SurveyRun& run, std::size_t year) {
  const int calendar_year = run.catalogue.years[year].year;
  Files files;
  for (const auto variable : weather_variables) {
    files.push_back(run.weather_map(variable, calendar_year));
    if (run.settings.yes("output.weather-variance"))
      files.push_back(run.variance_map(variable, calendar_year));
  }
  return files;
}

}  // namespace

std::vector<StageId> survey_stages(const SurveyRun& run) {
  std::vector<StageId> all;
  const auto years = run.catalogue.years.size();
  for (std::size_t year = 0; year < years; ++year) {
    all.push_back({Stage::landcover, year});
    all.push_back({Stage::ndvi, year});
    all.push_back({Stage::class_ndvi, year});
  }
  if (run.catalogue.mines.find) all.push_back({Stage::mines});
  if (run.settings.yes("output.weather"))
    for (std::size_t year = 0; year < years; ++year) all.push_back({Stage::weather, year});
  for (std::size_t year = 0; year < years; ++year) all.push_back({Stage::npp, year});
  all.push_back({Stage::synthesis});
  if (run.settings.yes("report.page")) all.push_back({Stage::report});
  return all;
}

Files stage_files(const SurveyRun& run, const StageId& id) {
  switch (id.stage) {
    case Stage::landcover:
      return {run.class_map(run.catalogue.years[id.year.value()].year)};
    case Stage::ndvi:
      return ndvi_files(run, id.year.value());
    case Stage::class_ndvi:
      return {run.class_ndvi(run.catalogue.years[id.year.value()].year)};
    case Stage::mines:
      return {run.mines_map()};
    case Stage::weather:
      return weather_files(run, id.year.value());
    case Stage::npp:
      return npp_files(run, id.year.value());
    case Stage::synthesis:
      return synthesis_files(run);
    case Stage::weather_statistics:
      return {run.weather_archive()};
    case Stage::report:
      break;
  }
  return {};
}

Files survey_files(const SurveyRun& run) {
  Files files;
  for (const auto& id : survey_stages(run)) append(files, stage_files(run, id));
  return files;
}

}  // namespace minenpp::survey
