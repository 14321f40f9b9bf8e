#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "model/grid/grid.h"
#include "mpi/communicator.h"
#include "mpi/partition.h"
#include "survey/run/progress.h"
#include "survey/run/tile_journal.h"
#include "survey/run/tile_rounds.h"

namespace minenpp::survey {

/// Walks the tiles of all ranks in rounds (TileRounds). Collective.
///
/// In a round each rank calls `work` for each of its tiles, locally; an exception there reaches every rank,
/// as does a request to stop (Error(stopped)). Then every rank calls `flush`, which may be collective: maps
/// store there what `work` has put into them. `round_pixels`: work of a round, as TileRounds takes it.
///
/// With a journal, tiles that are finished there are not walked, and those of this walk are kept in it; a
/// request to stop then ends the round early and loses nothing.
void for_each_tile(const mpi::Communicator& ranks, const mpi::Partition& partition, Progress& progress,
                   const std::function<void(const model::Window&)>& work,
                   const std::function<void()>& flush = {}, std::int64_t round_pixels = usual_round_pixels,
                   TileJournal* journal = nullptr);

/// How many rounds a walk of all tiles takes.
[[nodiscard]] std::int64_t rounds_of(const mpi::Partition& partition,
                                     std::int64_t round_pixels = usual_round_pixels);

}  // namespace minenpp::survey
