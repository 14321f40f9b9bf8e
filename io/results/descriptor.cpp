#include "io/results/descriptor.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
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

}  // namespace minenpp::io
