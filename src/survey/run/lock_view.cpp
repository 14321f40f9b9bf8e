#include "survey/run/lock_view.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>

#include "survey/run/lock_file.h"
#include "survey/run/run_lock.h"

namespace minenpp::survey {

namespace fs = std::filesystem;

namespace {

bool process_lives(std::int64_t process) {
  return process > 0 && (::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
}

bool spoke_lately(const fs::path& lock) {
  std::error_code gone;
  const auto spoke = fs::last_write_time(lock, gone);
  return !gone && fs::file_time_type::clock::now() - spoke < deadly_silence;
}

}  // namespace

bool is_run_lock(const fs::path& file) {
  const auto name = file.filename().string();
  return name == "run.lock" || (name.starts_with("run-") && name.ends_with(".lock"));
}

std::vector<std::string> runs_going_on(const fs::path& folder) {
  std::vector<std::string> runs;
  std::error_code unreadable;
  const auto here = this_process().boot;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    if (!is_run_lock(entry.path())) continue;
    const auto holder = read_holder(entry.path());
    if (!holder) continue;
    if (holder->boot == here ? process_lives(holder->process) : spoke_lately(entry.path()))
      runs.push_back(holder->text());
  }
  std::ranges::sort(runs);
  return runs;
}

}  // namespace minenpp::survey
