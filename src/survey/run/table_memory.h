#pragma once

#include <cstdint>

#include "survey/run/memory_estimate.h"

namespace minenpp::survey {

// Bytes of the tables of zones, classes, mines and rings, as the ranks together hold them.

/// Sums and effects of one year's NPP by month, while they are added up.
[[nodiscard]] std::int64_t npp_table_bytes(const SurveySize& size);

/// The same as the first rank keeps them for the archive.
[[nodiscard]] std::int64_t npp_result_bytes(const SurveySize& size);

/// Change and trends by zone, of all periods and years.
[[nodiscard]] std::int64_t change_table_bytes(const SurveySize& size);

/// Sums by zone and class and by ring and class of all years, and differences by ring and class of all
/// periods.
[[nodiscard]] std::int64_t cell_bytes(const SurveySize& size);

/// Histograms of NPP by zone.
[[nodiscard]] std::int64_t histogram_bytes(const SurveySize& size);

/// What a rank holds of `tables` bytes of all zones: those that its tiles touch, of which other ranks' tiles
/// touch many as well.
[[nodiscard]] std::int64_t of_a_rank(std::int64_t tables, const RunShape& shape);

}  // namespace minenpp::survey
