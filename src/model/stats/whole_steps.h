#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace minenpp::model {

/// Values as whole steps of `step` > 0 in their unit, rounded half to even; NaN as `no_value`. `steps` has as
/// many elements as `values`. Returns the index of the first value beyond 32767 steps on either side of zero,
/// whose step is of no use, or how many values there are.
[[nodiscard]] std::size_t to_steps(std::span<const double> values, double step, std::int16_t no_value,
                                   std::span<std::int16_t> steps);

}  // namespace minenpp::model
