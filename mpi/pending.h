#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "mpi/communicator.h"

namespace minenpp::mpi {

/// Collective work that is begun now and ended later: what is computed between the two costs no waiting, as a
/// rank waits at the end only for those that have not begun. Every rank begins and ends the same ones in the
/// same order, together with its other collective calls; neither may be done inside agree(). `comm` outlives
/// them. Where MPI reports a failure, Error(system). One that goes before its end leaves what MPI may still
/// read to the process: that happens on the way out of an error alone.

/// One whole number a rank, brought together.
class PendingReduction {
 public:
  /// Begins it.
  PendingReduction(const Communicator& comm, std::int64_t value, Reduction reduction);
  PendingReduction(PendingReduction&&) noexcept;
  PendingReduction& operator=(PendingReduction&&) = delete;
  ~PendingReduction();

  /// Local, at any time, also inside agree(): lets MPI go on with it.
  void poke();

  /// Ends it: the result, on every rank.
  [[nodiscard]] std::int64_t wait();

 private:
  struct Started;
  std::unique_ptr<Started> started_;
};

/// Bytes of every rank, in parts, on their way to the root, which takes them in slices: those of some ranks
/// at a time, so that what it holds at once does not grow with the ranks. Of several on one communicator the
/// first is taken before the next is poked.
class PendingGather {
 public:
  /// Of some ranks: part, rank, bytes. The ranks are in order, and the first slice begins with the root.
  using Slice = std::vector<std::vector<std::vector<std::byte>>>;

  /// Begins it. There are equally many `parts` on every rank; any may be empty. `slice_bytes`: of other
  /// ranks, at most so many at once, or all of one rank.
  PendingGather(const Communicator& comm, std::vector<std::vector<std::byte>> parts,
                std::int64_t slice_bytes);
  PendingGather(PendingGather&&) noexcept;
  PendingGather& operator=(PendingGather&&) = delete;
  ~PendingGather();

  /// As that of PendingReduction. The root receives here, too: it then holds the slice that comes next.
  void poke();

  /// On the root: the next slice; empty once there is none. On the others, always empty: it ends it, and what
  /// they have sent has then been received. To be called until it is empty.
  [[nodiscard]] Slice next();

 private:
  struct Started;
  std::unique_ptr<Started> started_;
};

}  // namespace minenpp::mpi
