#include "survey/run/make_stages.h"

#include <optional>

#include "survey/run/stage_keys.h"
#include "survey/run/survey_stages.h"

namespace minenpp::survey {

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
  if (plan.asks_for(Stage::npp)) stages.make_npp(result, *weather);
  if (before_archive) before_archive();
  if (plan.asks_for(Stage::synthesis)) stages.make_archive(result, *weather);
  stages.make_report();
}

}  // namespace minenpp::survey
