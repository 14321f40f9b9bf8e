#include "survey/run/run_survey.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "io/results/transaction.h"
#include "mpi/collective_error.h"
#include "survey/archive/survey_archive.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/run/leftovers.h"
#include "survey/run/result_folder.h"
#include "survey/run/share_tiles.h"
#include "survey/run/stage_keys.h"
#include "survey/run/stop_request.h"
#include "survey/run/tell_inputs.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/stages.h"
#include "survey/weather/weather_report.h"

namespace minenpp::survey {

namespace {

/// The catalogue on every rank; the pixels of the inputs are looked at by the root alone.
Catalogue checked_catalogue(const mpi::Communicator& ranks, const Settings& settings, Notices& notices) {
  return mpi::agree(ranks, [&] {
    ProblemList problems;
    auto catalogue = make_catalogue(settings, problems, notices);
    problems.throw_if_any();
    if (!ranks.is_root()) return catalogue;
    check_pixels(settings, catalogue, problems);
    problems.throw_if_any();
    claim_result_folder(settings.path("output.dir"), settings.survey_name(), catalogue.grid);
    return catalogue;
  });
}

/// The stages of one run in their order.
class Stages {
 public:
  Stages(SurveyRun& run, StageKeys& keys) : run_(run), keys_(keys) {}

  void make_inputs() {
    for (std::size_t year = 0; year < years(); ++year) {
      const int calendar_year = run_.catalogue.years[year].year;
      unless_done(
          fmt::format("land cover {}", calendar_year), {run_.class_map(calendar_year)},
          [&] { return keys_.landcover(year); },
          [&](const std::string& key) { make_class_map(run_, year, key); });
      unless_done(
          fmt::format("NDVI {}", calendar_year), {run_.ndvi_map(calendar_year)},
          [&] { return keys_.ndvi(year); }, [&](const std::string& key) { make_ndvi_map(run_, year, key); });
    }
  }

  /// NDVI bounds from the histograms of all years.
  void find_bounds(SurveyResult& result) {
    std::vector<ClassHistograms> histograms;
    mpi::agree(run_.ranks, [&] {
      for (std::size_t year = 0; year < years(); ++year) {
        auto counts = read_ndvi_counts(run_, year);
        histograms.push_back(std::move(counts.histograms));
        result.scenes.push_back(std::move(counts.scenes));
        result.pixels.push_back(counts.pixels);
      }
      result.bounds = bounds_by_year(run_.catalogue.science, run_.catalogue.classes, histograms);
    });
  }

  /// What the inputs leave open, said on every run whether or not their stages were made again.
  void tell_inputs(const SurveyResult& result) {
    tell_coverage(run_, result);
    tell_bounds(run_, result);
  }

  /// Every map of the survey, in no order.
  [[nodiscard]] std::vector<std::filesystem::path> all_files() const {
    std::vector<std::filesystem::path> files;
    for (std::size_t year = 0; year < years(); ++year) {
      const int calendar_year = run_.catalogue.years[year].year;
      files.insert(files.end(), {run_.class_map(calendar_year), run_.ndvi_map(calendar_year)});
      for (auto& file : npp_files(year)) files.push_back(std::move(file));
    }
    return files;
  }

  void make_npp(SurveyResult& result, const std::vector<WeatherSurfaces>& weather) {
    for (std::size_t year = 0; year < years(); ++year) {
      const int calendar_year = run_.catalogue.years[year].year;
      unless_done(
          fmt::format("NPP {}", calendar_year), npp_files(year),
          [&] { return keys_.npp(year, result.bounds); },
          [&](const std::string& key) {
            make_npp_map(run_, year, result.bounds[year], weather[year], result.columns, key);
          });
      result.tables.push_back(mpi::agree(run_.ranks, [&] {
        if (const auto gridded = read_gridded_counts(run_, year))
          gridded->tell(run_.settings, calendar_year, run_.notices);
        return read_npp_tables(run_, year, result.columns);
      }));
    }
  }

  void make_archive(SurveyResult& result, const std::vector<WeatherSurfaces>& weather) {
    unless_done(
        "change and statistics", {run_.archive()}, [&] { return keys_.synthesis(result.bounds); },
        [&](const std::string& key) {
          result.change = survey_change(run_, result, weather);
          mpi::agree(run_.ranks, [&] {
            if (!run_.ranks.is_root()) return;
            for (std::size_t year = 0; year < years(); ++year)
              result.weather.push_back(report_weather(run_.catalogue, year, weather[year]));
            result.inputs = keys_.inputs();
            result.elapsed_s =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
          });
          write_survey_archive(run_, result, key);
        });
    mpi::agree(run_.ranks, [&] {
      if (!run_.ranks.is_root()) return;
      for (const auto& file : remove_leftovers(run_.folder, all_files()))
        run_.notices.info(fmt::format("removed {}: no part of this survey any more", file));
    });
  }

