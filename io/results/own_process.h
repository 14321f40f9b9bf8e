#pragma once

#include <filesystem>
#include <functional>
#include <span>

namespace minenpp::io {

/// What a process may take of the processor's time before it is held for one that never ends, seconds:
/// 20, and one for each megabyte of the files it reads (folders with all that lies in them). Reading takes
/// about a hundredth of that. A file that cannot be looked at counts as empty.
[[nodiscard]] long patience_seconds(std::span<const std::filesystem::path> files);

/// Does `work`, which reads results, in a process of its own, and returns its exit code (0..255): HDF5 1.10
/// may crash on a damaged file, or go in circles without end. `files` are named where that happens. `work`
/// may not throw, and its buffers of standard output are written out when it ends. Throws Error(input) where
/// the process crashes or takes more than `seconds` of the processor's time, Error(system) where it cannot be
/// started. Not for a program that has opened MPI or started threads.
int in_own_process(std::span<const std::filesystem::path> files, long seconds,
                   const std::function<int()>& work);

}  // namespace minenpp::io
