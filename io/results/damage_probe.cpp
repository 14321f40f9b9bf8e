#include "io/results/damage_probe.h"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/results/archive_reader.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// Groups that lie in each other without end are left to the reader.
constexpr int deepest = 16;

void read_texts(const ArchiveReader& archive, const std::string& group, int depth) {
  if (depth > deepest) return;
  for (const auto& array : archive.arrays(group))
    if (archive.info(array).type == ValueType::text) (void)archive.read<std::string>(array);
  for (const auto& child : archive.groups(group)) read_texts(archive, child, depth + 1);
}

/// Ends the process. An error met here will be met, and said, again.
[[noreturn]] void read_texts_and_exit(const std::filesystem::path& file) noexcept {
  const rlimit no_core{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &no_core);
  try {
    read_texts(ArchiveReader(file), "/", 0);
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

}  // namespace

void refuse_crashing_archive(const std::filesystem::path& file) {
  const auto child = ::fork();
  if (child < 0)
    throw Error(Fault::system, fmt::format("starting a process: {}", std::generic_category().message(errno)));
  if (child == 0) read_texts_and_exit(file);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status))
    throw Error(Fault::input, fmt::format("{}: damaged: HDF5 crashes on its texts (signal {})", file.string(),
                                          WTERMSIG(status)));
}

}  // namespace minenpp::io
