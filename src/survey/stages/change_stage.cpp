#include <memory>
#include <optional>

#include "mpi/collective_error.h"
#include "survey/mines/mine_pass.h"
#include "survey/npp/npp_engine.h"
#include "survey/npp/tile_reader.h"
#include "survey/run/stage_id.h"
#include "survey/run/step_loop.h"
#include "survey/run/stop_request.h"
#include "survey/run/tile_journal.h"
#include "survey/stages/change_maps.h"
#include "survey/stages/correlation_maps.h"
#include "survey/stages/stages.h"
#include "survey/stages/trend_maps.h"
#include "survey/statistics/integer_lists.h"
#include "survey/statistics/tile_change.h"

namespace minenpp::survey {

namespace {

/// Gives the NPP of a tile for one year after the other: what the NPP stages of this run have kept, or else
/// computed, the water going on from year to year as in the NPP stage.
class YearWalk {
 public:
  YearWalk(const SurveyRun& run, const SurveyResult& so_far, const SurveyWeather& weather)
      : catalogue_(run.catalogue), scratch_(run.scratch), gridded_(run.settings, run.catalogue) {
    for (std::size_t year = 0; year < catalogue_.years.size(); ++year) {
      inputs_from_.push_back(std::make_unique<TileReader>(run, year));
      engines_.push_back(std::make_unique<NppEngine>(
          catalogue_.grid, catalogue_.science.casa, catalogue_.years[year].year,
          catalogue_.surveyed_months(year), ClassLookup(catalogue_.classes, so_far.bounds[year]),
          weather.tiles(year, gridded_, memory_, false)));
    }
  }

  /// From now on tiles hold their weather as well.
  void hand_over_weather() {
    for (auto& engine : engines_) engine->hand_over_weather();
  }

  void compute(const model::Window& window, std::size_t year, TileInputs& inputs, NppTile& tile) {
    // All years or none: a year that is computed may need the water of the one before.
    if (year == 0) is_kept_ = scratch_ != nullptr && scratch_->has(window, catalogue_.years.size());
    if (is_kept_) {
      inputs_from_[year]->read_classes(window, inputs);
      scratch_->read(year, window, tile);
      return;
    }
    inputs_from_[year]->read(window, inputs);
    const bool goes_on = catalogue_.continues(year);
    engines_[year]->compute(inputs, goes_on ? water_ : WaterTile{}, catalogue_.continues(year + 1), tile);
    water_ = tile.water;
  }

 private:
  const Catalogue& catalogue_;
  NppScratch* scratch_;
  bool is_kept_ = false;  ///< of the tile at hand
  // One for all years, which are computed in turn.
  GriddedWeather gridded_;
  std::shared_ptr<LatticeMemory> memory_ = std::make_shared<LatticeMemory>();
  std::vector<std::unique_ptr<TileReader>> inputs_from_;
  std::vector<std::unique_ptr<NppEngine>> engines_;
  WaterTile water_;
};

void count_above_mean(const Catalogue& catalogue, const SurveyResult& so_far, std::size_t year,
                      const RegionPixels& pixels, ChangeTables& tables) {
  for (std::size_t i = 0; i < so_far.columns.months.size(); ++i)
    if (const auto npp = pixels.column(i); !npp.empty())
      add_above_mean(catalogue.zones, pixels.window(), npp, so_far.area.at(year, i), year, i, tables);
}

/// Trends of the tile at hand, where there are years enough.
class TrendPass {
 public:
  TrendPass(const SurveyRun& run, const TallyColumns& columns, const io::StageKey& key)
      : catalogue_(run.catalogue),
        columns_(trend_columns(columns).size()),
        trends_(trend_times(catalogue_.science.trend, catalogue_.year_numbers()),
                catalogue_.science.trend.options, columns),
        maps_(run, columns_, key),
        tables(catalogue_.zones.size(), columns_) {}

  void add(std::size_t year, const model::Window& window, const NppTile& tile) {
    trends_.keep(year, static_cast<std::size_t>(window.size()), tile);
    if (year + 1 < catalogue_.years.size()) return;
    for (std::size_t column = 0; column < columns_; ++column) {
      trends_.compute(column, maps_.wanted(), layers_);
      tables.areas.add(catalogue_.zones, catalogue_.grid.grid, window, layers_.classes, column);
      maps_.store(column, layers_);
    }
  }

  void write(std::size_t year, const model::Window& window) {
    if (year + 1 == catalogue_.years.size()) maps_.write(window);
  }
  void finish() { maps_.finish(); }
  [[nodiscard]] std::vector<io::MapWriter*> writers() const { return maps_.writers(); }

 private:
  const Catalogue& catalogue_;
  std::size_t columns_;
  TileTrends trends_;
  TrendLayers layers_;
  TrendMaps maps_;

