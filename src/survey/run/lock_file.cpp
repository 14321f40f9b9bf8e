#include "survey/run/lock_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <utility>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_lock = 16384;

model::Error failure(const fs::path& path, const char* doing) {
  return {model::Fault::system,
          fmt::format("output.dir: {}: {}: {}", path.string(), doing, std::strerror(errno))};
}

std::string file_text(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string command_line() {
  constexpr std::size_t longest = 2000;
  auto text = file_text("/proc/self/cmdline").substr(0, longest);
  while (!text.empty() && text.back() == '\0') text.pop_back();
  std::ranges::replace(text, '\0', ' ');
  return text;
}

std::string boot_of_this_machine() {
  auto text = file_text("/proc/sys/kernel/random/boot_id");
  std::erase(text, '\n');
  return text;
}

std::chrono::nanoseconds time_of(const struct stat& about) {
  return std::chrono::seconds(about.st_mtim.tv_sec) + std::chrono::nanoseconds(about.st_mtim.tv_nsec);
}

struct stat about_of(int descriptor, const fs::path& path) {
  struct stat about {};
  if (::fstat(descriptor, &about) != 0) throw failure(path, "asking for its time");
  return about;
}

}  // namespace

std::string LockHolder::text() const {
  return fmt::format("process {} on {}, started at {} ({})", process, host, started, command);
}

LockHolder this_process() {
  std::random_device random;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return {host_name(),    boot_of_this_machine(),
          ::getpid(),     fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", now),
          command_line(), fmt::format("{:08x}{:08x}", random(), random())};
}

std::optional<LockHolder> read_holder(const fs::path& lock) {
  // Opened anew, so that a network file system looks at the file again.
  const auto text = file_text(lock.c_str()).substr(0, longest_lock);
  const auto found = nlohmann::json::parse(text, nullptr, false);
  if (!found.is_object()) return std::nullopt;
  LockHolder holder;
  for (const auto& [name, member] : {std::pair{"host", &holder.host},
                                     {"boot", &holder.boot},
                                     {"started", &holder.started},
                                     {"command", &holder.command},
                                     {"token", &holder.token}}) {
    if (!found.contains(name) || !found[name].is_string()) return std::nullopt;
    *member = found[name].get<std::string>();
  }
  if (!found.contains("process") || !found["process"].is_number_integer()) return std::nullopt;
  holder.process = found["process"].get<std::int64_t>();
  return holder;
}

std::chrono::nanoseconds last_beat(const fs::path& lock) {
  struct stat named {};
  if (::stat(lock.c_str(), &named) != 0) throw failure(lock, "asking for its time");
  return time_of(named);
}

std::chrono::nanoseconds silence(const fs::path& lock) {
  auto probe = lock.string() + ".clock.XXXXXX";
  const int descriptor = ::mkstemp(probe.data());
  if (descriptor < 0) throw failure(probe, "making a file");
  struct stat about {};
  const bool known = ::fstat(descriptor, &about) == 0;
  ::close(descriptor);
  ::unlink(probe.c_str());
  if (!known) throw failure(probe, "asking for its time");
  return time_of(about) - last_beat(lock);
}

LockFile::LockFile(fs::path path) : path_(std::move(path)) {
  // A run that ends removes the file: then the one that was opened is nobody's any more.
  for (;;) {
    open();
    take_system_lock();
    if (still_in_place()) return;
    ::close(std::exchange(descriptor_, -1));
  }
}

LockFile::~LockFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void LockFile::open() {
  constexpr mode_t readable_by_all = 0666;
  while (descriptor_ < 0) {
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, readable_by_all);
    made_here_ = descriptor_ >= 0;
    if (made_here_) return;
    if (errno != EEXIST) throw failure(path_, "making the lock of this run");
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor_ < 0 && errno != ENOENT) throw failure(path_, "opening the lock of a run");
  }
}

void LockFile::take_system_lock() {
  int done = -1;
  do done = ::flock(descriptor_, LOCK_EX | LOCK_NB);
  while (done != 0 && errno == EINTR);
  system_lock_ = done == 0 ? SystemLock::ours : errno == EWOULDBLOCK ? SystemLock::others : SystemLock::none;
}

bool LockFile::still_in_place() const {
  struct stat named {};
  if (::stat(path_.c_str(), &named) != 0) return false;
  const auto opened = about_of(descriptor_, path_);
  return named.st_ino == opened.st_ino && named.st_dev == opened.st_dev;
}

std::optional<LockHolder> LockFile::holder() const {
  return read_holder(path_);
}

bool LockFile::empty() const {
  return about_of(descriptor_, path_).st_size == 0;
}

void LockFile::write(const LockHolder& holder) const {
  const nlohmann::ordered_json lock{{"host", holder.host},       {"process", holder.process},
                                    {"started", holder.started}, {"command", holder.command},
                                    {"boot", holder.boot},       {"token", holder.token}};
  const auto text = lock.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  const auto written = ::pwrite(descriptor_, text.data(), text.size(), 0);
  if (written < 0 || static_cast<std::size_t>(written) != text.size() ||
      ::ftruncate(descriptor_, written) != 0 ||
      // A lock that a crash of the machine leaves must say whose it was: a damaged one is waited for.
      ::fsync(descriptor_) != 0)
    throw failure(path_, "writing the lock of this run");
}

void LockFile::beat() const {
  if (::futimens(descriptor_, nullptr) != 0) throw failure(path_, "giving a sign of life");
}

void LockFile::remove() const noexcept {
  ::unlink(path_.c_str());
}

}  // namespace minenpp::survey
