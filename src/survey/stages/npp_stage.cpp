#include <optional>

#include "io/results/map_reader.h"
#include "io/results/map_writer.h"
#include "mpi/collective_error.h"
#include "mpi/packed_integers.h"
#include "survey/archive/archive_groups.h"
#include "survey/npp/npp_engine.h"
#include "survey/npp/tile_reader.h"
#include "survey/run/stage_id.h"
#include "survey/run/tile_journal.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/npp_counts.h"
#include "survey/stages/npp_output.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

namespace {

void write_tables(const NppTables& tables, bool by_area, io::ArchiveWriter& archive) {
  auto& group = archive.group("statistics");
  const auto classes = tables.classes.to_integers(), zones = tables.zones.to_integers();
  // One dimension each, so that GDAL does not take them for further rasters.
  group.dimension("class_integer", static_cast<std::int64_t>(classes.size()));
  group.dimension("zone_integer", static_cast<std::int64_t>(zones.size()));
  const std::string meaning =
      "by class or zone and by month: count, then sums of NPP, area and NPP x area as three limbs each";
  group.array("class_sums", {"class_integer"}, classes, {io::attribute("long_name", meaning)});
  group.array("zone_sums", {"zone_integer"}, zones,
              {io::attribute("long_name", meaning + (by_area ? ", then the weight of the pixels" : ""))});
  group.scalar("without_weather", tables.without_weather,
               {io::attribute("long_name", "pixels that lack kriged weather in a month that is needed")});
  if (tables.zone_effects.empty()) return;
  const auto class_effects = tables.class_effects.to_integers(),
             zone_effects = tables.zone_effects.to_integers();
  group.dimension("class_effect_integer", static_cast<std::int64_t>(class_effects.size()));
  group.dimension("zone_effect_integer", static_cast<std::int64_t>(zone_effects.size()));
  const io::Attributes effects{io::attribute(
      "long_name",
      "by class or zone, month and weather variable: sampled pixels with an effect, those with weather, then "
      "sums of the effect of one standard error on NPP, of its square and of the weather as three limbs "
      "each")};
  group.array("class_effects", {"class_effect_integer"}, class_effects, effects);
  group.array("zone_effects", {"zone_effect_integer"}, zone_effects, effects);
}

void write_gridded_counts(const GriddedCounts& counts, io::ArchiveWriter& archive) {
  auto& group = archive.group("statistics");
  const auto integers = counts.to_integers();
  group.dimension("gridded_integer", static_cast<std::int64_t>(integers.size()));
  group.array(
      "gridded_weather", {"gridded_integer"}, integers,
      {io::attribute("long_name",
                     "pixels with a class; values of gridded weather and values out of range at them, by "
                     "variable and month; pixels without a needed month, by variable")});
}

/// For readers of the map alone: surveys of single stages make no survey.h5. Long tables, of one dimension
/// too.
void write_class_means(const Catalogue& catalogue, const TallyColumns& columns, const TallyTable& classes,
                       io::ArchiveWriter& archive) {
  std::vector<std::int64_t> codes, months, counts, annual_counts;
  std::vector<double> means, annual_means;
  for (std::size_t group = 0; group < classes.groups(); ++group) {
    for (std::size_t column = 0; column < columns.months.size(); ++column) {
      const auto& tally = classes.at(group, column);
      codes.push_back(catalogue.classes[group].code);
      months.push_back(columns.months[column]);
      counts.push_back(tally.count);
      means.push_back(tally.mean());
    }
    if (!columns.annual) continue;
    annual_counts.push_back(classes.at(group, columns.months.size()).count);
    annual_means.push_back(classes.at(group, columns.months.size()).mean());
  }
  auto& group = archive.group("statistics");
  group.dimension("class_month", static_cast<std::int64_t>(codes.size()));
  group.array("class_month_class", {"class_month"}, codes, described("1", "code of the land class"));
  group.array("class_month_month", {"class_month"}, months, described("1", "month of the year, 1..12"));
  group.array("class_month_count", {"class_month"}, counts, described("1", "pixels with a value"));
  group.array("class_month_npp_mean", {"class_month"}, means,
              described("g m-2 month-1", "mean net primary productivity over pixels"));
  if (!columns.annual) return;
  group.dimension("class", catalogue.class_codes(), {io::attribute("long_name", "code of the land class")});
  group.array("class_annual_count", {"class"}, annual_counts, described("1", "pixels with a value"));
  group.array("class_annual_npp_mean", {"class"}, annual_means,
              described("g m-2 year-1", "mean annual net primary productivity over pixels"));
}

/// The files of one year: the monthly map always; the annual map and the water for the next year where they
/// are wanted.
class NppFiles {
 public:
  NppFiles(const SurveyRun& run, std::size_t year, const io::StageKey& key)
      : monthly(run.ranks, run.npp_map(run.catalogue.years[year].year),
                with_key(npp_layout(run, year), key)) {
    const int calendar_year = run.catalogue.years[year].year;
    if (run.catalogue.full_year())
      annual.emplace(run.ranks, run.annual_map(calendar_year), with_key(annual_layout(run, year), key));
    if (run.catalogue.continues(year + 1))
      water.emplace(run.ranks, run.water_state(calendar_year), with_key(water_layout(run, year), key));
  }

