#include "survey/run/run_survey.h"

#include <exception>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "mpi/collective_error.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/run/result_folder.h"
#include "survey/run/share_tiles.h"
#include "survey/run/stage_keys.h"
#include "survey/run/stage_plan.h"
#include "survey/run/stop_request.h"
#include "survey/run/survey_stages.h"

namespace minenpp::survey {

namespace {

void tell_taken_over(const FolderLocks& locks, const Notices& notices) {
  for (const auto& dead : locks.taken_over())
    notices.info(fmt::format("the run before this did not end by itself: {}; going on from what it finished",
                             dead.text()));
}

/// The catalogue on every rank, and the locks of the result folder on the root; the pixels of the inputs are
/// looked at by the root alone.
Catalogue checked_catalogue(const mpi::Communicator& ranks, const Settings& settings,
                            const StageChoice& choice, Notices& notices,
                            std::unique_ptr<FolderLocks>& locks) {
  return mpi::agree(ranks, [&] {
    ProblemList problems;
    auto catalogue = make_catalogue(settings, problems, notices, ranks.is_root());
    problems.throw_if_any();
    if (!ranks.is_root()) return catalogue;
    check_pixels(settings, catalogue, problems);
    problems.throw_if_any();
    const auto years = choice.keeps_to_years() ? choice.years : std::vector<int>();
    locks = claim_result_folder(settings.path("output.dir"), settings.survey_name(), catalogue.grid, years);
    tell_taken_over(*locks, notices);
    return catalogue;
  });
}

void tell_tiles(const SurveyRun& run) {
  const auto& grid = run.catalogue.grid.grid;
  run.notices.info(
      fmt::format("{}: {} rows x {} columns in {}, {} of {} tiles touch the study area, {} rank{}",
                  run.settings.survey_name(), grid.rows(), grid.cols(), run.catalogue.grid.crs.label(),
                  run.partition.tiles().size(), run.catalogue.tiles.count(), run.ranks.size(),
                  run.ranks.size() == 1 ? "" : "s"));
}

/// Settings that only a stage reads: they are used even where that stage is up to date.
void mark_stage_settings(const Settings& settings) {
  for (const std::string key :
       {"output.packing", "output.npp-scale", "output.compression", "run.tile-size", "ndvi.valid-min",
        "ndvi.valid-max", "ndvi.resampling", "landcover.resampling", "ndvi.composite", "ndvi.out-of-range",
        "landcover.nodata", "landcover.crs", "output.dir", "report.mines", "report.page", "run.journal"})
    (void)settings.text(key);
  if (!settings.has("scenes.from")) {
    for (const std::string key : {"ndvi.scale", "ndvi.offset", "ndvi.nodata", "ndvi.crs"})
      (void)settings.text(key);
    return;
  }
  for (const std::string key :
       {"scenes.correction", "scenes.dark-count", "scenes.harmonise", "scenes.resample", "scenes.snow",
        "scenes.crs", "scenes.min-clear", "input.skip-broken"})
    (void)settings.text(key);
}

void tell_unused(const Settings& settings, Notices& notices) {
  mark_stage_settings(settings);
  for (const auto& key : settings.unused()) notices.warn(settings.where(key) + ": set, but nothing used it");
}

/// What a run of any command begins with.
class Session {
 public:
  Session(const mpi::Communicator& ranks, const Settings& settings, const StageChoice& choice = {})
      : notices_(ranks.is_root(), settings.text("run.log-level")),
        progress_(ranks.is_root() ? progress_style(settings.text("run.progress")) : ProgressStyle::off,
                  settings.integer("run.progress-interval")),
        catalogue_(checked_catalogue(ranks, settings, choice, notices_, locks_)),
        partition_(share_tiles(ranks, settings, catalogue_)),
        run{ranks, settings, catalogue_,  partition_, notices_, progress_, settings.path("output.dir"),
            0,     0,        locks_.get()},
        plan(mpi::agree(ranks, [&] { return StagePlan(choice, run); })) {
    run.stage_count = plan.count();
    journal_ = ranks.is_root() ? std::make_unique<RunJournal>(run.folder) : std::make_unique<RunJournal>();
    run.journal = journal_.get();
    journal_->run_start(settings.survey_name(), this_process().command, ranks.size());
    notices_.pass_on([this](const std::string& text) { journal_->warning(text); });
    tell_tiles(run);
  }