 public:
  TrendTables tables;
};

ChangeRules change_rules(const ScienceOptions& science) {
  return {science.change, science.mined_classes, science.reclaimed_classes};
}

/// What is done with every tile and year.
class PixelPass {
 public:
  /// Collective: opens the map files.
  PixelPass(const SurveyRun& run, const SurveyResult& so_far, const SurveyWeather& weather,
            const io::StageKey& key)
      : catalogue_(run.catalogue),
        so_far_(so_far),
        change_maps_(run, key),
        correlation_maps_(run, so_far.columns, key),
        walk_(mpi::agree(run.ranks, [&] { return std::make_unique<YearWalk>(run, so_far, weather); })),
        change_(catalogue_.grid.grid, catalogue_.zones, change_rules(catalogue_.science), so_far.columns,
                catalogue_.periods, catalogue_.years.size()),
        mines(run, so_far.mines, so_far.columns, key),
        tables(catalogue_.zones.size(), catalogue_.years.size(), catalogue_.periods.size(), so_far.columns) {
    if (correlation_maps_.wanted()) walk_->hand_over_weather();
    if (catalogue_.has_trend()) trend.emplace(run, so_far.columns, key);
  }

  void compute(const model::Window& window, std::size_t year) {
    walk_->compute(window, year, inputs_, npp_);
    change_.add(year, inputs_, npp_, tables,
                [&](std::size_t period, std::size_t column, const ChangeLayer& layer) {
                  change_maps_.store(period, column, layer);
                });
    if (trend) trend->add(year, window, npp_);
    correlation_maps_.add(year, window, npp_);
    mines.compute(year, inputs_, npp_);
    count_above_mean(catalogue_, so_far_, year, mines.pixels(), tables);
  }

  /// Local.
  void write(const model::Window& window, std::size_t year) {
    change_maps_.write(year, window);
    if (trend) trend->write(year, window);
    correlation_maps_.write(year, window);
    mines.write(year, window);
  }
  /// Collective.
  void finish() {
    change_maps_.finish();
    mines.finish();
    if (trend) trend->finish();
    correlation_maps_.finish();
  }

  /// The files that tiles are written into.
  [[nodiscard]] std::vector<io::MapWriter*> writers() const {
    std::vector<io::MapWriter*> all;
    const auto append = [&](const std::vector<io::MapWriter*>& some) {
      all.insert(all.end(), some.begin(), some.end());
    };
    append(change_maps_.writers());
    append(mines.writers());
    if (trend) append(trend->writers());
    append(correlation_maps_.writers());
    return all;
  }

  /// Collective: what all ranks have counted so far, on the root.
  [[nodiscard]] std::vector<std::byte> total(const mpi::Communicator& ranks) const {
    PackedLists lists;
    auto of_change = tables;
    of_change.reduce(ranks);
    if (ranks.is_root()) lists.put(of_change.to_integers());
    mines.put_total(lists);
    if (trend) {
      auto of_trend = trend->tables;
      of_trend.reduce(ranks);
      if (ranks.is_root()) lists.put(of_trend.areas.to_integers());
    }
    return lists.take_all();
  }

  /// On the root: such counts of tiles of an earlier run.
  void add_counts(std::span<const std::byte> counts) {
    PackedListReader lists(counts);
    tables.add_integers(lists.next());
    mines.add_counts(lists);
    if (trend) trend->tables.areas.add_integers(lists.next());
    lists.expect_end();
  }

 private:
  const Catalogue& catalogue_;
  const SurveyResult& so_far_;
  ChangeMaps change_maps_;
  CorrelationMaps correlation_maps_;
  std::unique_ptr<YearWalk> walk_;
  TileChange change_;
  TileInputs inputs_;
  NppTile npp_;

 public:
  MinePass mines;
  ChangeTables tables;
  std::optional<TrendPass> trend;
};

}  // namespace

void survey_change(SurveyRun& run, SurveyResult& result, const SurveyWeather& weather,
                   const io::StageKey& key) {
  result.mines = mpi::agree(run.ranks, [&] {
    std::vector<std::string> found;
    for (const auto& mine : result.found_mines) found.push_back(mine.name);
    return list_mines(run.catalogue, found);
  });
  PixelPass pass(run, result, weather, key);
  TileJournal journal(run, name_of({Stage::synthesis}, run.catalogue), run.archive(), key, run.partition,
                      pass.writers(),
                      {[&] { return pass.total(run.ranks); }, [&](auto counts) { pass.add_counts(counts); }});
  const auto work = [&](const model::Window& window) {
    for (std::size_t year = 0; year < run.catalogue.years.size(); ++year) {
      // A tile counts with all its years: with a journal it is finished first. So nothing below may stop
      // either.
      if (!journal.keeps()) throw_if_stop_requested();
      pass.compute(window, year);
      pass.write(window, year);
    }
  };
  if (pass.mines.needs_preparing())
    for_each_prepared_tile(
        run.ranks, run.partition, run.progress,
        [&](std::optional<std::int64_t> tile) { pass.mines.prepare(tile); }, work, pass.writers(),
        run.statistics_round_pixels, &journal);
  else
    for_each_tile(run.ranks, run.partition, run.progress, work, pass.writers(), run.statistics_round_pixels,
                  &journal);
  pass.tables.reduce(run.ranks);
  if (pass.trend) pass.trend->tables.reduce(run.ranks);
  pass.finish();
  result.change = std::move(pass.tables);
  result.cells = std::move(pass.mines.tables);
  result.paired = std::move(pass.mines.paired.tables);
  result.land = std::move(pass.mines.land.tables);
  result.histograms = std::move(pass.mines.histograms);
  if (pass.trend) result.trend = std::move(pass.trend->tables);
}

}  // namespace minenpp::survey
