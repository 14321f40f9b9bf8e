#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "survey/archive/survey_result.h"
#include "survey/run/stage_keys.h"
#include "survey/run/stage_plan.h"
#include "survey/run/survey_run.h"
#include "survey/weather/survey_weather.h"

namespace minenpp::survey {

/// The stages of one run. Each is made unless its files are there with the right key. All calls are
/// collective and throw the same Error on every rank. Stages that are not in the plan are left alone.
class SurveyStages {
 public:
  /// All outlive this.
  SurveyStages(SurveyRun& run, StageKeys& keys, const StagePlan& plan)
      : run_(run), keys_(keys), plan_(plan), bounds_(run.catalogue.years.size()) {}

  /// Land cover and NDVI of every year.
  void make_inputs();
  /// Mines on the land-cover maps, where they are to be found. Throws Error(usage) where rings.mines names
  /// one that is not there.
  void make_mines(SurveyResult& result);
  /// NDVI bounds from the histograms of all years; of those that the plan comes to, where it leaves some out.
  void find_bounds(SurveyResult& result);
  /// What the inputs leave open, said on every run whether or not their stages were made again.
  void tell_inputs(const SurveyResult& result);
  void make_weather_maps(const SurveyWeather& weather);
  void make_npp(SurveyResult& result, const SurveyWeather& weather);
  /// Warns of inputs that changed since the run began to read them.
  void tell_changed_inputs();
  /// survey.h5; then removes maps that are no part of the survey any more.
  void make_archive(SurveyResult& result, const SurveyWeather& weather);
  /// The report page, unless the setting says no or it was made from the same archive.
  void make_report();
  /// weather.h5: the group /weather of survey.h5 alone.
  void make_weather_archive(const SurveyWeather& weather);

 private:
  [[nodiscard]] std::size_t years() const { return run_.catalogue.years.size(); }
  [[nodiscard]] int calendar_year(std::size_t year) const { return run_.catalogue.years[year].year; }
  /// Collective. What the NPP stage of a year has counted.
  void take_tables(SurveyResult& result, std::size_t year);
  void compare_with_samples(SurveyResult& result);
  void report_weather(SurveyResult& result, const SurveyWeather& weather);
  using Make = std::function<void(const io::StageKey& key)>;
  /// `passes`: how often the stage walks over the tiles. Returns whether its files are there now.
  bool unless_done(const StageId& id, const Make& make, int passes = 1);
  void measured(const StageId& id, const std::function<void()>& work);
  /// Throws Error(usage) where stages that the plan needs and does not make were missing so far.
  void demand() const;

  SurveyRun& run_;
  StageKeys& keys_;
  const StagePlan& plan_;
  std::vector<StageId> missing_;  ///< needed by the plan, and not there
  BoundsOfYears bounds_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace minenpp::survey
