#pragma once

#include <functional>
#include <string>

#include "model/grid/grid.h"
#include "mpi/communicator.h"
#include "mpi/partition.h"
#include "survey/run/progress.h"

namespace minenpp::survey {

/// Walks the tiles of all ranks in rounds, one tile a rank and round. Collective.
///
/// In a round each rank that has a tile left calls `compute` for it; an exception there reaches every rank,
/// as does a request to stop (Error(stopped)). Then every rank calls `write`, which may be collective: with
/// the window that was computed, or an empty one where the rank has run out of tiles.
void for_each_tile(const mpi::Communicator& ranks, const mpi::Partition& partition, Progress& progress,
                   const std::function<void(const model::Window&)>& compute,
                   const std::function<void(const model::Window&)>& write);

/// The same where nothing is written.
void for_each_tile(const mpi::Communicator& ranks, const mpi::Partition& partition, Progress& progress,
                   const std::function<void(const model::Window&)>& compute);

/// How many rounds a walk takes: the most tiles any rank owns.
[[nodiscard]] std::int64_t rounds_of(const mpi::Partition& partition);

}  // namespace minenpp::survey