  /// Runs `work`, in which a run's stages are made, and writes how it ended.
  template <typename Work>
  void journalled(Work&& work) {
    try {
      work();
    } catch (...) {
      const auto error = mpi::as_error(std::current_exception());
      notices_.repeat_warnings();
      journal_->run_end(static_cast<int>(error.fault()), error.what());
      throw;
    }
    notices_.repeat_warnings();
    journal_->run_end(0, "");
  }

  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] const mpi::Partition& partition() const { return partition_; }
  [[nodiscard]] Notices& notices() { return notices_; }

 private:
  Notices notices_;
  Progress progress_;
  std::unique_ptr<FolderLocks> locks_;  // on the root
  std::unique_ptr<RunJournal> journal_;
  Catalogue catalogue_;
  mpi::Partition partition_;

 public:
  SurveyRun run;
  const StagePlan plan;
};

/// The stages of a survey, as far as they are chosen.
void make_stages(Session& session) {
  const auto& plan = session.plan;
  const auto& settings = session.run.settings;
  StageKeys keys(settings, session.catalogue());
  SurveyStages stages(session.run, keys, plan);
  SurveyResult result;
  result.columns = {session.catalogue().month_list, session.catalogue().full_year()};
  const bool maps_weather = settings.yes("output.weather") && plan.asks_for(Stage::weather);
  // Before the rest, so that what is wrong with it is said at once.
  std::optional<SurveyWeather> weather;
  if (maps_weather || plan.asks_for(Stage::npp))
    weather.emplace(session.run.ranks, settings, session.catalogue(), session.partition(), session.notices());
  stages.make_inputs();
  stages.make_mines(result);
  if (plan.asks_for(Stage::npp)) stages.find_bounds(result);
  if (plan.asks_for(Stage::synthesis)) stages.tell_inputs(result);
  if (maps_weather) stages.make_weather_maps(*weather);
  if (plan.asks_for(Stage::npp)) stages.make_npp(result, *weather);
  if (plan.whole()) tell_unused(settings, session.notices());
  if (plan.asks_for(Stage::synthesis)) stages.make_archive(result, *weather);
  stages.make_report();
}

}  // namespace

std::filesystem::path run_survey(const mpi::Communicator& ranks, const Settings& settings,
                                 const StageChoice& choice) {
  listen_for_stop(ranks.is_root());
  Session session(ranks, settings, choice);
  session.journalled([&] { make_stages(session); });
  return session.run.folder;
}

std::filesystem::path run_weather(const mpi::Communicator& ranks, const Settings& settings) {
  listen_for_stop(ranks.is_root());
  Session session(ranks, settings);
  session.run.stage_count = static_cast<int>(session.catalogue().years.size()) + 1;
  session.journalled([&] {
    StageKeys keys(settings, session.catalogue());
    SurveyStages stages(session.run, keys, session.plan);
    const SurveyWeather weather(ranks, settings, session.catalogue(), session.partition(), session.notices());
    stages.make_weather_maps(weather);
    stages.make_weather_archive(weather);
  });
  return session.run.folder;
}

std::string check_survey(const Settings& settings, const Problems& file_problems) {
  Notices notices(true, "warning");
  ProblemList problems;
  for (const auto& text : file_problems) problems.add(model::Fault::usage, text);
  const auto catalogue = make_catalogue(settings, problems, notices);
  if (problems.empty()) {
    check_pixels(settings, catalogue, problems);
    for (std::size_t year = 0; year < catalogue.years.size(); ++year)
      problems.attempt([&] {
        auto stations = catalogue.stations[year];
        (void)plan_weather(stations, catalogue.science.weather, catalogue.surveyed_months(year));
      });
    problems.attempt(
        [&] { check_result_folder(settings.path("output.dir"), settings.survey_name(), catalogue.grid); });
  }
  problems.throw_if_any();
  for (const std::string key : {"run.journal", "run.progress", "run.progress-interval", "run.log-level"})
    (void)settings.text(key);
  tell_unused(settings, notices);
  std::int64_t rasters = 0;
  for (const auto& year : catalogue.years)
    rasters += static_cast<std::int64_t>(year.ndvi.size() + year.scenes.size());
  const auto& grid = catalogue.grid.grid;
  return fmt::format(
      "{}: no problem found (of rasters the corners and the centre were read)\n  grid      {} x {} pixels in "
      "{}\n  years     {} ({} NDVI layers or scenes)\n"
      "  stations  {}\n  zones     {}\n  results   {}\n",
      settings.survey_name(), grid.rows(), grid.cols(), catalogue.grid.crs.label(), catalogue.years.size(),
      rasters, catalogue.stations.front().ids.size(), catalogue.zones.size() - 1,
      settings.path("output.dir").string());
}

}  // namespace minenpp::survey
