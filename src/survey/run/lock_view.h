#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace minenpp::survey {

/// The runs that seem to be at work on a result folder, "process 4711 on node7, started at ... (minenpp run
/// mine.ini)". Only looks: a run of this machine counts where its process lives, one of another where it gave
/// a sign of life within `deadly_silence` by this machine's clock. For showing; a run asks the lock itself.
[[nodiscard]] std::vector<std::string> runs_going_on(const std::filesystem::path& folder);

/// Is `file` the lock of a run (run.lock, run-2006.lock)?
[[nodiscard]] bool is_run_lock(const std::filesystem::path& file);

}  // namespace minenpp::survey
