#include "io/results/scratch_file.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace minenpp::io {

namespace {

/// The disk is asked for its room once in so many bytes.
constexpr std::int64_t ask_every = std::int64_t{64} << 20;

bool write_all(const Descriptor& file, std::int64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto written = ::pwrite(file.get(), bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += written;
  }
  return true;
}

}  // namespace

ScratchFile::ScratchFile(std::filesystem::path folder, std::int64_t limit_bytes,
                         std::int64_t leave_free_bytes)
    : folder_(std::move(folder)),
      limit_bytes_(std::min(limit_bytes, file_size_limit())),
      leave_free_bytes_(leave_free_bytes) {}

void ScratchFile::open() {
  std::string name = (folder_ / "minenpp-scratch-XXXXXX").string();
  file_ = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (file_.get() >= 0) ::unlink(name.c_str());
}

bool ScratchFile::has_room(std::int64_t bytes) {
  if (given_up_ || size_ + bytes > limit_bytes_) return false;
  if (file_.get() < 0) open();
  if (file_.get() < 0) return false;
  if (asked_at_ >= 0 && size_ + bytes < asked_at_ + ask_every) return true;
  asked_at_ = size_;
  return free_bytes(file_) >= leave_free_bytes_ + ask_every + bytes;
}

std::optional<std::int64_t> ScratchFile::append(std::span<const std::byte> bytes) {
  return append(std::span(&bytes, 1));
}

std::optional<std::int64_t> ScratchFile::append(std::span<const std::span<const std::byte>> pieces) {
  std::int64_t count = 0;
  for (const auto& piece : pieces) count += std::ssize(piece);
  bool written = has_room(count);
  auto end = size_;
  for (const auto& piece : pieces) {
    written = written && write_all(file_, end, piece);
    end += std::ssize(piece);
  }
  if (!written) {
    given_up_ = true;
    return std::nullopt;
  }
  return std::exchange(size_, end);
}

void ScratchFile::discard(std::int64_t offset, std::int64_t bytes) noexcept {
  constexpr std::int64_t page = 4096;
  const auto first = (offset + page - 1) / page * page, end = (offset + bytes) / page * page;
  if (end > first)
    (void)::fallocate(file_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, first, end - first);
}

void ScratchFile::read(std::int64_t offset, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const auto got = ::pread(file_.get(), bytes.data(), bytes.size(), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      throw system_error(folder_, "reading back what was put aside there", got < 0 ? errno : ENODATA);
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += got;
  }
}

}  // namespace minenpp::io
