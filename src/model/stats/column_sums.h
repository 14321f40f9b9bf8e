#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace minenpp::model {

/// Adds one row of stored values to the sums of their columns, and counts those that are not `fill` (all
/// where there is none). As many sums and counts as values. The caller sees to it that the sums fit 32 bits:
/// 65536 rows at most.
void add_row_to_columns(std::span<const std::int16_t> row, std::optional<std::int16_t> fill,
                        std::span<std::int32_t> sums, std::span<std::int32_t> counts);
void add_row_to_columns(std::span<const std::uint8_t> row, std::optional<std::uint8_t> fill,
                        std::span<std::int32_t> sums, std::span<std::int32_t> counts);

}  // namespace minenpp::model
