#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "io/results/map_writer.h"
#include "model/grid/grid.h"
#include "mpi/communicator.h"
#include "mpi/partition.h"
#include "survey/run/progress.h"
#include "survey/run/tile_journal.h"
#include "survey/run/tile_rounds.h"

namespace minenpp::survey {

/// Walks the tiles of all ranks in rounds (TileRounds). Collective.
///
/// In a round each rank calls `work` for each of its tiles, locally, which puts them into `maps`; what it has
/// put is stored when the round ends (RoundEnds), while the next one is computed. An exception in `work`
/// reaches every rank, as does a request to stop (Error(stopped)). `maps`: all that `work` puts into, in the
/// same order on every rank. `round_pixels`: work of a round, as TileRounds takes it.
///
/// With a journal, tiles that are finished there are not walked, and those of this walk are kept in it; a
/// request to stop then ends the round early and loses nothing.
void for_each_tile(const mpi::Communicator& ranks, const mpi::Partition& partition, Progress& progress,
                   const std::function<void(const model::Window&)>& work,
                   std::vector<io::MapWriter*> maps = {}, std::int64_t round_pixels = usual_round_pixels,
                   TileJournal* journal = nullptr);

/// How many rounds a walk of all tiles takes.
[[nodiscard]] std::int64_t rounds_of(const mpi::Partition& partition,
                                     std::int64_t round_pixels = usual_round_pixels);

}  // namespace minenpp::survey
