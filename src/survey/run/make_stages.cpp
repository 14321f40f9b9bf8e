#include "survey/run/make_stages.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "survey/run/stage_keys.h"
#include "survey/run/survey_stages.h"
#include "survey/stages/correlation_maps.h"

namespace minenpp::survey {

namespace {

/// Parts of run.scratch: NDVI has 2 bytes where NPP has 8.
constexpr std::int64_t part_of_ndvi = 5;

std::int64_t scratch_bytes(const SurveyRun& run) {
  return static_cast<std::int64_t>(run.settings.integer("run.scratch")) << 20;
}

std::filesystem::path scratch_folder() {
  std::error_code none;
  return std::filesystem::temp_directory_path(none);
}

std::unique_ptr<NdviScratch> ndvi_scratch_for(const SurveyRun& run, const StagePlan& plan) {
  if (!plan.asks_for(Stage::npp)) return nullptr;
  std::vector<model::Window> own;
  for (const auto tile : run.partition.tiles_of(run.ranks.rank()))
    own.push_back(run.catalogue.tiles.window(tile));
  return std::make_unique<NdviScratch>(scratch_folder(), scratch_bytes(run) / part_of_ndvi, own);
}

/// None where the statistics are not made, or compute NPP themselves because they need its weather too.
std::unique_ptr<NppScratch> scratch_for(const SurveyRun& run, const StagePlan& plan) {
  if (!plan.asks_for(Stage::synthesis) || !correlation_files(run).empty()) return nullptr;
  const auto bytes = scratch_bytes(run);
  return std::make_unique<NppScratch>(scratch_folder(), bytes - bytes / part_of_ndvi,
                                      run.catalogue.years.size());
}

}  // namespace

void make_stages(SurveyRun& run, const StagePlan& plan, const std::function<void()>& before_archive) {
  StageKeys keys(run.settings, run.catalogue,
                 run.identities == nullptr ? InputIdentities() : *run.identities);
  SurveyStages stages(run, keys, plan);
  SurveyResult result;
  result.columns = {run.catalogue.month_list, run.catalogue.full_year()};
  const bool maps_weather = run.settings.yes("output.weather") && plan.asks_for(Stage::weather);
  // Before the rest, so that what is wrong with it is said at once.
  std::optional<SurveyWeather> weather;
  if (maps_weather || plan.asks_for(Stage::npp))
    weather.emplace(run.ranks, run.settings, run.catalogue, run.partition, run.notices);
  auto ndvi_scratch = ndvi_scratch_for(run, plan);
  run.ndvi_scratch = ndvi_scratch.get();
  stages.make_inputs();
  stages.make_mines(result);
  if (plan.asks_for(Stage::npp)) stages.find_bounds(result);
  if (plan.asks_for(Stage::synthesis)) stages.tell_inputs(result);
  if (maps_weather) stages.make_weather_maps(*weather);
  const auto scratch = scratch_for(run, plan);
  run.scratch = scratch.get();
  if (plan.asks_for(Stage::npp)) stages.make_npp(result, *weather);
  run.ndvi_scratch = nullptr;
  ndvi_scratch.reset();
  if (before_archive) before_archive();
  if (plan.asks_for(Stage::synthesis)) stages.make_archive(result, *weather);
  stages.tell_changed_inputs();
  run.scratch = nullptr;
  stages.make_report();
}

}  // namespace minenpp::survey
