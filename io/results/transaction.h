#pragma once

#include <filesystem>
#include <string>

#include "io/hdf5/handle.h"
#include "mpi/communicator.h"

namespace minenpp::io {

/// Version of the layout of all result files. A file of another version is not reused.
inline constexpr int format_version = 1;

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

/// Writes the key and format version of a stage into its file's root.
void write_stage_key(const hdf5::File& file, const std::string& key);

/// Local. The key of a finished stage file; empty where there is no such file, it cannot be read, it is of
/// another format version, or carries no key. Never throws.
[[nodiscard]] std::string stage_key(const std::filesystem::path& path) noexcept;

}  // namespace minenpp::io
