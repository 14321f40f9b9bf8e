#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "mpi/communicator.h"
#include "survey/run/memory_estimate.h"

namespace minenpp::survey {

/// The stages that a run makes.
using WantsStage = std::function<bool(Stage)>;

/// How a run keeps to run.memory.
struct MemoryChoice {
  std::int64_t round_pixels = 0;             ///< as TileRounds takes it
  std::int64_t statistics_round_pixels = 0;  ///< of the statistics
  MemoryEstimate estimate;
};

/// The largest rounds, of at most the usual work, with which every rank stays within `limit` bytes; with 0
/// the usual ones. `shape.round_pixels` is not looked at. Nothing where even rounds of single tiles need
/// more.
[[nodiscard]] std::optional<MemoryChoice> rounds_within(const SurveySize& size, RunShape shape,
                                                        std::int64_t limit, const WantsStage& wants);

/// The same for run.memory. Throws Error(usage) where nothing is within it: the key, the estimate with its
/// largest part, and what would be right.
[[nodiscard]] MemoryChoice keep_to_memory(const Settings& settings, const SurveySize& size,
                                          const RunShape& shape, const WantsStage& wants);

/// The shape of a run on `ranks` from the memory that this process has and had.
[[nodiscard]] RunShape shape_here(const Settings& settings, int ranks);

/// The same, of the ranks that run now: the largest of them. Collective.
[[nodiscard]] RunShape shape_of_run(const mpi::Communicator& ranks, const Settings& settings);

/// "120 MB", rounded up.
[[nodiscard]] std::string megabytes(std::int64_t bytes);

}  // namespace minenpp::survey
