#pragma once

#include "survey/run/memory_estimate.h"

namespace minenpp::survey {

/// The part that is the process itself: libraries, settings, polygons, stations.
inline constexpr const char* program_part = "program and inputs";

// What each stage holds at its busiest moment. A tile is as large as the survey lets it be; of a round, all
// maps of the stage are held compressed.
[[nodiscard]] StageMemory landcover_memory(const SurveySize& size, const RunShape& shape);
[[nodiscard]] StageMemory ndvi_memory(const SurveySize& size, const RunShape& shape);
[[nodiscard]] StageMemory class_ndvi_memory(const SurveySize& size, const RunShape& shape);
[[nodiscard]] StageMemory mines_memory(const SurveySize& size, const RunShape& shape);
[[nodiscard]] StageMemory weather_memory(const SurveySize& size, const RunShape& shape);
[[nodiscard]] StageMemory npp_memory(const SurveySize& size, const RunShape& shape);
[[nodiscard]] StageMemory statistics_memory(const SurveySize& size, const RunShape& shape);
[[nodiscard]] StageMemory report_memory(const SurveySize& size, const RunShape& shape);

/// Pixels of the largest tile, and those of a round of one rank (TileRounds).
[[nodiscard]] std::int64_t tile_pixels(const SurveySize& size, const RunShape& shape);
[[nodiscard]] std::int64_t pixels_of_a_round(const SurveySize& size, const RunShape& shape);

/// Work of a round of the statistics, as TileRounds takes it: of the usual round as much as makes 32 MB of
/// compressed maps, which are those of all years, and 512 MB on all ranks together.
[[nodiscard]] std::int64_t statistics_round_pixels(const SurveySize& size, const RunShape& shape);

}  // namespace minenpp::survey
