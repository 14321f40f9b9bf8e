#include "survey/run/step_loop.h"

#include "mpi/collective_error.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

void for_each_tile_in_steps(const mpi::Communicator& ranks, const mpi::Partition& partition,
                            Progress& progress, std::size_t steps,
                            const std::function<void(std::optional<std::int64_t> tile)>& prepare,
                            const std::function<void(const model::Window&, std::size_t step)>& compute,
                            const std::function<void(const model::Window&, std::size_t step)>& write) {
  const auto step_of = [&](const model::Window& window, std::size_t step) {
    mpi::agree(ranks, [&] {
      throw_if_stop_requested();
      if (!window.empty()) progress.work([&] { compute(window, step); });
    });
    write(window, step);
  };
  const auto own = partition.tiles_of(ranks.rank());
  const auto rounds = static_cast<std::size_t>(rounds_of(partition));
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto window = round < own.size() ? partition.lattice().window(own[round]) : model::Window{};
    prepare(round < own.size() ? std::optional(own[round]) : std::nullopt);
    for (std::size_t step = 0; step < steps; ++step) step_of(window, step);
    progress.advance(1);
  }
}

}  // namespace minenpp::survey
