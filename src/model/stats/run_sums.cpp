#include "model/stats/run_sums.h"

#include <cstddef>

#include "model/stats/exact_sum.h"

namespace minenpp::model {

void add_runs(std::span<const ValueRun> runs, std::span<const std::int64_t> values,
              std::span<const std::int64_t> squares, std::span<RunSums> sums) {
  for (const auto& run : runs) {
    const auto *value = values.data() + run.first, *square = squares.data() + run.first;
    RunSums added;
    // Without a branch, which gaps in the values would make a guess of.
    for (std::size_t i = 0; i < run.count; ++i) {
      const bool is_there = value[i] != no_fixed;
      added.count += is_there ? 1 : 0;
      added.values += is_there ? value[i] : 0;
      added.squares += is_there ? square[i] : 0;
    }
    auto& sum = sums[run.sums];
    sum.count += added.count;
    sum.values += added.values;
    sum.squares += added.squares;
  }
}

void add_differences(std::span<const ValueRun> runs, std::span<const std::int64_t> before,
                     std::span<const std::int64_t> after, std::span<RunSums> sums) {
  for (const auto& run : runs) {
    const auto *earlier = before.data() + run.first, *later = after.data() + run.first;
    RunSums added;
    for (std::size_t i = 0; i < run.count; ++i) {
      const bool are_there = (earlier[i] != no_fixed) & (later[i] != no_fixed);
      added.count += are_there ? 1 : 0;
      added.values += (are_there ? later[i] : 0) - (are_there ? earlier[i] : 0);
    }
    auto& sum = sums[run.sums];
    sum.count += added.count;
    sum.values += added.values;
  }
}

}  // namespace minenpp::model