  /// The monthly map comes last: where it is whole, all are.
  void finish(const io::FillArchive& statistics) {
    if (annual) annual->finish();
    if (water) water->finish();
    monthly.finish(statistics);
  }

  [[nodiscard]] std::vector<io::MapWriter*> all() {
    std::vector<io::MapWriter*> maps{&monthly};
    for (auto* map : {&annual, &water})
      if (*map) maps.push_back(&**map);
    return maps;
  }

  io::MapWriter monthly;
  std::optional<io::MapWriter> annual, water;
};

/// One year of the NPP stage: what the tile loop works with.
class NppYear {
 public:
  NppYear(SurveyRun& run, std::size_t year, const std::vector<model::NdviBounds>& bounds,
          const SurveyWeather& weather, const TallyColumns& columns, NppFiles& files)
      : months_(npp_layout(run, year).months),
        files_(files),
        year_(year),
        scratch_(run.scratch),
        inputs_from_(run, year),
        gridded_(run.settings, run.catalogue),
        engine_(run.catalogue.grid, run.catalogue.science.casa, run.catalogue.years[year].year,
                run.catalogue.surveyed_months(year), ClassLookup(run.catalogue.classes, bounds),
                weather.tiles(year, gridded_, std::make_shared<LatticeMemory>(), step_of(run) > 0),
                step_of(run)),
        catalogue_(run.catalogue),
        columns_(columns),
        tally_(run.catalogue.grid.grid, run.catalogue.class_codes(), run.catalogue.zones, columns),
        output_(run.settings),
        monthly_step_(monthly_npp_step(run.settings)),
        annual_step_(annual_npp_step(run.settings)),
        tables_(run.catalogue.classes.size(), run.catalogue.zones.size(), columns,
                run.catalogue.zones.by_area()) {
    if (run.catalogue.continues(year)) water_from_.emplace(run, year - 1);
    if (step_of(run) > 0) {
      tables_.class_effects = {run.catalogue.classes.size(), columns.count()};
      tables_.zone_effects = {run.catalogue.zones.size(), columns.count()};
    }
    earlier_.tables = tables_;
  }

  void compute(const model::Window& window) {
    inputs_from_.read(window, inputs_);
    if (water_from_) water_from_->read(window, previous_);
    engine_.compute(inputs_, previous_, files_.water.has_value(), tile_);
    if (scratch_) scratch_->keep(year_, window, tile_);
    tally_.add(inputs_, tile_, tables_);
    if (!tables_.zone_effects.empty())
      add_effects(inputs_, tile_.effects, columns_, catalogue_.class_codes(), catalogue_.zones,
                  tables_.class_effects, tables_.zone_effects);
    for (std::size_t i = 0; i < months_.size(); ++i) output_.store(month(i), monthly_step_, i);
    if (files_.annual) output_.store(tile_.annual, annual_step_, months_.size());
  }

  void write(const model::Window& window) {
    for (std::size_t i = 0; i < months_.size(); ++i)
      output_.write(files_.monthly, "npp", io::MonthRange{static_cast<std::int64_t>(i), 1}, window, i);
    if (files_.annual) output_.write(*files_.annual, "npp_annual", std::nullopt, window, months_.size());
    if (!files_.water) return;
    write_state("soil_water", window, tile_.water.soil_water_mm);
    write_state("snowpack", window, tile_.water.snowpack_mm);
    write_state("water_stress", window, tile_.water.water_stress);
  }

  /// Of this rank's tiles, and of those of an earlier run that it was given.
  [[nodiscard]] NppCounts counts() const {
    NppCounts all{tables_, gridded_.counts()};
    all.tables.without_weather = engine_.without_weather();
    all.add(earlier_);
    return all;
  }
  void add(std::span<const std::int64_t> integers) { earlier_.add_integers(integers); }

