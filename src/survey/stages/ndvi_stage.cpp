#include <memory>
#include <optional>

#include <fmt/format.h>

#include "io/results/map_reader.h"
#include "io/results/map_writer.h"
#include "mpi/collective_error.h"
#include "survey/run/stage_id.h"
#include "survey/run/tile_journal.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/ndvi_composite.h"
#include "survey/stages/ndvi_statistics.h"
#include "survey/stages/scene_composite.h"
#include "survey/stages/stages.h"
#include "survey/statistics/integer_lists.h"

namespace minenpp::survey {

namespace {

/// Tiles in belts where most scenes are stored in strips, so that a strip serves a whole belt.
mpi::Partition partition_for(const SurveyRun& run) {
  if (!run.catalogue.scenes.striped) return run.partition;
  std::vector<mpi::ActiveTile> tiles;
  for (const auto tile : run.partition.tiles())
    tiles.push_back({tile, run.catalogue.area.count(run.catalogue.tiles.window(tile))});
  return {run.catalogue.tiles, tiles, run.ranks.size(), mpi::TileOrder::rows};
}

std::vector<SceneRecord> records_of(const SurveyRun& run, const std::vector<MeasuredScene>& scenes,
                                    const NdviReader& reader) {
  std::vector<SceneRecord> records;
  const auto* composite = dynamic_cast<const SceneComposite*>(&reader);
  if (!composite) return records;
  std::vector<std::int64_t> sums;
  for (std::size_t i = 0; i < scenes.size(); ++i)
    sums.insert(sums.end(), {composite->work()[i].observed, reader.sources()[i].count.outside,
                             composite->work()[i].decoded_bytes, composite->work()[i].needed_bytes});
  run.ranks.all_reduce(sums, mpi::Reduction::sum);
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

/// One tile's layers, written month by month.
class NdviOutput {
 public:
  NdviOutput(io::MapWriter& writer, const io::MapLayout& layout) : writer_(writer), layout_(layout) {}

  /// Local, until the writer is flushed.
  void write(const model::Window& window, const TileInputs& inputs) {
    for (std::size_t i = 0; i < layout_.months.size(); ++i) {
      const auto month = static_cast<std::size_t>(layout_.months[i].month - 1);
      put<std::int16_t>("ndvi", i, window, inputs.ndvi[month]);
      if (layout_.variables.size() > 1)
        put<std::uint8_t>("observations", i, window, inputs.observations[month]);
      if (layout_.variables.size() > 2) put<std::uint8_t>("water", i, window, inputs.water[month]);
    }
  }

 private:
  template <typename T>
  void put(const std::string& name, std::size_t month, const model::Window& window,
           const std::vector<T>& values) {
    writer_.put<T>(name, io::MonthRange{static_cast<std::int64_t>(month), 1}, window,
                   window.empty() ? std::span<const T>() : std::span<const T>(values));
  }

  io::MapWriter& writer_;
  const io::MapLayout& layout_;
};

std::vector<model::Window> windows_of(const mpi::Partition& partition, int rank, const TileSet& finished) {
  std::vector<model::Window> windows;
  for (const auto tile : unfinished_tiles(partition, rank, finished))
    windows.push_back(partition.lattice().window(tile));
  return windows;
}

/// What the ranks have counted together. Collective.
std::vector<std::int64_t> total_of(const mpi::Communicator& ranks, const NdviTally& tally,
                                   const NdviReader& reader) {
  auto of_tiles = tally.to_integers(), of_sources = reader.counts();
  ranks.all_reduce(of_tiles, mpi::Reduction::sum);
  ranks.all_reduce(of_sources, mpi::Reduction::sum);
  IntegerLists lists;
  lists.put(of_tiles);
  lists.put(of_sources);
  return lists.take_all();
}

}  // namespace

void make_ndvi_map(SurveyRun& run, std::size_t year, const io::StageKey& key) {
  const int calendar_year = run.catalogue.years[year].year;
  const bool from_scenes = !run.catalogue.years[year].scenes.empty();
  std::vector<MeasuredScene> scenes;
  if (from_scenes) scenes = prepare_scenes(run, year);
  const auto partition = from_scenes ? partition_for(run) : run.partition;

  auto layout = ndvi_layout(run, year);
  layout.stage_key = key;
  io::MapWriter writer(run.ranks, run.ndvi_map(calendar_year), layout);
  NdviTally tally(run.catalogue.classes);
  std::unique_ptr<NdviReader> reader;
  std::vector<std::int64_t> of_sources;  // counted by an earlier run
  TileJournal journal(run, name_of({Stage::ndvi, year}, run.catalogue), writer.path(), key, partition,
                      {&writer},
                      {[&] { return total_of(run.ranks, tally, *reader); },
                       [&](std::span<const std::int64_t> integers) {
                         IntegerListReader lists(integers);
                         tally.add_integers(lists.next());
                         const auto read = lists.next();
                         of_sources.assign(read.begin(), read.end());
                         lists.expect_end();
                       }});
  std::optional<io::MapReader> classes;
  mpi::agree(run.ranks, [&] {
    classes.emplace(run.class_map(calendar_year));
    if (from_scenes)
      reader = std::make_unique<SceneComposite>(
          run, year, scenes, windows_of(partition, run.ranks.rank(), journal.finished()), *classes);
    else
      reader = std::make_unique<NdviComposite>(run, year);
    if (!of_sources.empty()) reader->add_counts(of_sources);
  });

  TileInputs inputs;
  NdviOutput output(writer, layout);
  const auto compute = [&](const model::Window& window) {
    inputs.window = window;
    inputs.classes.resize(static_cast<std::size_t>(window.size()));
    classes->read<std::uint8_t>("land_class", std::nullopt, window, inputs.classes);
    reader->read(inputs);
    tally.add_observed(inputs);
    fill_tile(inputs, run.catalogue.science.filling, tally);
    output.write(window, inputs);
  };
  for_each_tile(
      run.ranks, partition, run.progress, compute, [&] { writer.flush(); }, run.round_pixels, &journal);

  auto counts = tally.reduce(run, reader->sources());
  counts.scenes = records_of(run, scenes, *reader);
  writer.finish([&](io::ArchiveWriter& archive) { write_counts(counts, archive); });
  journal.remove();
}

}  // namespace minenpp::survey
