#include <memory>
#include <optional>

#include <fmt/format.h>

#include "io/results/map_reader.h"
#include "io/results/map_writer.h"
#include "mpi/collective_error.h"
#include "mpi/packed_integers.h"
#include "mpi/root_tables.h"
#include "survey/run/share_tiles.h"
#include "survey/run/stage_id.h"
#include "survey/run/tile_journal.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/ndvi_composite.h"
#include "survey/stages/ndvi_statistics.h"
#include "survey/stages/scene_composite.h"
#include "survey/stages/stages.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {

namespace {

/// NDVI is made of the whole study area, whatever has a class. Tiles in belts where most scenes are stored in
/// strips, so that a strip serves a whole belt.
mpi::Partition partition_for(const SurveyRun& run, bool from_scenes) {
  std::vector<mpi::ActiveTile> tiles;
  for (const auto tile : run.partition.tiles())
    tiles.push_back({tile, run.catalogue.area.count(run.catalogue.tiles.window(tile))});
  const auto order =
      from_scenes && run.catalogue.scenes.striped ? mpi::TileOrder::rows : mpi::TileOrder::hilbert;
  return {run.catalogue.tiles, tiles, run.ranks.size(), order, ndvi_duties};
}

/// Collective. With the counts of all ranks on the root.
std::vector<SceneRecord> records_of(const SurveyRun& run, const std::vector<MeasuredScene>& scenes,
                                    const NdviReader& reader) {
  std::vector<SceneRecord> records;
  const auto* composite = dynamic_cast<const SceneComposite*>(&reader);
  if (!composite) return records;
  std::vector<std::int64_t> sums;
  for (std::size_t i = 0; i < scenes.size(); ++i)
    sums.insert(sums.end(), {composite->work()[i].observed, reader.sources()[i].count.outside,
                             composite->work()[i].decoded_bytes, composite->work()[i].needed_bytes});
  mpi::sum_on_root(
      run.ranks, [&] { return sums; }, [&](auto others) { add_each(others, sums); });
  std::int64_t decoded = 0, needed = 0;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const auto& scene = scenes[i];
    records.push_back({run.catalogue.scenes.scenes[scene.index].scene.id, scene.used, scene.reason,
                       scene.dark[0], scene.dark[1], scene.present, scene.usable, sums[4 * i],
                       sums[4 * i + 1]});
    decoded += sums[4 * i + 2];
    needed += sums[4 * i + 3];
  }
  if (needed > 0)
    run.notices.debug(fmt::format("scenes: {} bytes decoded for {} needed, ratio {:.2f}", decoded, needed,
                                  static_cast<double>(decoded) / static_cast<double>(needed)));
  return records;
}

/// The files of one year: NDVI always; which months are filled where nothing else tells.
class NdviFiles {
 public:
  NdviFiles(const SurveyRun& run, std::size_t year, const io::StageKey& key)
      : months_(ndvi_layout(run, year).months), has_water_(ndvi_layout(run, year).variables.size() > 2) {
    const int calendar_year = run.catalogue.years[year].year;
    has_observations_ = run.catalogue.years[year].has_counts();
    ndvi.emplace(run.ranks, run.ndvi_map(calendar_year), with_key(ndvi_layout(run, year), key));
    if (run.catalogue.marks_filled(year))
      filled.emplace(run.ranks, run.filled_map(calendar_year), with_key(filled_layout(run, year), key));
  }

  /// One tile's layers, month by month. Local.
  void write(const model::Window& window, const TileInputs& inputs) {
    for (std::size_t i = 0; i < months_.size(); ++i) {
      const auto month = static_cast<std::size_t>(months_[i].month - 1);
      put<std::int16_t>(*ndvi, "ndvi", i, window, inputs.ndvi[month]);
      if (has_observations_) put<std::uint8_t>(*ndvi, "observations", i, window, inputs.observations[month]);
      if (has_water_) put<std::uint8_t>(*ndvi, "water", i, window, inputs.water[month]);
      if (!filled) continue;
      const std::span ndvi_of(inputs.ndvi[month]);
      const std::span observations(inputs.observations[month]);
      marks_.resize(ndvi_of.size());
      const std::span marks(marks_);
      for (std::size_t pixel = 0; pixel < marks.size(); ++pixel)
        marks[pixel] = (ndvi_of[pixel] != no_ndvi) & (observations[pixel] == 0) ? 1 : 0;
      put<std::uint8_t>(*filled, "filled", i, window, marks_);
    }
  }

