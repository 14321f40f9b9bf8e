#include "io/results/descriptor.h"

#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace minenpp::io {

model::Error system_error(const std::filesystem::path& path, const std::string& doing, int code) {
  return {model::Fault::system,
          fmt::format("{}: {}: {}", path.string(), doing, std::generic_category().message(code))};
}

Descriptor::Descriptor(const std::filesystem::path& path, int flags, const std::string& doing)
    : fd_(::open(path.c_str(), flags, 0666)) {
  if (fd_ < 0) throw system_error(path, doing, errno);
}

Descriptor::Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

std::int64_t length_of(const Descriptor& file, const std::filesystem::path& path) {
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) throw system_error(path, "asking for the length", errno);
  return about.st_size;
}

std::int64_t file_size_limit() {
  rlimit limit{};
  constexpr auto unlimited = std::numeric_limits<std::int64_t>::max();
  if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur > static_cast<rlim_t>(unlimited))
    return unlimited;
  return static_cast<std::int64_t>(limit.rlim_cur);
}

std::int64_t free_bytes(const Descriptor& file) {
  struct statvfs about {};
  // Some file systems tell nothing.
  if (::fstatvfs(file.get(), &about) != 0 || about.f_blocks == 0)
    return std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(about.f_bavail * about.f_frsize);
}

}  // namespace minenpp::io
