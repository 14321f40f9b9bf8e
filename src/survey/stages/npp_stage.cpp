#include <fmt/format.h>

#include <optional>

#include "io/results/map_reader.h"
#include "io/results/map_writer.h"
#include "mpi/collective_error.h"
#include "survey/npp/npp_engine.h"
#include "survey/npp/tile_reader.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/npp_packing.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

namespace {

/// Writes the layers of NPP tiles, packed or in single precision. Collective, as MapWriter.
class NppOutput {
 public:
  NppOutput(const SurveyRun& run, io::MapWriter& writer) : writer_(writer), packs_(packs_npp(run.settings)) {}

  /// Turns a layer into what is stored. Local; may throw.
  void store(const std::vector<double>& npp, double step, std::size_t layer) {
    if (packs_) {
      packed_.resize(std::max(packed_.size(), layer + 1));
      pack_npp(npp, step, packed_[layer]);
    } else {
      narrowed_.resize(std::max(narrowed_.size(), layer + 1));
      narrow_npp(npp, narrowed_[layer]);
    }
  }

  void write(const std::string& variable, std::optional<io::MonthRange> months, const model::Window& window,
             std::size_t layer) {
    if (packs_)
      writer_.write<std::int16_t>(variable, months, window, values(packed_, window, layer));
    else
      writer_.write<float>(variable, months, window, values(narrowed_, window, layer));
  }

 private:
  template <typename T>
  static std::span<const T> values(const std::vector<std::vector<T>>& layers, const model::Window& window,
                                   std::size_t layer) {
    if (window.empty()) return {};
    return layers[layer];
  }

  io::MapWriter& writer_;
  bool packs_;
  std::vector<std::vector<std::int16_t>> packed_;
  std::vector<std::vector<float>> narrowed_;
};

std::vector<int> class_codes(const Catalogue& catalogue) {
  std::vector<int> codes;
  for (const auto& land_class : catalogue.classes) codes.push_back(land_class.code);
  return codes;
}

void write_tables(const SurveyRun& run, const NppTables& tables, io::ArchiveWriter& archive) {
  auto& group = archive.group("statistics");
  const auto codes = class_codes(run.catalogue);
  std::vector<std::string> zones;
  for (const auto& zone : run.catalogue.zones) zones.push_back(zone.name);
  group.dimension("class", std::vector<std::int32_t>(codes.begin(), codes.end()));
  group.dimension("zone", zones);
  group.dimension("column", static_cast<std::int64_t>(tables.zones.months()));
  group.dimension("integer", static_cast<std::int64_t>(TallyTable::integers_per_tally));
  const io::Attributes meaning{
      io::attribute("long_name", "count, then sums of NPP, area and NPP x area as three limbs of 43 bits each")};
  group.array("class_sums", {"class", "column", "integer"}, tables.classes.to_integers(), meaning);
  group.array("zone_sums", {"zone", "column", "integer"}, tables.zones.to_integers(), meaning);
}

/// One year of the NPP stage: what the tile loop works with.
class NppYear {
 public:
  NppYear(SurveyRun& run, std::size_t year, const std::vector<model::NdviBounds>& bounds,
          const WeatherSurfaces& weather, const TallyColumns& columns, io::MapLayout layout, io::MapWriter& writer)
      : layout_(std::move(layout)),
        writer_(writer),
        inputs_from_(run, year),
        engine_(run.catalogue.grid, run.catalogue.science.casa, run.catalogue.years[year].year,
                run.catalogue.surveyed_months(year), ClassLookup(run.catalogue.classes, bounds), weather),
        tally_(run.catalogue.grid.grid, class_codes(run.catalogue), run.catalogue.zones, columns),
        output_(run, writer),
        keeps_water_(run.catalogue.continues(year + 1)),
        annual_(run.catalogue.science.casa.mode == model::SurveyMode::full_year),
        monthly_step_(monthly_npp_step(run.settings)),
        annual_step_(annual_npp_step(run.settings)),
        tables(run.catalogue.classes.size(), run.catalogue.zones.size(), columns) {
    if (run.catalogue.continues(year)) water_from_.emplace(run, year - 1);
  }

  void compute(const model::Window& window) {
    inputs_from_.read(window, inputs_);
    if (water_from_) water_from_->read(window, previous_);
    engine_.compute(inputs_, previous_, keeps_water_, tile_);
    tally_.add(inputs_, tile_, tables);
    for (std::size_t i = 0; i < layout_.months.size(); ++i) output_.store(month(i), monthly_step_, i);
    if (annual_) output_.store(tile_.annual, annual_step_, layout_.months.size());
  }

  void write(const model::Window& window) {
    for (std::size_t i = 0; i < layout_.months.size(); ++i)
      output_.write("npp", io::MonthRange{static_cast<std::int64_t>(i), 1}, window, i);
    if (annual_) output_.write("npp_annual", std::nullopt, window, layout_.months.size());
    if (!keeps_water_) return;
    write_state("state_soil_water", window, tile_.water.soil_water_mm);
    write_state("state_snowpack", window, tile_.water.snowpack_mm);
    write_state("state_water_stress", window, tile_.water.water_stress);
  }

 private:
  [[nodiscard]] const std::vector<double>& month(std::size_t i) const {
    return tile_.npp[static_cast<std::size_t>(layout_.months[i].month - 1)];
  }
  void write_state(const std::string& variable, const model::Window& window, const std::vector<float>& state) {
    writer_.write<float>(variable, std::nullopt, window, window.empty() ? std::span<const float>() : state);
  }

  io::MapLayout layout_;
  io::MapWriter& writer_;
  TileReader inputs_from_;
  std::optional<WaterReader> water_from_;
  NppEngine engine_;
  TileTally tally_;
  NppOutput output_;
  bool keeps_water_, annual_;
  double monthly_step_, annual_step_;
  TileInputs inputs_;
  WaterTile previous_;
  NppTile tile_;

 public:
  NppTables tables;
};

}  // namespace

void make_npp_map(SurveyRun& run, std::size_t year, const std::vector<model::NdviBounds>& bounds,
                  const WeatherSurfaces& weather, const TallyColumns& columns, const std::string& key) {
  auto layout = npp_layout(run, year);
  layout.stage_key = key;
  io::MapWriter writer(run.ranks, run.npp_map(run.catalogue.years[year].year), layout);
  std::optional<NppYear> work;
  mpi::agree(run.ranks, [&] { work.emplace(run, year, bounds, weather, columns, layout, writer); });
  for_each_tile(
      run.ranks, run.partition, run.progress, [&](const model::Window& window) { work->compute(window); },
      [&](const model::Window& window) { work->write(window); });
  work->tables.reduce(run.ranks);
  writer.finish([&](io::ArchiveWriter& archive) { write_tables(run, work->tables, archive); });
}

NppTables read_npp_tables(const SurveyRun& run, std::size_t year, const TallyColumns& columns) {
  const io::ArchiveReader file(run.npp_map(run.catalogue.years[year].year));
  return model::in_context(file.file().string(), [&] {
    NppTables tables;
    tables.classes = TallyTable::from_integers(run.catalogue.classes.size(), columns.count(),
                                               file.read<std::int64_t>("/statistics/class_sums"));
    tables.zones = TallyTable::from_integers(run.catalogue.zones.size(), columns.count(),
                                             file.read<std::int64_t>("/statistics/zone_sums"));
    return tables;
  });
}

}  // namespace minenpp::survey
