#include "survey/run/run_survey.h"

#include <exception>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "mpi/collective_error.h"
#include "survey/catalogue/fine_rasters.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/catalogue/same_inputs.h"
#include "survey/catalogue/weather_checks.h"
#include "survey/run/make_stages.h"
#include "survey/run/memory_limit.h"
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

/// The catalogue on every rank, and the locks of the result folder on the root.
Catalogue checked_catalogue(const mpi::Communicator& ranks, const Settings& settings,
                            const StageChoice& choice, Notices& notices, InputIdentities& identities,
                            std::unique_ptr<FolderLocks>& locks) {
  auto catalogue = mpi::agree(ranks, [&] {
    if (ranks.is_root()) look_at_catalogue_inputs(settings, identities);
    ProblemList problems;
    auto found = make_catalogue(settings, problems, notices, ranks.is_root());
    problems.throw_if_any();
    return found;
  });
  check_same_inputs(ranks, catalogue, notices);
  check_pixels(ranks, settings, catalogue);
  mpi::agree(ranks, [&] {
    if (!ranks.is_root()) return;
    check_weather(settings, catalogue, notices);
    warn_about_fine_rasters(settings, catalogue, notices);
    const auto years = choice.keeps_to_years() ? choice.years : std::vector<int>();
    locks = claim_result_folder(settings.path("output.dir"), settings.survey_name(), catalogue.grid, years);
    tell_taken_over(*locks, notices);
  });
  return catalogue;
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
        "landcover.variable", "landcover.band", "landcover.nodata", "landcover.crs", "output.dir",
        "report.mines", "report.page", "run.journal", "run.scratch"})
    (void)settings.text(key);
  if (!settings.has("scenes.from")) {
    for (const std::string key : {"ndvi.variable", "ndvi.scale", "ndvi.offset", "ndvi.nodata", "ndvi.crs"})
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
        catalogue_(checked_catalogue(ranks, settings, choice, notices_, identities_, locks_)),
        partition_(share_tiles(ranks, settings, catalogue_)),
        run{ranks, settings, catalogue_,  partition_, notices_, progress_, settings.path("output.dir"),
            0,     0,        locks_.get()},
        plan(mpi::agree(ranks, [&] { return StagePlan(choice, run); })) {
    run.stage_count = plan.count();
    journal_ = ranks.is_root() ? std::make_unique<RunJournal>(run.folder) : std::make_unique<RunJournal>();
    run.journal = journal_.get();
    run.identities = &identities_;
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

  /// Before any work: rounds that keep to run.memory in the stages that are wanted. Collective.
  void keep_to_run_memory(const WantsStage& wants, bool weather_maps) {
    const auto shape = shape_of_run(run.ranks, run.settings);
    mpi::agree(run.ranks, [&] {
      const auto choice =
          keep_to_memory(run.settings, size_of(run.settings, catalogue_, weather_maps), shape, wants);
      run.round_pixels = choice.round_pixels;
      run.statistics_round_pixels = choice.statistics_round_pixels;
      notices_.debug(fmt::format("memory: about {} on the first rank, {} on the others, rounds of {} pixels",
                                 megabytes(choice.estimate.of_the_first()),
                                 megabytes(choice.estimate.of_a_rank()), choice.round_pixels));
    });
  }

 private:
  Notices notices_;
  Progress progress_;
  InputIdentities identities_;
  std::unique_ptr<FolderLocks> locks_;  // on the root
  std::unique_ptr<RunJournal> journal_;
  Catalogue catalogue_;
  mpi::Partition partition_;

 public:
  SurveyRun run;
  const StagePlan plan;
};

}  // namespace

std::filesystem::path run_survey(const mpi::Communicator& ranks, const Settings& settings,
                                 const StageChoice& choice) {
  listen_for_stop(ranks.is_root());
  Session session(ranks, settings, choice);
  session.journalled([&] {
    session.keep_to_run_memory([&](Stage stage) { return session.plan.asks_for(stage); },
                               settings.yes("output.weather"));
    make_stages(session.run, session.plan, [&] {
      if (session.plan.whole()) tell_unused(settings, session.notices());
    });
  });
  return session.run.folder;
}

std::filesystem::path run_weather(const mpi::Communicator& ranks, const Settings& settings) {
  listen_for_stop(ranks.is_root());
  Session session(ranks, settings);
  session.run.stage_count = static_cast<int>(session.catalogue().years.size()) + 1;
  session.journalled([&] {
    session.keep_to_run_memory([](Stage stage) { return stage == Stage::weather; }, true);
    StageKeys keys(settings, session.catalogue(), *session.run.identities);
    SurveyStages stages(session.run, keys, session.plan);
    const SurveyWeather weather(ranks, settings, session.catalogue(), session.partition(), session.notices());
    stages.make_weather_maps(weather);
    stages.make_weather_archive(weather);
    stages.tell_changed_inputs();
  });
  return session.run.folder;
}

namespace {

/// Throws Error(usage) where it is more than run.memory.
std::string memory_text(const Settings& settings, const Catalogue& catalogue, int ranks) {
  const auto choice = keep_to_memory(settings, size_of(settings, catalogue, settings.yes("output.weather")),
                                     shape_here(settings, ranks), [](Stage) { return true; });
  return fmt::format("about {} a rank and {} on the first of {}", megabytes(choice.estimate.of_a_rank()),
                     megabytes(choice.estimate.of_the_first()), ranks);
}

}  // namespace

std::string check_survey(const Settings& settings, const Problems& file_problems, int ranks) {
  Notices notices(true, "warning");
  ProblemList problems;
  for (const auto& text : file_problems) problems.add(model::Fault::usage, text);
  const auto catalogue = make_catalogue(settings, problems, notices);
  if (problems.empty()) {
    check_pixels(settings, catalogue, problems);
    if (problems.empty()) problems.attempt([&] { check_weather(settings, catalogue, notices); });
    if (problems.empty()) problems.attempt([&] { warn_about_fine_rasters(settings, catalogue, notices); });
    for (std::size_t year = 0; year < catalogue.years.size(); ++year)
      problems.attempt([&] {
        auto stations = catalogue.stations[year];
        (void)plan_weather(stations, catalogue.science.weather, catalogue.surveyed_months(year));
      });
    problems.attempt(
        [&] { check_result_folder(settings.path("output.dir"), settings.survey_name(), catalogue.grid); });
  }
  std::string memory;
  if (problems.empty()) problems.attempt([&] { memory = memory_text(settings, catalogue, ranks); });
  problems.throw_if_any();
  for (const std::string key : {"run.progress", "run.progress-interval", "run.log-level"})
    (void)settings.text(key);
  tell_unused(settings, notices);
  std::int64_t rasters = 0;
  for (const auto& year : catalogue.years)
    rasters += static_cast<std::int64_t>(year.ndvi.size() + year.scenes.size());
  const auto& grid = catalogue.grid.grid;
  return fmt::format(
      "{}: no problem found (of rasters the corners and the centre were read)\n  grid      {} x {} pixels in "
      "{}\n  years     {} ({} NDVI layers or scenes)\n"
      "  stations  {}\n  zones     {}\n  memory    {}\n  results   {}\n",
      settings.survey_name(), grid.rows(), grid.cols(), catalogue.grid.crs.label(), catalogue.years.size(),
      rasters, catalogue.stations.front().ids.size(), catalogue.zones.size() - 1, memory,
      settings.path("output.dir").string());
}

}  // namespace minenpp::survey
