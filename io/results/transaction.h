#pragma once

#include <filesystem>

#include "io/results/stage_key.h"
#include "mpi/communicator.h"

namespace minenpp::io {

/// A stage file in the making: written as NAME.part beside its place, and renamed when it is whole. A
/// half-written file never carries the final name. The communicator must outlive the transaction.
class Transaction {
 public:
  /// Collective. Makes the folder of `path` where missing and removes a stale .part of a killed run. Throws
  /// Error(system) on every rank where that fails.
  Transaction(const mpi::Communicator& comm, std::filesystem::path path);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Local. Rank 0 removes the .part unless it was committed; nothing waits for another rank.
  ~Transaction();

  /// Where to write until commit().
  [[nodiscard]] const std::filesystem::path& part() const { return part_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Collective, after every rank has closed the file: rank 0 flushes it to disk, renames it and flushes the
  /// folder. Throws Error(system) on every rank where that fails; the .part is then removed.
  void commit();

  /// Local. Rank 0 removes the .part now; commit() is no longer possible.
  void roll_back() noexcept;

 private:
  const mpi::Communicator& comm_;
  std::filesystem::path path_, part_;
  bool open_ = true;
};

}  // namespace minenpp::io
