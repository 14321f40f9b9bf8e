#include "survey/run/tile_loop.h"

#include "mpi/collective_error.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

std::int64_t rounds_of(const mpi::Partition& partition, std::int64_t round_pixels) {
  return static_cast<std::int64_t>(TileRounds(partition, round_pixels).count());
}

void for_each_tile(const mpi::Communicator& ranks, const mpi::Partition& partition, Progress& progress,
                   const std::function<void(const model::Window&)>& work, const std::function<void()>& flush,
                   std::int64_t round_pixels) {
  const TileRounds rounds(partition, round_pixels);
  for (std::size_t round = 0; round < rounds.count(); ++round) {
    mpi::agree(ranks, [&] {
      throw_if_stop_requested();
      for (const auto tile : rounds.tiles(ranks.rank(), round)) {
        throw_if_stop_requested();
        progress.work([&] { work(partition.lattice().window(tile)); });
      }
    });
    if (flush) flush();
    progress.advance(1);
  }
}

}  // namespace minenpp::survey
