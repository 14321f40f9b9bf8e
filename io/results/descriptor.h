#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "model/error.h"

namespace minenpp::io {

/// Error(system): the file, what was being done with it, and the system's reason for `code` (errno).
[[nodiscard]] model::Error system_error(const std::filesystem::path& path, const std::string& doing,
                                        int code);

/// An open file of the system, closed at the end of its scope.
class Descriptor {
 public:
  /// `flags`: those of open(2). `doing`: for the message. Throws Error(system) where it cannot be opened.
  Descriptor(const std::filesystem::path& path, int flags, const std::string& doing);
  /// Takes an open file over; -1 is none.
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

/// Bytes in an open file. Throws Error(system).
[[nodiscard]] std::int64_t length_of(const Descriptor& file, const std::filesystem::path& path);

/// Bytes that a file of this process may have: a longer one would end the process by a signal.
[[nodiscard]] std::int64_t file_size_limit();

/// Bytes that are free on the disk of an open file; unknown counts as enough.
[[nodiscard]] std::int64_t free_bytes(const Descriptor& file);

}  // namespace minenpp::io
