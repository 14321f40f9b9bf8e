#include "io/results/own_process.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/error.h"

namespace minenpp::io {

namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

constexpr long least_seconds = 20;
constexpr std::uintmax_t bytes_per_second = 1'000'000;

std::uintmax_t bytes_of(const fs::path& path) {
  std::error_code unreadable;
  if (!fs::is_directory(path, unreadable)) {
    const auto size = fs::file_size(path, unreadable);
    return unreadable ? 0 : size;
  }
  std::uintmax_t sum = 0;
  for (fs::recursive_directory_iterator entry(path, unreadable), end; entry != end;
       entry.increment(unreadable))
    if (entry->is_regular_file(unreadable)) sum += bytes_of(entry->path());
  return sum;
}

void limit_this_process(long seconds) {
  const rlimit no_core{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &no_core);
  // The hard limit, a little later, kills a process that holds SIGXCPU back.
  const rlimit time{static_cast<rlim_t>(seconds), static_cast<rlim_t>(seconds + 2)};
  (void)::setrlimit(RLIMIT_CPU, &time);
  // Whoever ends the program means this process too.
  (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

std::string names_of(std::span<const fs::path> files) {
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(file.string());
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

long patience_seconds(std::span<const fs::path> files) {
  std::uintmax_t bytes = 0;
  for (const auto& file : files) bytes += bytes_of(file);
  return least_seconds + static_cast<long>(bytes / bytes_per_second);
}

int in_own_process(std::span<const fs::path> files, long seconds, const std::function<int()>& work) {
  std::fflush(nullptr);
  const auto child = ::fork();
  if (child < 0)
    throw Error(Fault::system, fmt::format("starting a process: {}", std::generic_category().message(errno)));
  if (child == 0) {
    limit_this_process(seconds);
    const int code = work();
    std::fflush(nullptr);
    ::_exit(code);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFSIGNALED(status)) return WEXITSTATUS(status);
  const int signal = WTERMSIG(status);
  // Whoever was to read what it prints has gone, as `head` does.
  constexpr int ended_by_signal = 128;
  if (signal == SIGPIPE) return ended_by_signal + SIGPIPE;
  if (signal == SIGXCPU || signal == SIGKILL)
    throw Error(Fault::input,
                fmt::format("{}: damaged, or too much for this machine: reading did not end within {} s "
                            "of the processor's time (signal {})",
                            names_of(files), seconds, signal));
  throw Error(Fault::input,
              fmt::format("{}: damaged: HDF5 crashes on it (signal {})", names_of(files), signal));
}

}  // namespace minenpp::io
