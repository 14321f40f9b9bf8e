#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace minenpp::survey {

/// Who holds a result folder: what run.lock says.
struct LockHolder {
  std::string host;  ///< as the system calls itself
  std::string boot;  ///< differs between machines, and between two starts of one
  std::int64_t process = 0;
  std::string started;  ///< "2026-05-01T12:00:00Z"
  std::string command;
  std::string token;  ///< differs between any two runs

  /// "process 123 on node7, started at 2026-05-01T12:00:00Z (minenpp run demo.ini)"
  [[nodiscard]] std::string text() const;
  friend bool operator==(const LockHolder&, const LockHolder&) = default;
};

/// This process.
[[nodiscard]] LockHolder this_process();

/// What a lock file says; nothing where it is not there, empty or no lock of a run. Changes nothing.
[[nodiscard]] std::optional<LockHolder> read_holder(const std::filesystem::path& lock);

/// When the last sign of life of a lock's holder was given: the time of the file; only differences mean
/// something. Throws Error(system) where it cannot be told.
[[nodiscard]] std::chrono::nanoseconds last_beat(const std::filesystem::path& lock);

/// How long ago that was, by the clock of the file system (a passing file beside it tells its time).
[[nodiscard]] std::chrono::nanoseconds silence(const std::filesystem::path& lock);

/// The file run.lock, open, and the system's lock (flock) on it where nobody else has that. The system's lock
/// ends with the process, however that ends; over a network it may not be seen from other machines, or not
/// exist at all. All functions throw Error(system) where the disk or the system fails.
class LockFile {
 public:
  explicit LockFile(std::filesystem::path path);
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  ~LockFile();

  /// none: the file system has no such locks; then only what the file says counts.
  enum class SystemLock { ours, others, none };
  [[nodiscard]] SystemLock system_lock() const { return system_lock_; }
  /// Did this process make the file? Of several that want to, one did.
  [[nodiscard]] bool made_here() const { return made_here_; }

  /// What the file says now; nothing where it is empty or no lock of a run.
  [[nodiscard]] std::optional<LockHolder> holder() const;
  [[nodiscard]] bool empty() const;
  void write(const LockHolder& holder) const;

  /// The sign of life: sets the file's time to now, by the clock of the file system.
  void beat() const;

  /// Removes the file; the system's lock goes with this object.
  void remove() const noexcept;

 private:
  [[nodiscard]] bool still_in_place() const;
  void open();
  void take_system_lock();

  std::filesystem::path path_;
  int descriptor_ = -1;
  bool made_here_ = false;
  SystemLock system_lock_ = SystemLock::none;
};

}  // namespace minenpp::survey