  [[nodiscard]] std::span<const io::YearMonth> months() const { return months_; }

  /// The NDVI comes last: where it is whole, both are.
  void finish(const io::FillArchive& statistics) {
    if (filled) filled->finish();
    ndvi->finish(statistics);
  }

  [[nodiscard]] std::vector<io::MapWriter*> all() {
    std::vector<io::MapWriter*> maps{&*ndvi};
    if (filled) maps.push_back(&*filled);
    return maps;
  }

  std::optional<io::MapWriter> ndvi, filled;

 private:
  template <typename T>
  static void put(io::MapWriter& writer, const std::string& name, std::size_t month,
                  const model::Window& window, const std::vector<T>& values) {
    writer.put<T>(name, io::MonthRange{static_cast<std::int64_t>(month), 1}, window, values);
  }

  std::vector<io::YearMonth> months_;
  bool has_observations_ = false, has_water_;
  std::vector<std::uint8_t> marks_;
};

std::vector<model::Window> windows_of(const mpi::Partition& partition, int rank, const TileSet& finished) {
  std::vector<model::Window> windows;
  for (const auto tile : unfinished_tiles(partition, rank, finished))
    windows.push_back(partition.lattice().window(tile));
  return windows;
}

/// What the ranks have counted together, on the root. Collective.
std::vector<std::int64_t> total_of(const mpi::Communicator& ranks, const NdviReader& reader) {
  auto counts = reader.counts();
  mpi::sum_on_root(
      ranks, [&] { return counts; }, [&](auto others) { add_each(others, counts); });
  return counts;
}

}  // namespace

std::optional<ClassNdvi> make_ndvi_map(SurveyRun& run, std::size_t year, bool counts_classes,
                                       const io::StageKey& key) {
  const int calendar_year = run.catalogue.years[year].year;
  const bool from_scenes = !run.catalogue.years[year].scenes.empty();
  std::vector<MeasuredScene> scenes;
  if (from_scenes) scenes = prepare_scenes(run, year);
  const auto partition = partition_for(run, from_scenes);

  NdviFiles files(run, year, key);
  std::unique_ptr<NdviReader> reader;
  std::vector<std::int64_t> of_sources;  // counted by an earlier run
  TileJournal journal(run, name_of({Stage::ndvi, year}, run.catalogue), files.ndvi->path(), key, partition,
                      files.all(),
                      {[&] { return mpi::pack(total_of(run.ranks, *reader)); },
                       [&](std::span<const std::byte> packed) { of_sources = mpi::unpack(packed); }});
  // Tiles of an earlier run are not seen here.
  std::optional<ClassNdvi> of_classes;
  if (counts_classes && journal.finished().empty()) of_classes.emplace(run.catalogue.classes);
  std::optional<io::MapReader> classes;
  mpi::agree(run.ranks, [&] {
    if (of_classes) classes.emplace(run.class_map(calendar_year));
    if (from_scenes)
      reader = std::make_unique<SceneComposite>(run, year, scenes,
                                                windows_of(partition, run.ranks.rank(), journal.finished()));
    else
      reader = std::make_unique<NdviComposite>(run, year);
    if (!of_sources.empty()) reader->add_counts(of_sources);
  });

  TileInputs inputs;
  const auto compute = [&](const model::Window& window) {
    inputs.window = window;
    run.catalogue.area.mask(window, inputs.in_area);
    reader->read(inputs);
    fill_tile(inputs, run.catalogue.science.filling);
    files.write(window, inputs);
    if (run.ndvi_scratch) run.ndvi_scratch->keep(year, files.months(), inputs);
    if (!of_classes) return;
    inputs.classes.resize(static_cast<std::size_t>(window.size()));
    classes->read<std::uint8_t>("land_class", std::nullopt, window, inputs.classes);
    of_classes->add(inputs);
  };
  for_each_tile(run.ranks, partition, run.progress, compute, files.all(), run.round_pixels, &journal);

  const auto out_of_range = values_out_of_range(run, reader->sources());
  const auto records = records_of(run, scenes, *reader);
  files.finish([&](io::ArchiveWriter& archive) { write_counts(out_of_range, records, archive); });
  journal.remove();
  return of_classes;
}

}  // namespace minenpp::survey
