#include "survey/run/step_loop.h"

#include <algorithm>

#include "mpi/collective_error.h"
#include "survey/run/stop_request.h"
#include "survey/run/tile_loop.h"

namespace minenpp::survey {

namespace {

std::int64_t most_tiles_of_a_rank(const mpi::Partition& partition) {
  std::size_t most = 0;
  for (int rank = 0; rank < partition.ranks(); ++rank) most = std::max(most, partition.tiles_of(rank).size());
  return static_cast<std::int64_t>(most);
}

}  // namespace

void for_each_prepared_tile(const mpi::Communicator& ranks, const mpi::Partition& partition,
                            Progress& progress,
                            const std::function<void(std::optional<std::int64_t> tile)>& prepare,
                            const std::function<void(const model::Window&)>& work,
                            const std::function<void()>& flush, std::int64_t round_pixels) {
  const auto own = partition.tiles_of(ranks.rank());
  // A stage's progress counts the rounds of for_each_tile, which are fewer than these.
  const auto rounds = most_tiles_of_a_rank(partition), counted = rounds_of(partition, round_pixels);
  for (std::int64_t round = 0; round < rounds; ++round) {
    const auto at = static_cast<std::size_t>(round);
    prepare(at < own.size() ? std::optional(own[at]) : std::nullopt);
    mpi::agree(ranks, [&] {
      throw_if_stop_requested();
      if (at < own.size()) progress.work([&] { work(partition.lattice().window(own[at])); });
    });
    flush();
    progress.advance((round + 1) * counted / rounds - round * counted / rounds);
  }
}

}  // namespace minenpp::survey
