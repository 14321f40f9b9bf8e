#pragma once

#include <cstdint>
#include <span>

namespace minenpp::model {

/// Values that follow one another and are added to the same sums.
struct ValueRun {
  std::uint32_t first = 0, count = 0;
  std::uint32_t sums = 0;  ///< where in the sums they belong
};

/// Of whole numbers in any unit: how many there are, their sum and that of a second column beside them.
struct RunSums {
  std::int64_t count = 0, values = 0, squares = 0;
};

/// Adds each run to its sums; what is no_fixed in `values` does not count, and what `squares` holds there is
/// never looked at. `values` and `squares` are as long as the runs reach, `sums` as their largest `sums` and
/// one. The caller sees to it that all sums fit 64 bits.
void add_runs(std::span<const ValueRun> runs, std::span<const std::int64_t> values,
              std::span<const std::int64_t> squares, std::span<RunSums> sums);

/// Adds `after` - `before` of each run to RunSums::values of its sums, where neither is no_fixed, and leaves
/// RunSums::squares alone. The rest as above.
void add_differences(std::span<const ValueRun> runs, std::span<const std::int64_t> before,
                     std::span<const std::int64_t> after, std::span<RunSums> sums);

}  // namespace minenpp::model
