#include "survey/run/tile_loop.h"

#include <algorithm>

#include "mpi/collective_error.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

std::int64_t rounds_of(const mpi::Partition& partition) {
  std::size_t most = 0;
  for (int rank = 0; rank < partition.ranks(); ++rank) most = std::max(most, partition.tiles_of(rank).size());
  return static_cast<std::int64_t>(most);
}

void for_each_tile(const mpi::Communicator& ranks, const mpi::Partition& partition, Progress& progress,
                   const std::function<void(const model::Window&)>& compute,
                   const std::function<void(const model::Window&)>& write) {
  const auto own = partition.tiles_of(ranks.rank());
  const auto rounds = static_cast<std::size_t>(rounds_of(partition));
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto window = round < own.size() ? partition.lattice().window(own[round]) : model::Window{};
    mpi::agree(ranks, [&] {
      throw_if_stop_requested();
      if (!window.empty()) progress.work([&] { compute(window); });
    });
    write(window);
    progress.advance(1);
  }
}

void for_each_tile(const mpi::Communicator& ranks, const mpi::Partition& partition, Progress& progress,
                   const std::function<void(const model::Window&)>& compute) {
  for_each_tile(ranks, partition, progress, compute, [](const model::Window&) {});
}

}  // namespace minenpp::survey
