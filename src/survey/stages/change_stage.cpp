#include <memory>

#include "mpi/collective_error.h"
#include "survey/npp/npp_engine.h"
#include "survey/npp/tile_reader.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

namespace {

/// Computes the NPP of a tile for one year after the other, the water going on from year to year as in the
/// NPP stage.
class YearWalk {
 public:
  YearWalk(const SurveyRun& run, const SurveyResult& so_far, const SurveyWeather& weather)
      : catalogue_(run.catalogue), gridded_(run.settings, run.catalogue) {
    for (std::size_t year = 0; year < catalogue_.years.size(); ++year) {
      inputs_from_.push_back(std::make_unique<TileReader>(run, year));
      engines_.push_back(std::make_unique<NppEngine>(
          catalogue_.grid, catalogue_.science.casa, catalogue_.years[year].year,
          catalogue_.surveyed_months(year), ClassLookup(catalogue_.classes, so_far.bounds[year]),
          weather.tiles(year, gridded_, memory_, false)));
    }
  }

  void compute(const model::Window& window, std::size_t year, TileInputs& inputs, NppTile& tile) {
    inputs_from_[year]->read(window, inputs);
    const bool goes_on = catalogue_.continues(year);
    engines_[year]->compute(inputs, goes_on ? water_ : WaterTile{}, catalogue_.continues(year + 1), tile);
    water_ = tile.water;
  }

 private:
  const Catalogue& catalogue_;
  // One for all years, which are computed in turn.
  GriddedWeather gridded_;
  std::shared_ptr<LatticeMemory> memory_ = std::make_shared<LatticeMemory>();
  std::vector<std::unique_ptr<TileReader>> inputs_from_;
  std::vector<std::unique_ptr<NppEngine>> engines_;
  WaterTile water_;
};

void count_above_mean(const Catalogue& catalogue, const SurveyResult& so_far, std::size_t year,
                      const model::Window& window, const NppTile& tile, ChangeTables& tables) {
  for (std::size_t i = 0; i < so_far.columns.months.size(); ++i) {
    const auto& npp = tile.npp[static_cast<std::size_t>(so_far.columns.months[i] - 1)];
    if (!npp.empty())
      add_above_mean(catalogue.zones, window, npp, so_far.tables[year].zones.at(0, i), year, i, tables);
  }
}

}  // namespace

ChangeTables survey_change(SurveyRun& run, const SurveyResult& so_far,
                           const SurveyWeather& weather) {
  const auto& catalogue = run.catalogue;
  const ChangeRules rules{catalogue.science.change, catalogue.science.mined_classes,
                          catalogue.science.reclaimed_classes};
  auto walk = mpi::agree(run.ranks, [&] { return std::make_unique<YearWalk>(run, so_far, weather); });
  ChangeTables tables(catalogue.zones.size(), catalogue.years.size(), so_far.columns.months.size());
  TileInputs earlier, later;
  NppTile earlier_npp, later_npp;
  for_each_tile(run.ranks, run.partition, run.progress, [&](const model::Window& window) {
    for (std::size_t year = 0; year < catalogue.years.size(); ++year) {
      walk->compute(window, year, later, later_npp);
      count_above_mean(catalogue, so_far, year, window, later_npp, tables);
      if (year > 0)
        add_change(catalogue.grid.grid, rules, so_far.columns.months, earlier, earlier_npp, later, later_npp,
                   tables.periods[year - 1]);
      std::swap(earlier, later);
      std::swap(earlier_npp, later_npp);
    }
  });
  tables.reduce(run.ranks);
  return tables;
}

}  // namespace minenpp::survey
