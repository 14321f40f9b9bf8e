#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "mpi/communicator.h"

namespace minenpp::mpi {

/// Tables of integers of all ranks, brought to the root alone: what a rank has not filled does not travel, so
/// a rank sends what its own part of the work has made, however large the tables are. One message a rank.
///
/// `own`: local, the integers of this rank; called on all ranks but the root, whose own stay where they are.
/// `take`: on the root alone. What either throws on one rank is thrown on all, as in agree().

/// Collective. `take` gets the integers added up one by one over all ranks but the root, in 64 bits; it is
/// not called where there is no other rank. As many on every rank. Throws Error(system) where a sum leaves 64
/// bits; the limbs of ExactSum do not on up to 2^20 ranks.
void sum_on_root(const Communicator& comm, const std::function<std::vector<std::int64_t>()>& own,
                 const std::function<void(std::span<const std::int64_t> sums)>& take);

/// Collective. `take` gets the integers of each rank but the root, one after the other by rank. Their numbers
/// may differ.
void gather_on_root(const Communicator& comm, const std::function<std::vector<std::int64_t>()>& own,
                    const std::function<void(std::span<const std::int64_t> integers)>& take);

/// Collective. The integers of each rank but the root as pack() makes them, by rank, on the root; nothing on
/// the others. Short where most are 0; PackedReader finds those that are not.
[[nodiscard]] std::vector<std::vector<std::byte>> bring_to_root(
    const Communicator& comm, const std::function<std::vector<std::int64_t>()>& own);

}  // namespace minenpp::mpi
