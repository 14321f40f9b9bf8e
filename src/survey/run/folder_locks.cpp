#include "survey/run/folder_locks.h"

#include <fmt/format.h>

#include "survey/run/lock_view.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

namespace {

constexpr const char* of_the_whole = "run.lock";

}  // namespace

FolderLocks::FolderLocks(const fs::path& folder, const std::vector<int>& years) {
  if (years.empty()) {
    take(folder, of_the_whole);
    clear_years(folder);
    return;
  }
  for (const int year : years) take(folder, fmt::format("run-{}.lock", year));
  if (const auto holder = living_holder(folder / of_the_whole)) throw held_by(folder, holder);
}

void FolderLocks::take(const fs::path& folder, const std::string& name) {
  locks_.push_back(std::make_unique<RunLock>(folder, name));
  if (const auto& dead = locks_.back()->taken_over()) taken_over_.push_back(*dead);
}

/// Locks of years that dead runs left go; a living one ends this run.
void FolderLocks::clear_years(const fs::path& folder) {
  std::vector<fs::path> of_years;
  for (const auto& entry : fs::directory_iterator(folder))
    if (is_run_lock(entry.path()) && entry.path().filename() != of_the_whole)
      of_years.push_back(entry.path());
  for (const auto& lock : of_years) {
    const auto dead = read_holder(lock);
    if (const auto holder = living_holder(lock)) throw held_by(folder, holder);
    std::error_code gone;
    fs::remove(lock, gone);
    if (dead) taken_over_.push_back(*dead);
  }
}

void FolderLocks::check() const {
  for (const auto& lock : locks_) lock->check();
}

}  // namespace minenpp::survey
