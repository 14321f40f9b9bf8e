#pragma once

#include <cstdint>
#include <span>

#include "model/stats/exact_sum.h"
#include "mpi/communicator.h"

namespace minenpp::mpi {

/// Ranks whose limbs add up in int64: 2^20 (2^43 - 1) < 2^63, see ExactSum::limbs().
inline constexpr std::int64_t most_ranks = std::int64_t{1} << 20;

/// Collective. Replaces each sum by its total over the ranks, the same bits on any number of ranks: three
/// integer limbs a sum, added in one integer reduction. The length is the same on every rank. Throws
/// Error(system) on more than 2^20 ranks, and on every rank alike where a total leaves 128 bits.
void all_reduce_sum(const Communicator& comm, std::span<model::ExactSum> sums);
void all_reduce_sum(const Communicator& comm, std::span<model::ExactAreaSum> sums);

/// Collective. The largest value of all ranks; NaN where any rank gives NaN. Order cannot matter.
[[nodiscard]] double all_reduce_max(const Communicator& comm, double value);

}  // namespace minenpp::mpi
