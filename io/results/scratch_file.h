#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

#include "io/results/descriptor.h"

namespace minenpp::io {

/// Bytes that one process puts aside for itself: a file without a name, which goes when the process does,
/// however it ends. What does not fit is not kept, and is no error.
class ScratchFile {
 public:
  /// `folder`: exists and is writable, else nothing is ever kept. `limit_bytes`: at most so much is kept; the
  /// process' limit on file sizes counts as well. `leave_free_bytes`: of the disk, for others.
  ScratchFile(std::filesystem::path folder, std::int64_t limit_bytes,
              std::int64_t leave_free_bytes = std::int64_t{1} << 30);

  /// Where the bytes are to be found again; none where there is no room for them.
  [[nodiscard]] std::optional<std::int64_t> append(std::span<const std::byte> bytes);
  /// The same of several pieces, one behind the other.
  [[nodiscard]] std::optional<std::int64_t> append(std::span<const std::span<const std::byte>> pieces);

  /// Reads back what append() put at `offset`. Throws Error(system) where that fails.
  void read(std::int64_t offset, std::span<std::byte> bytes) const;

  /// Gives back the room of bytes that nobody will read again, so that they neither fill memory nor go to the
  /// disk. A hint: some of it may stay.
  void discard(std::int64_t offset, std::int64_t bytes) noexcept;

  [[nodiscard]] std::int64_t size() const { return size_; }

 private:
  void open();
  [[nodiscard]] bool has_room(std::int64_t bytes);

  std::filesystem::path folder_;
  std::int64_t limit_bytes_, leave_free_bytes_;
  std::int64_t size_ = 0;
  std::int64_t asked_at_ = -1;  ///< size when the disk was last asked for its room
  Descriptor file_{-1};
  bool given_up_ = false;
};

}  // namespace minenpp::io
