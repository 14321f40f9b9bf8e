#pragma once

#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>

#include "survey/run/lock_file.h"
#include "survey/run/lock_probe.h"

namespace minenpp::survey {

/// Holds a result folder, or a part of it, for one run by a file in it, from its making to its end.
///
/// A lock that a dead run left is taken over: on the same machine at once, since the system knows that nobody
/// holds the file any more; from another machine where it gave no sign of life for `deadly_silence`, which is
/// waited for where it spoke not so long ago.
class RunLock {
 public:
  /// Throws Error(system) where another run holds the folder, naming its host, process and start, or where
  /// the disk fails; Error(stopped) where a stop is requested while waiting.
  RunLock(const std::filesystem::path& folder, const std::string& name);
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;
  ~RunLock();

  /// The dead run whose lock this was, if any.
  [[nodiscard]] const std::optional<LockHolder>& taken_over() const { return taken_over_; }

  /// Throws Error(system) where another machine took the folder over, since this process was silent for long.
  void check() const;

 private:
  void take();
  void make_sure() const;
  void keep_beating(const std::stop_token& end);
  [[nodiscard]] bool is_ours() const;

  std::filesystem::path folder_, path_;
  LockFile file_;
  LockHolder self_ = this_process();
  std::optional<LockHolder> taken_over_;
  std::atomic<bool> lost_ = false;
  std::jthread beating_;
};

}  // namespace minenpp::survey
