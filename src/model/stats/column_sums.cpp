#include "model/stats/column_sums.h"

#include <cstddef>

namespace minenpp::model {

namespace {

template <typename T>
void add_row(std::span<const T> row, std::optional<T> fill, std::span<std::int32_t> sums,
             std::span<std::int32_t> counts) {
  const std::int32_t always = fill ? 0 : 1, none = fill.value_or(0);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::int32_t value = row[i];
    const std::int32_t is_there = always | (value != none ? 1 : 0);
    sums[i] += is_there * value;
    counts[i] += is_there;
  }
}

}  // namespace

void add_row_to_columns(std::span<const std::int16_t> row, std::optional<std::int16_t> fill,
                        std::span<std::int32_t> sums, std::span<std::int32_t> counts) {
  add_row(row, fill, sums, counts);
}

void add_row_to_columns(std::span<const std::uint8_t> row, std::optional<std::uint8_t> fill,
                        std::span<std::int32_t> sums, std::span<std::int32_t> counts) {
  add_row(row, fill, sums, counts);
}

}  // namespace minenpp::model
