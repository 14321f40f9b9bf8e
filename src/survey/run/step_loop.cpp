#include "survey/run/step_loop.h"

#include <algorithm>
#include <utility>

#include "mpi/collective_error.h"
#include "survey/run/round_ends.h"
#include "survey/run/stop_request.h"
#include "survey/run/tile_loop.h"
#include "survey/run/walk_progress.h"

namespace minenpp::survey {

namespace {

std::size_t most_tiles_of_a_rank(const mpi::Partition& partition, const TileSet& finished) {
  std::size_t most = 0;
  for (int rank = 0; rank < partition.ranks(); ++rank)
    most = std::max(most, unfinished_tiles(partition, rank, finished).size());
  return most;
}

}  // namespace

void for_each_prepared_tile(const mpi::Communicator& ranks, const mpi::Partition& partition,
                            Progress& progress,
                            const std::function<void(std::optional<std::int64_t> tile)>& prepare,
                            const std::function<void(const model::Window&)>& work,
                            std::vector<io::MapWriter*> maps, std::int64_t round_pixels,
                            TileJournal* journal) {
  TileJournal none;
  auto& kept = journal ? *journal : none;
  const auto own = unfinished_tiles(partition, ranks.rank(), kept.finished());
  const auto rounds = most_tiles_of_a_rank(partition, kept.finished());
  WalkProgress shown(progress, rounds_of(partition, round_pixels), partition, kept.finished(), rounds);
  RoundEnds ends(ranks, std::move(maps), kept, [&] { shown.advance(); });
  for (std::size_t round = 0; round < rounds; ++round) {
    std::vector<std::int64_t> made;
    prepare(round < own.size() ? std::optional(own[round]) : std::nullopt);
    auto failure = mpi::failure_of(ranks, [&] {
      if (kept.keeps() && stop_requested()) return;
      throw_if_stop_requested();
      if (round >= own.size()) return;
      progress.work([&] { work(partition.lattice().window(own[round])); });
      made.push_back(own[round]);
    });
    ends.end(std::move(made), std::move(failure));
    // No round is open while ranks prepare, which may fail, and where they meet in any case.
    ends.finish();
  }
}

}  // namespace minenpp::survey
