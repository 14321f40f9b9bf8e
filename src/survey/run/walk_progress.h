#pragma once

#include <cstdint>

#include "mpi/partition.h"
#include "survey/run/progress.h"
#include "survey/run/tile_rounds.h"

namespace minenpp::survey {

/// Shows a walk over tiles as `rounds` rounds of a walk over all of them (rounds_of), whatever steps it
/// takes: those that are finished at once, the rest evenly over its steps. Local.
class WalkProgress {
 public:
  WalkProgress(Progress& progress, std::int64_t rounds, const mpi::Partition& partition,
               const TileSet& finished, std::size_t steps);

  /// One step is done.
  void advance();

 private:
  Progress& progress_;
  std::int64_t rounds_ = 0, steps_ = 0, done_ = 0;
};

}  // namespace minenpp::survey
