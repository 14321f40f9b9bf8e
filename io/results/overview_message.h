#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace minenpp::io {

/// Cells of an overview that follow one another.
struct CellRun {
  std::size_t first = 0, count = 0;
  friend bool operator==(const CellRun&, const CellRun&) = default;
};

/// All that a rank tells the writer of an overview, so that a map takes one message a rank: how many runs of
/// cells, these, then band by band whether there is any of it, and the values of all runs. `bands`: of all
/// cells, `value_bytes` each; empty where the rank has nothing of a band. Runs lie within every other band.
[[nodiscard]] std::vector<std::byte> overview_message(std::span<const CellRun> runs,
                                                      std::span<const std::vector<std::byte>> bands,
                                                      std::size_t value_bytes);

/// Reads such a message band after band.
class ToldOverview {
 public:
  /// `message` must outlive this. Throws Error(system) where it is damaged.
  explicit ToldOverview(std::span<const std::byte> message);

  [[nodiscard]] const std::vector<CellRun>& runs() const { return runs_; }

  /// Puts the cells of the next band where they belong among `cells`, of `value_bytes` each; all others stay.
  /// Throws Error(system) where the message is damaged or not of so many cells.
  void next_band(std::span<std::byte> cells, std::size_t value_bytes);

 private:
  void take(std::span<std::byte> values);

  std::vector<CellRun> runs_;
  std::span<const std::byte> rest_;
};

}  // namespace minenpp::io
