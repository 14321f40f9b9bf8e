#include "survey/run/survey_stages.h"

#include <algorithm>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "io/report/report.h"
#include "io/results/archive_reader.h"
#include "io/results/journal_file.h"
#include "io/results/transaction.h"
#include "mpi/collective_error.h"
#include "survey/archive/survey_archive.h"
#include "survey/catalogue/first_names.h"
#include "survey/run/known_bounds.h"
#include "survey/run/leftovers.h"
#include "survey/run/stage_files.h"
#include "survey/run/stop_request.h"
#include "survey/run/tell_inputs.h"
#include "survey/run/tell_ledger.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/change_maps.h"
#include "survey/stages/correlation_maps.h"
#include "survey/stages/stages.h"
#include "survey/stages/trend_maps.h"
#include "survey/weather/lattice_check.h"

namespace minenpp::survey {

namespace {

/// survey.h5 rests on their files, so it goes when they are made again.
bool archive_rests_on(Stage stage) {
  return stage != Stage::weather && stage != Stage::weather_statistics && stage != Stage::report;
}

/// A failure of the machine says in which stage it came; one of the inputs names the file, which is enough.
void name_failure(const std::string& stage, const std::function<void()>& work) {
  try {
    work();
  } catch (const std::bad_alloc&) {
    throw model::Error(model::Fault::system, stage + ": out of memory");
  } catch (const model::Error& error) {
    if (error.fault() != model::Fault::system) throw;
    throw error.within(stage);
  }
}

}  // namespace

void SurveyStages::make_inputs() {
  for (std::size_t year = 0; year < years(); ++year) {
    unless_done({Stage::landcover, year}, [&](const auto& key) { make_class_map(run_, year, key); });
    std::optional<ClassNdvi> counted;
    const StageId of_classes{Stage::class_ndvi, year};
    unless_done({Stage::ndvi, year},
                [&](const auto& key) { counted = make_ndvi_map(run_, year, plan_.makes(of_classes), key); });
    unless_done(of_classes, [&](const auto& key) { make_class_ndvi(run_, year, std::move(counted), key); });
  }
}

void SurveyStages::make_mines(SurveyResult& result) {
  if (!run_.catalogue.mines.find || !plan_.asks_for(Stage::mines)) return;
  demand();
  unless_done(
      {Stage::mines}, [&](const auto& key) { make_mines_map(run_, key); }, 2);
  mpi::agree(run_.ranks, [&] {
    result.found_mines = read_found_mines(io::ArchiveReader(run_.mines_map()));
    tell_mines(run_, result.found_mines);
  });
}

void SurveyStages::find_bounds(SurveyResult& result) {
  demand();
  std::vector<bool> there(years());
  for (std::size_t year = 0; year < years(); ++year)
    there[year] = plan_.makes({Stage::class_ndvi, year}) || plan_.needs({Stage::class_ndvi, year});
  mpi::agree(run_.ranks, [&] {
    if (!plan_.asks_for(Stage::synthesis)) {
      bounds_ = known_bounds(run_, there);
      return;
    }
    BoundsByYear by_year(run_.catalogue.science, run_.catalogue.classes);
    ClassHistograms by_class(run_.catalogue.classes.size());
    for (std::size_t year = 0; year < years(); ++year) {
      auto counts = read_ndvi_counts(run_, year);
      auto& has_ndvi = result.class_has_ndvi.emplace_back();
      for (std::size_t i = 0; i < counts.histograms.size(); ++i) {
        result.ndvi.merge(counts.histograms[i]);
        by_class[i].merge(counts.histograms[i]);
        has_ndvi.push_back(counts.histograms[i].total() > 0);
      }
      by_year.add(counts.histograms);
      result.scenes.push_back(std::move(counts.scenes));
      result.pixels.push_back(counts.pixels);
    }
    result.green = green_classes(run_.catalogue.classes, by_class);
    bounds_ = result.bounds = by_year.bounds();
  });
}

void SurveyStages::tell_inputs(const SurveyResult& result) {
  tell_coverage(run_, result);
  tell_scale(run_, result);
  tell_fill(run_, result);
  tell_bounds(run_, result);
  tell_green_classes(run_, result);
  tell_periods(run_);
  tell_correlations(run_);
}

void SurveyStages::make_weather_maps(const SurveyWeather& weather) {
  for (std::size_t year = 0; year < years(); ++year)
    unless_done({Stage::weather, year}, [&](const auto& key) { make_weather_map(run_, year, weather, key); });
}

void SurveyStages::make_npp(SurveyResult& result, const SurveyWeather& weather) {
  result.area = TallyTable(years(), result.columns.count());
  for (std::size_t year = 0; year < years(); ++year) {
    const bool there = unless_done({Stage::npp, year}, [&](const auto& key) {
      demand();
      make_npp_map(run_, year, bounds_[year], weather, result.columns, key);
    });
    if (there) take_tables(result, year);
  }
}

/// Of all zones on the root alone, which writes them; the others compare pixels with the study area's mean.
void SurveyStages::take_tables(SurveyResult& result, std::size_t year) {
  const auto columns = result.columns.count();
  auto area = mpi::agree(run_.ranks, [&] {
    TallyTable row(1, columns);
    if (!run_.ranks.is_root()) return row.to_integers();
    if (const auto gridded = read_gridded_counts(run_, year))
      gridded->tell(run_.settings, calendar_year(year), run_.notices);
    auto tables = read_npp_tables(run_, year, result.columns);
    tell_missing_weather(run_, calendar_year(year), tables.without_weather);
    for (std::size_t column = 0; column < columns; ++column)
      row.at(0, column) = std::as_const(tables.zones).at(0, column);
    result.tables.push_back(std::move(tables));
    return row.to_integers();
  });
  run_.ranks.broadcast(std::span(area));
  const auto row = TallyTable::from_integers(1, columns, area);
  for (std::size_t column = 0; column < columns; ++column) result.area.at(year, column) = row.at(0, column);
}

void SurveyStages::report_weather(SurveyResult& result, const SurveyWeather& weather) {
  for (std::size_t year = 0; year < years(); ++year)
    result.weather.push_back(
        {weather.findings(year), measure_lattice(run_, weather, year), sample_fields(run_, weather, year)});
  result.traffic = weather.traffic();
}

/// On the root alone: the maps are finished.
void SurveyStages::compare_with_samples(SurveyResult& result) {
  if (run_.catalogue.samples.samples.empty()) return;
  result.validation = validate(run_);
  if (const auto text = left_out_text(*result.validation); !text.empty())
    run_.notices.warn("validation: " + text);
}

void SurveyStages::tell_changed_inputs() {
  const auto changed = keys_.changed_inputs(run_.ranks);
  if (!changed.empty())
    run_.notices.warn(fmt::format(
        "{} input{} changed while this run read {}, and its results may mix what {} with what {}; "
        "run it again with the inputs as they are now: {}",
        changed.size(), changed.size() == 1 ? "" : "s", changed.size() == 1 ? "it" : "them",
        changed.size() == 1 ? "it was" : "they were", changed.size() == 1 ? "it is" : "they are",
        first_quoted(changed)));
}

void SurveyStages::make_archive(SurveyResult& result, const SurveyWeather& weather) {
  demand();
  unless_done({Stage::synthesis}, [&](const auto& key) {
    survey_change(run_, result, weather, key);
    report_weather(result, weather);
    tell_changed_inputs();
    mpi::agree(run_.ranks, [&] {
      if (!run_.ranks.is_root()) return;
      compare_with_samples(result);
      tell_reference(run_, result);
      tell_ledger(run_, result);
      result.inputs = keys_.inputs();
      result.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    });
    write_survey_archive(run_, result, key);
    // Only now is the walk of this stage of no more use.
    mpi::agree(run_.ranks, [&] {
      std::error_code ignored;
      if (run_.ranks.is_root()) std::filesystem::remove(io::journal_file(run_.archive()), ignored);
    });
  });
  mpi::agree(run_.ranks, [&] {
    if (!run_.ranks.is_root()) return;
    for (const auto& file : remove_leftovers(run_.folder, survey_files(run_)))
      run_.notices.info(fmt::format("removed {}: no part of this survey any more", file));
  });
}

void SurveyStages::make_report() {
  if (!run_.settings.yes("report.page") || !plan_.makes({Stage::report})) return;
  io::ReportOptions options;
  options.most_mines = static_cast<std::size_t>(run_.settings.integer("report.mines"));
  const bool wanted = mpi::agree(run_.ranks, [&] {
    throw_if_stop_requested();
    return run_.ranks.is_root() &&
           (plan_.forces({Stage::report}) || !io::report_is_current(run_.folder, options));
  });
  if (run_.ranks.all_reduce(wanted ? 1 : 0, mpi::Reduction::max) == 0) return;
  run_.progress.begin_silently();
  measured({Stage::report}, [&] {
    mpi::agree(run_.ranks, [&] {
      if (run_.ranks.is_root())
        model::in_context("report", [&] { (void)io::write_report(run_.folder, options); });
    });
  });
}

void SurveyStages::make_weather_archive(const SurveyWeather& weather) {
  unless_done({Stage::weather_statistics}, [&](const auto& key) {
    SurveyResult result;
    report_weather(result, weather);
    write_weather_archive(run_, result, key);
  });
}

/// The root knows which files are there; the others are told.
bool SurveyStages::unless_done(const StageId& id, const Make& make, int passes) {
  const bool makes = plan_.makes(id);
  if (!makes && !plan_.needs(id)) return false;
  const auto name = name_of(id, run_.catalogue);
  keys_.look_at_inputs(id, run_.ranks);
  bool done = false;
  auto key = mpi::agree(run_.ranks, [&] {
    throw_if_stop_requested();
    if (!run_.ranks.is_root()) return io::StageKey();
    run_.locks->check();
    auto wanted = keys_.parts(id, bounds_).key();
    done = std::ranges::all_of(stage_files(run_, id),
                               [&](const auto& file) { return io::stage_key(file) == wanted.hash; });
    return wanted;
  });
  run_.ranks.broadcast(key.hash);
  run_.ranks.broadcast(key.parts);
  done = run_.ranks.all_reduce(done ? 1 : 0, mpi::Reduction::max) == 1;
  if (!makes) {
    if (!done) missing_.push_back(id);
    return done;
  }
  if (done && !plan_.forces(id)) {
    ++run_.stage;
    run_.notices.info(fmt::format("{}: up to date", name));
    return true;
  }
  mpi::agree(run_.ranks, [&] {
    if (archive_rests_on(id.stage) && run_.ranks.is_root()) withdraw_archive(run_.archive());
  });
  run_.begin_stage(name, passes * rounds_of(run_.partition, run_.round_pixels_of(id.stage)));
  measured(id, [&] { make(key); });
  run_.progress.end();
  return true;
}

/// What the stage costs goes into the journal and, of those before it, into the archive.
void SurveyStages::measured(const StageId& id, const std::function<void()>& work) {
  const auto word = word_of(id.stage), name = name_of(id, run_.catalogue);
  const int year = id.year ? calendar_year(*id.year) : 0;
  run_.journal->stage_start(word, year, name);
  const StageMeter meter;
  name_failure(name, work);
  auto cost = meter.finish(run_.ranks, run_.progress.busy_seconds());
  cost.stage = word;
  cost.year = year;
  cost.name = name;
  run_.journal->stage_end(cost);
  run_.costs.push_back(std::move(cost));
}

void SurveyStages::demand() const {
  mpi::agree(run_.ranks, [&] { plan_.demand(missing_); });
}

}  // namespace minenpp::survey
