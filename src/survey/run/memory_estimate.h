#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "survey/run/survey_size.h"

namespace minenpp::survey {

/// Bytes of one rank, and what for.
struct MemoryPart {
  std::string what;
  std::int64_t bytes = 0;
};

/// What a rank holds at the busiest moment of a stage.
struct StageMemory {
  Stage stage = Stage::landcover;
  std::vector<MemoryPart> every_rank;
  std::vector<MemoryPart> first_rank;  ///< on top of these, of the rank that stores the maps

  [[nodiscard]] std::int64_t of_a_rank() const;
  [[nodiscard]] std::int64_t of_the_first() const;
};

/// How a survey is run.
struct RunShape {
  int ranks = 1;
  std::int64_t tile_size = 256;    ///< pixels a side
  std::int64_t round_pixels = 1;   ///< work of a round, as TileRounds takes it
  std::int64_t process_bytes = 0;  ///< of a rank that has read the survey and has not begun
  std::int64_t process_peak = 0;   ///< the most it had held by then
};

/// The memory of all stages of a run.
struct MemoryEstimate {
  std::int64_t process_peak = 0;
  std::vector<StageMemory> stages;

  /// The most that any rank but the first, or the first, holds.
  [[nodiscard]] std::int64_t of_a_rank() const;
  [[nodiscard]] std::int64_t of_the_first() const;
  /// The stage in which the first rank holds most.
  [[nodiscard]] const StageMemory& fullest() const;
  /// The largest part of that stage that is not the program itself, as "NAME of STAGE".
  [[nodiscard]] MemoryPart largest_part() const;
};

/// Estimates it from the sizes of what the stages hold. Parts that no setting bounds (tables of zones) are
/// taken from the demo and from surveys of ten thousand mines. Throws nothing.
[[nodiscard]] MemoryEstimate estimate_memory(const SurveySize& size, const RunShape& shape);

}  // namespace minenpp::survey
