#include "survey/run/tile_loop.h"

#include <utility>

#include "mpi/collective_error.h"
#include "survey/run/round_ends.h"
#include "survey/run/stop_request.h"
#include "survey/run/tile_rounds.h"
#include "survey/run/walk_progress.h"

namespace minenpp::survey {

std::int64_t rounds_of(const mpi::Partition& partition, std::int64_t round_pixels) {
  return static_cast<std::int64_t>(TileRounds(partition, round_pixels).count());
}

namespace {

/// False where a request to stop broke the work off, before anything of its tile was put or counted, and a
/// journal can keep the tiles before it.
bool finishes(const std::function<void()>& work, const TileJournal& kept) {
  try {
    work();
  } catch (const model::Error& error) {
    if (!kept.keeps() || error.fault() != model::Fault::stopped) throw;
    return false;
  }
  return true;
}

}  // namespace

void for_each_tile(const mpi::Communicator& ranks, const mpi::Partition& partition, Progress& progress,
                   const std::function<void(const model::Window&)>& work, std::vector<io::MapWriter*> maps,
                   std::int64_t round_pixels, TileJournal* journal) {
  TileJournal none;
  auto& kept = journal ? *journal : none;
  const TileRounds rounds(partition, round_pixels, kept.finished());
  WalkProgress shown(progress, rounds_of(partition, round_pixels), partition, kept.finished(),
                     rounds.count());
  RoundEnds ends(ranks, std::move(maps), kept, [&] { shown.advance(); });
  for (std::size_t round = 0; round < rounds.count(); ++round) {
    std::vector<std::int64_t> made;
    auto failure = mpi::failure_of(ranks, [&] {
      if (ends.is_failing()) return;
      for (const auto tile : rounds.tiles(ranks.rank(), round)) {
        if (kept.keeps() && stop_requested()) break;
        throw_if_stop_requested();
        if (!finishes([&] { progress.work([&] { work(partition.lattice().window(tile)); }); }, kept)) break;
        made.push_back(tile);
        ends.poke();
      }
    });
    ends.end(std::move(made), std::move(failure));
  }
  ends.finish();
}

}  // namespace minenpp::survey