 private:
  static std::int64_t step_of(const SurveyRun& run) { return run.catalogue.science.weather.uncertainty_step; }
  [[nodiscard]] const std::vector<double>& month(std::size_t i) const {
    return tile_.npp[static_cast<std::size_t>(months_[i].month - 1)];
  }
  void write_state(const std::string& variable, const model::Window& window,
                   const std::vector<float>& state) {
    files_.water->put<float>(variable, std::nullopt, window, state);
  }

  std::vector<io::YearMonth> months_;
  NppFiles& files_;
  std::size_t year_;
  NppScratch* scratch_;
  TileReader inputs_from_;
  std::optional<WaterReader> water_from_;
  GriddedWeather gridded_;
  NppEngine engine_;
  const Catalogue& catalogue_;
  TallyColumns columns_;
  TileTally tally_;
  NppOutput output_;
  double monthly_step_, annual_step_;
  TileInputs inputs_;
  WaterTile previous_;
  NppTile tile_;
  NppTables tables_;
  NppCounts earlier_;
};

}  // namespace

void make_npp_map(SurveyRun& run, std::size_t year, const std::vector<model::NdviBounds>& bounds,
                  const SurveyWeather& weather, const TallyColumns& columns, const io::StageKey& key) {
  NppFiles files(run, year, key);
  std::optional<NppYear> work;
  mpi::agree(run.ranks, [&] { work.emplace(run, year, bounds, weather, columns, files); });
  const auto total = [&] {
    auto counts = work->counts();
    counts.reduce(run.ranks);
    return counts;
  };
  TileJournal journal(
      run, name_of({Stage::npp, year}, run.catalogue), files.monthly.path(), key, run.partition, files.all(),
      {[&] {
         const auto counts = total();
         return run.ranks.is_root() ? mpi::pack(counts.to_integers()) : std::vector<std::byte>();
       },
       [&](auto packed) { work->add(mpi::unpack(packed)); }});
  for_each_tile(
      run.ranks, run.partition, run.progress,
      [&](const model::Window& window) {
        work->compute(window);
        work->write(window);
      },
      files.all(), run.round_pixels, &journal);
  const auto counts = total();
  mpi::agree(run.ranks, [&] {
    if (run.ranks.is_root()) counts.gridded.check_units(run.settings, run.catalogue.years[year].year);
  });
  files.finish([&](io::ArchiveWriter& archive) {
    write_tables(counts.tables, run.catalogue.zones.by_area(), archive);
    write_class_means(run.catalogue, columns, counts.tables.classes, archive);
    if (run.catalogue.gridded[year].any()) write_gridded_counts(counts.gridded, archive);
  });
  journal.remove();
}

std::optional<GriddedCounts> read_gridded_counts(const SurveyRun& run, std::size_t year) {
  if (!run.catalogue.gridded[year].any()) return std::nullopt;
  const io::ArchiveReader file(run.npp_map(run.catalogue.years[year].year));
  return model::in_context(file.file().string(), [&] {
    return GriddedCounts::from_integers(file.read<std::int64_t>("/statistics/gridded_weather"));
  });
}

NppTables read_npp_tables(const SurveyRun& run, std::size_t year, const TallyColumns& columns) {
  const io::ArchiveReader file(run.npp_map(run.catalogue.years[year].year));
  return model::in_context(file.file().string(), [&] {
    NppTables tables;
    tables.classes = TallyTable::from_integers(run.catalogue.classes.size(), columns.count(),
                                               file.read<std::int64_t>("/statistics/class_sums"));
    tables.zones = TallyTable::from_integers(run.catalogue.zones.size(), columns.count(),
                                             file.read<std::int64_t>("/statistics/zone_sums"),
                                             run.catalogue.zones.by_area());
    tables.without_weather = file.read<std::int64_t>("/statistics/without_weather").front();
    if (run.catalogue.science.weather.uncertainty_step == 0) return tables;
    tables.class_effects = EffectTable::from_integers(run.catalogue.classes.size(), columns.count(),
                                                      file.read<std::int64_t>("/statistics/class_effects"));
    tables.zone_effects = EffectTable::from_integers(run.catalogue.zones.size(), columns.count(),
                                                     file.read<std::int64_t>("/statistics/zone_effects"));
    return tables;
  });
}

}  // namespace minenpp::survey
