#include "io/results/durable.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "io/results/descriptor.h"

namespace minenpp::io {

void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, "creating");
  while (!bytes.empty()) {
    const auto written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_error(path, "writing", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void flush_to_disk(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY | O_CLOEXEC, "opening");
  if (::fsync(file.get()) != 0) throw system_error(path, "flushing to disk", errno);
}

void publish(const std::filesystem::path& part, const std::filesystem::path& path, Durability durability) {
  if (durability == Durability::flushed) flush_to_disk(part);
  std::error_code error;
  std::filesystem::rename(part, path, error);
  if (error) throw system_error(path, "renaming into place", error.value());
}

void begin_flush(const std::filesystem::path& path) noexcept {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  (void)::sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
  (void)::close(file);
}

void reserve_space(const std::filesystem::path& path, std::int64_t bytes) {
  constexpr auto doing = "setting disk space aside";
  const Descriptor file(path, O_RDWR | O_CLOEXEC, doing);
  const auto length = length_of(file, path);
  if (length + bytes > file_size_limit()) throw system_error(path, doing, EFBIG);
  int code = EINTR;
  while (code == EINTR) code = ::fallocate(file.get(), FALLOC_FL_KEEP_SIZE, length, bytes) == 0 ? 0 : errno;
  if (code == EOPNOTSUPP || code == ENOSYS) code = free_bytes(file) < bytes ? ENOSPC : 0;
  if (code != 0) throw system_error(path, doing, code);
}

void release_space(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDWR | O_CLOEXEC, "opening");
  if (::ftruncate(file.get(), length_of(file, path)) != 0)
    throw system_error(path, "giving disk space back", errno);
}

}  // namespace minenpp::io
