#include "survey/run/stage_cost.h"

#include <array>
#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

namespace minenpp::survey {

namespace {

/// A number of /proc/self/io; 0 where the system does not count.
std::int64_t counted(const std::string& name) {
  std::ifstream file("/proc/self/io");
  std::string word;
  std::int64_t value = 0;
  while (file >> word >> value)
    if (word == name + ":") return value;
  return 0;
}

constexpr double microseconds = 1e6;

}  // namespace

std::int64_t peak_memory_bytes() {
  rusage usage{};
  constexpr std::int64_t unit = 1024;
  return ::getrusage(RUSAGE_SELF, &usage) == 0 ? unit * usage.ru_maxrss : 0;
}

std::int64_t memory_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t all = 0, resident = 0;
  return file >> all >> resident ? resident * ::sysconf(_SC_PAGESIZE) : 0;
}

StageMeter::StageMeter() : read_(counted("rchar")), written_(counted("wchar")) {}

StageCost StageMeter::finish(const mpi::Communicator& ranks, double busy_seconds) const {
  const auto busy = static_cast<std::int64_t>(busy_seconds * microseconds);
  std::array<std::int64_t, 3> sums{counted("rchar") - read_, counted("wchar") - written_, busy};
  std::array<std::int64_t, 2> most{peak_memory_bytes(), busy};
  ranks.all_reduce(sums, mpi::Reduction::sum);
  ranks.all_reduce(most, mpi::Reduction::max);
  StageCost cost;
  cost.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  cost.bytes_read = sums[0];
  cost.bytes_written = sums[1];
  cost.peak_memory_bytes = most[0];
  cost.busy_seconds = static_cast<double>(most[1]) / microseconds;
  if (sums[2] > 0)
    cost.imbalance = static_cast<double>(most[1]) * ranks.size() / static_cast<double>(sums[2]);
  return cost;
}

}  // namespace minenpp::survey
