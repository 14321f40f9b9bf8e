#include "survey/run/make_stages.h"

#include <filesystem>
#include <memory>
#include <optional>

#include "survey/run/stage_keys.h"
#include "survey/run/survey_stages.h"
#include "survey/stages/correlation_maps.h"

namespace minenpp::survey {

namespace {

/// None where the statistics are not made, or compute NPP themselves because they need its weather too.
std::unique_ptr<NppScratch> scratch_for(const SurveyRun& run, const StagePlan& plan) {
  const std::int64_t limit_MB = run.settings.integer("run.scratch");
  if (!plan.asks_for(Stage::synthesis) || !correlation_files(run).empty()) return nullptr;
  std::error_code none;
  return std::make_unique<NppScratch>(std::filesystem::temp_directory_path(none), limit_MB << 20,
                                      run.catalogue.years.size());
}

}  // namespace

void make_stages(SurveyRun& run, const StagePlan& plan, const std::function<void()>& before_archive) {
  StageKeys keys(run.settings, run.catalogue);
  SurveyStages stages(run, keys, plan);
  SurveyResult result;
  result.columns = {run.catalogue.month_list, run.catalogue.full_year()};
  const bool maps_weather = run.settings.yes("output.weather") && plan.asks_for(Stage::weather);
  // Before the rest, so that what is wrong with it is said at once.
  std::optional<SurveyWeather> weather;
  if (maps_weather || plan.asks_for(Stage::npp))
    weather.emplace(run.ranks, run.settings, run.catalogue, run.partition, run.notices);
  stages.make_inputs();
  stages.make_mines(result);
  if (plan.asks_for(Stage::npp)) stages.find_bounds(result);
  if (plan.asks_for(Stage::synthesis)) stages.tell_inputs(result);
  if (maps_weather) stages.make_weather_maps(*weather);
  const auto scratch = scratch_for(run, plan);
  run.scratch = scratch.get();
  if (plan.asks_for(Stage::npp)) stages.make_npp(result, *weather);
  if (before_archive) before_archive();
  if (plan.asks_for(Stage::synthesis)) stages.make_archive(result, *weather);
  run.scratch = nullptr;
  stages.make_report();
}

}  // namespace minenpp::survey
