#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "survey/run/run_lock.h"

namespace minenpp::survey {

/// What a run holds of its result folder: all of it (run.lock), or the stages of some years (run-2006.lock
/// and so on), so that runs of different years work side by side. A run of the whole and one of some years
/// never do.
///
/// Each first takes its own locks and then looks at those it must not meet. So of two that start at once at
/// least one sees the other; it may be both, and then both are refused.
class FolderLocks {
 public:
  /// `years`: empty for the whole folder. Throws as RunLock.
  FolderLocks(const std::filesystem::path& folder, const std::vector<int>& years);

  /// The dead runs whose locks these were.
  [[nodiscard]] const std::vector<LockHolder>& taken_over() const { return taken_over_; }

  /// Throws Error(system) where another machine took one over, since this process was silent for long.
  void check() const;

 private:
  void take(const std::filesystem::path& folder, const std::string& name);
  void clear_years(const std::filesystem::path& folder);

  std::vector<std::unique_ptr<RunLock>> locks_;
  std::vector<LockHolder> taken_over_;
};

}  // namespace minenpp::survey
