// The bytes of a survey without its science: decodes the input rasters and encodes the map files once, tile
// by tile on the ranks that own them, through the libraries and the writer that a survey uses. Nothing can
// survey faster than this.
//
// Usage: bench_copy RESULT SCRATCH INPUT.tif...
// RESULT: of a finished survey; its map files are read into memory beforehand, one at a time, which is not
// counted. Prints wall and processor seconds (of all ranks) of reading and of writing as JSON.

#include "copy_map.h"
#include <chrono>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "io/gdal/crs.h"
#include "io/gdal/session.h"
#include "io/raster/grid_reader.h"
#include "io/results/map_reader.h"
#include "mpi/collective_error.h"
#include "mpi/session.h"

namespace minenpp::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t tile_edge = 256;

/// Wall and processor time of collective work.
class Clock {
 public:
  explicit Clock(const mpi::Communicator& ranks) : ranks_(ranks) {}

  template <typename Work>
  void time(const Work& work) {
    ranks_.barrier();
    const auto start = std::chrono::steady_clock::now();
    const auto processor = std::clock();
    work();
    processor_ += static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    ranks_.barrier();
    wall_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  /// Collective.
  [[nodiscard]] nlohmann::json seconds() const {
    const auto microseconds =
        ranks_.all_reduce(static_cast<std::int64_t>(processor_ * 1e6), mpi::Reduction::sum);
    return {{"wall", wall_}, {"processor", static_cast<double>(microseconds) * 1e-6}};
  }

 private:
  const mpi::Communicator& ranks_;
  double wall_ = 0, processor_ = 0;
};

std::vector<fs::path> maps_of(const fs::path& result) {
  std::vector<fs::path> maps;
  for (const auto* folder : {"ndvi", "maps", "state"}) {
    if (!fs::exists(result / folder)) continue;
    for (const auto& entry : fs::directory_iterator(result / folder))
      if (entry.path().extension() == ".nc") maps.push_back(entry.path());
  }
  std::ranges::sort(maps);
  return maps;
}

/// The tiles that hold a class in the first year, as a survey shares them out.
mpi::Partition partition_of(const mpi::Communicator& ranks, const io::MapReader& classes) {
  const model::TileLattice lattice(classes.grid(), tile_edge);
  std::vector<mpi::ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile) {
    const auto window = lattice.window(tile);
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(window.size()));
    classes.read<std::uint8_t>("land_class", std::nullopt, window, codes);
    const auto pixels = std::ranges::count_if(codes, [](std::uint8_t code) { return code != 0; });
    if (pixels > 0) tiles.push_back({tile, pixels});
  }
  return {lattice, tiles, ranks.size()};
}

fs::path class_map_of(const std::vector<fs::path>& maps) {
  for (const auto& map : maps)
    if (map.filename().string().starts_with("class-")) return map;
  throw model::Error(model::Fault::usage, "the result holds no map of classes");
}

void decode(const mpi::Communicator& ranks, const mpi::Partition& partition, const io::StudyGrid& study,
            const std::vector<std::string>& inputs) {
  mpi::agree(ranks, [&] {
    std::vector<double> values;
    for (const auto& input : inputs) {
      io::RasterSettings settings;
      settings.path = input;
      io::GridReader reader(settings, study);
      for (const auto tile : partition.tiles_of(ranks.rank())) {
        const auto window = partition.lattice().window(tile);
        values.resize(static_cast<std::size_t>(window.size()));
        reader.read(window, values);
      }
    }
  });
}

void run(const mpi::Communicator& ranks, const std::vector<std::string>& words) {
  io::start_gdal();
  const auto maps = maps_of(words.at(0));
  const auto [study, partition] = mpi::agree(ranks, [&] {
    const io::MapReader classes(class_map_of(maps));
    return std::pair(io::StudyGrid{classes.grid(), io::Crs::from_text(classes.crs_wkt())},
                     partition_of(ranks, classes));
  });
  Clock reading(ranks), writing(ranks);
  reading.time([&] { decode(ranks, partition, study, {words.begin() + 2, words.end()}); });
  std::int64_t bytes = 0;
  for (const auto& map : maps) {
    const CopiedMap copy(ranks, partition, map);
    bytes += ranks.all_reduce(copy.bytes(), mpi::Reduction::sum);
    writing.time([&] { copy.write(fs::path(words.at(1)) / map.filename()); });
  }
  const nlohmann::json line{{"ranks", ranks.size()},
                            {"reading", reading.seconds()},
                            {"writing", writing.seconds()},
                            {"bytes", bytes}};
  if (ranks.is_root()) std::cout << line << std::endl;
}

}  // namespace
}  // namespace minenpp::bench

int main(int argc, char** argv) {
  minenpp::mpi::Session session(argc, argv);
  try {
    if (argc < 4)
      throw minenpp::model::Error(minenpp::model::Fault::usage, "usage: bench_copy RESULT SCRATCH INPUT...");
    minenpp::bench::run(session.world(), {argv + 1, argv + argc});
    return 0;
  } catch (...) {
    const auto error = minenpp::mpi::last_resort(session, std::current_exception());
    std::cerr << "bench_copy: " << error.what() << std::endl;
    return static_cast<int>(error.fault());
  }
}
