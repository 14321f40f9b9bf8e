#pragma once

#include <cstdint>

namespace minenpp::model {

/// The largest whole number not above value / divisor, also of negative values. `divisor` > 0.
[[nodiscard]] constexpr std::int64_t floor_division(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}  // namespace minenpp::model
