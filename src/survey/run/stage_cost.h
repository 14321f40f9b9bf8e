#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "mpi/communicator.h"

namespace minenpp::survey {

/// What one stage took, over all ranks.
struct StageCost {
  std::string stage;  ///< as on the command line: "npp"
  int year = 0;       ///< 0: a stage of all years
  std::string name;   ///< "NPP 2006"
  double seconds = 0;
  std::int64_t bytes_read = 0, bytes_written = 0;  ///< by system calls, whether or not a disk was needed
  std::int64_t peak_memory_bytes =
      0;                    ///< the most that any rank has held since its start, at the stage's end
  double busy_seconds = 0;  ///< of the busiest rank for its tiles
  double imbalance = 1;     ///< the busiest rank's time for its tiles, as a multiple of the mean
};

/// Measures one stage, from its making to finish().
class StageMeter {
 public:
  StageMeter();
  /// Collective. `busy_seconds`: what this rank took for its tiles.
  [[nodiscard]] StageCost finish(const mpi::Communicator& ranks, double busy_seconds) const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::int64_t read_ = 0, written_ = 0;
};

/// The memory this process holds now, in bytes; 0 where the system does not tell.
[[nodiscard]] std::int64_t memory_bytes();

/// The most memory this process has held so far, in bytes; 0 where the system does not tell.
[[nodiscard]] std::int64_t peak_memory_bytes();

}  // namespace minenpp::survey
