#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "survey/run/tile_loop.h"

namespace minenpp::survey {

/// As for_each_tile, but each tile is worked on in `steps` steps (years): in every round and step each rank
/// that has a tile left calls `compute`, then every rank calls `write`, which may be collective. So what a
/// step makes can be written before the next is computed. Before the first step every rank calls `prepare`,
/// in which ranks may talk to each other, with its tile, or none where it has run out. Collective; errors and
/// requests to stop as for_each_tile.
void for_each_tile_in_steps(const mpi::Communicator& ranks, const mpi::Partition& partition,
                            Progress& progress, std::size_t steps,
                            const std::function<void(std::optional<std::int64_t> tile)>& prepare,
                            const std::function<void(const model::Window&, std::size_t step)>& compute,
                            const std::function<void(const model::Window&, std::size_t step)>& write);

}  // namespace minenpp::survey