 private:
  [[nodiscard]] std::size_t years() const { return run_.catalogue.years.size(); }

  [[nodiscard]] std::vector<std::filesystem::path> npp_files(std::size_t year) const {
    const int calendar_year = run_.catalogue.years[year].year;
    std::vector files{run_.npp_map(calendar_year)};
    if (run_.catalogue.full_year()) files.push_back(run_.annual_map(calendar_year));
    if (run_.catalogue.continues(year + 1)) files.push_back(run_.water_state(calendar_year));
    return files;
  }

  /// Makes a stage's files unless all are there with the right key. The root knows; the others are told.
  template <typename Key, typename Make>
  void unless_done(const std::string& name, const std::vector<std::filesystem::path>& files, Key key_of,
                   Make make) {
    bool done = false;
    std::string key = mpi::agree(run_.ranks, [&] {
      if (!run_.ranks.is_root()) return std::string();
      auto wanted = key_of();
      done = std::ranges::all_of(files, [&](const auto& file) { return io::stage_key(file) == wanted; });
      return wanted;
    });
    run_.ranks.broadcast(key);
    done = run_.ranks.all_reduce(done ? 1 : 0, mpi::Reduction::max) == 1;
    if (done) {
      ++run_.stage;
      run_.notices.info(fmt::format("{}: up to date", name));
      return;
    }
    mpi::agree(run_.ranks, [&] {
      if (run_.ranks.is_root()) withdraw_archive(run_.archive());
    });
    run_.begin_stage(name, rounds_of(run_.partition));
    make(key);
    run_.progress.end();
  }

  SurveyRun& run_;
  StageKeys& keys_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

std::vector<WeatherSurfaces> make_weather(const Catalogue& catalogue, KernelCache& kernels) {
  std::vector<WeatherSurfaces> weather;
  for (std::size_t year = 0; year < catalogue.years.size(); ++year)
    weather.emplace_back(catalogue.stations[year], catalogue.science.variogram,
                         catalogue.surveyed_months(year), kernels);
  return weather;
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
        "landcover.nodata", "landcover.crs", "output.dir"})
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

}  // namespace

std::filesystem::path run_survey(const mpi::Communicator& ranks, const Settings& settings) {
  listen_for_stop();
  Notices notices(ranks.is_root(), settings.text("run.log-level"));
  Progress progress(ranks.is_root() ? progress_style(settings.text("run.progress")) : ProgressStyle::off,
                    settings.integer("run.progress-interval"));
  const auto catalogue = checked_catalogue(ranks, settings, notices);
  const auto partition = share_tiles(ranks, settings, catalogue);
  SurveyRun run{ranks,
                settings,
                catalogue,
                partition,
                notices,
                progress,
                settings.path("output.dir"),
                0,
                static_cast<int>(3 * catalogue.years.size() + 1)};
  tell_tiles(run);

  StageKeys keys(settings, catalogue);
  Stages stages(run, keys);
  SurveyResult result;
  result.columns = {catalogue.month_list, catalogue.full_year()};
  stages.make_inputs();
  stages.find_bounds(result);
  stages.tell_inputs(result);
  KernelCache kernels(catalogue.science.neighbourhood,
                      catalogue.grid.grid.geographic() ? model::Geometry::sphere : model::Geometry::plane);
  const auto weather = mpi::agree(ranks, [&] { return make_weather(catalogue, kernels); });
  stages.make_npp(result, weather);
  tell_unused(settings, notices);
  stages.make_archive(result, weather);
  return run.folder;
}

std::string check_survey(const Settings& settings, const Problems& file_problems) {
  Notices notices(true, "warning");
  ProblemList problems;
  for (const auto& text : file_problems) problems.add(model::Fault::usage, text);
  const auto catalogue = make_catalogue(settings, problems, notices);
  if (problems.empty()) {
    check_pixels(settings, catalogue, problems);
    problems.attempt(
        [&] { check_result_folder(settings.path("output.dir"), settings.survey_name(), catalogue.grid); });
  }
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
      "  stations  {}\n  zones     {}\n  results   {}\n",
      settings.survey_name(), grid.rows(), grid.cols(), catalogue.grid.crs.label(), catalogue.years.size(),
      rasters, catalogue.stations.front().ids.size(), catalogue.zones.size() - 1,
      settings.path("output.dir").string());
}

}  // namespace minenpp::survey
