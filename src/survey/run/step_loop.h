#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "survey/run/tile_loop.h"

namespace minenpp::survey {

/// As for_each_tile, but one tile a rank and round: before it every rank calls `prepare`, in which ranks may
/// talk to each other, with its tile, or none where it has run out. Then `work`, local, is called with the
/// rank's tile. Every round is settled before the next one. Collective; maps, errors, requests to stop and
/// the journal as for_each_tile. `round_pixels`: of the rounds in which progress is counted
/// (SurveyRun::round_pixels_of).
void for_each_prepared_tile(const mpi::Communicator& ranks, const mpi::Partition& partition,
                            Progress& progress,
                            const std::function<void(std::optional<std::int64_t> tile)>& prepare,
                            const std::function<void(const model::Window&)>& work,
                            std::vector<io::MapWriter*> maps, std::int64_t round_pixels = usual_round_pixels,
                            TileJournal* journal = nullptr);

}  // namespace minenpp::survey
