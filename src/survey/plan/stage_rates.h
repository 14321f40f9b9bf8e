#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "mpi/partition.h"
#include "survey/run/stage_cost.h"

namespace minenpp::survey {

/// What one run of some tiles on one rank took.
struct TrialRun {
  std::int64_t work = 0;                          ///< of its tiles (Partition)
  std::vector<StageCost> stages;                  ///< in their order; of all years
  std::map<std::string, std::int64_t> map_bytes;  ///< by kind of map (MapKind), of a file
};

/// What a stage costs, in seconds: once, for a piece of work of one rank, and for one of all ranks together,
/// whose maps one rank stores.
struct StageRate {
  std::string stage;  ///< as word_of() says it
  double once_s = 0, per_work_s = 0, per_stored_work_s = 0;
};

/// Bytes of a file of a kind of map: once, and for a piece of work.
struct MapRate {
  std::string kind;
  double once_bytes = 0, per_work_bytes = 0;
};

/// By stage, stages of several years taken together, from two runs of different work; with equal work the two
/// are one, and all that is not a tile's counts as once. No rate is negative, and none for what is stored is
/// above half of that for tiles. Throws nothing.
[[nodiscard]] std::vector<StageRate> stage_rates(const TrialRun& small, const TrialRun& large);
[[nodiscard]] std::vector<MapRate> map_rates(const TrialRun& small, const TrialRun& large);

/// The work of the busiest rank in every round, added up: what a stage takes that meets after each.
struct WalkWork {
  std::int64_t rounds = 0, work = 0;
};
/// In rounds of about `round_pixels` (TileRounds), as most stages walk.
[[nodiscard]] WalkWork work_of_rounds(const mpi::Partition& partition, std::int64_t round_pixels);
/// In rounds of one tile a rank, as the statistics are made where ranks exchange mine land.
[[nodiscard]] WalkWork work_of_single_tiles(const mpi::Partition& partition);

}  // namespace minenpp::survey
