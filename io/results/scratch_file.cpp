#include "io/results/scratch_file.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "model/error.h"

namespace minenpp::io {

namespace {

/// The disk is asked for its room once in so many bytes.
constexpr std::int64_t ask_every = std::int64_t{64} << 20;

/// A file above it would end the process by a signal.
std::int64_t within_process_limit(std::int64_t bytes) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return bytes;
  return static_cast<std::int64_t>(std::min<rlim_t>(static_cast<rlim_t>(bytes), limit.rlim_cur));
}

bool write_all(int descriptor, std::int64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto written = ::pwrite(descriptor, bytes.data(), bytes.size(), offset);
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
      limit_bytes_(within_process_limit(limit_bytes)),
      leave_free_bytes_(leave_free_bytes) {}

ScratchFile::~ScratchFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void ScratchFile::open() {
  std::string name = (folder_ / "minenpp-scratch-XXXXXX").string();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ >= 0) ::unlink(name.c_str());
}

bool ScratchFile::has_room(std::int64_t bytes) {
  if (given_up_ || size_ + bytes > limit_bytes_) return false;
  if (descriptor_ < 0) open();
  if (descriptor_ < 0) return false;
  if (asked_at_ >= 0 && size_ + bytes < asked_at_ + ask_every) return true;
  struct statvfs about {};
  if (::fstatvfs(descriptor_, &about) != 0) return false;
  asked_at_ = size_;
  return static_cast<std::int64_t>(about.f_bavail * about.f_frsize) >= leave_free_bytes_ + ask_every + bytes;
}

std::optional<std::int64_t> ScratchFile::append(std::span<const std::byte> bytes) {
  const auto count = static_cast<std::int64_t>(bytes.size());
  if (!has_room(count) || !write_all(descriptor_, size_, bytes)) {
    given_up_ = true;
    return std::nullopt;
  }
  return std::exchange(size_, size_ + count);
}

void ScratchFile::read(std::int64_t offset, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const auto got = ::pread(descriptor_, bytes.data(), bytes.size(), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      throw model::Error(
          model::Fault::system,
          fmt::format("{}: reading back what was put aside there: {}", folder_.string(),
                      got < 0 ? std::generic_category().message(errno) : "the file ends too early"));
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += got;
  }
}

}  // namespace minenpp::io
