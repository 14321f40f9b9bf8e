#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace minenpp::survey {

/// How progress is shown.
enum class ProgressStyle { bar, lines, off };

/// `word`: auto, bar, lines or off (setting run.progress); auto is a bar where stderr is a terminal.
[[nodiscard]] ProgressStyle progress_style(const std::string& word);

/// "1 h 02 min", "3 min 20 s", "8 s".
[[nodiscard]] std::string duration_text(double seconds);

/// Shows on stderr how far a stage is and the time left. Ranks other than the root are given `off`.
class Progress {
 public:
  Progress(ProgressStyle style, int interval_s) : style_(style), interval_(interval_s) {}

  /// Starts a stage of `total` units of work (rounds of tiles, pixels), as number `index` of `count` stages.
  void begin(const std::string& stage, int index, int count, std::int64_t total);
  void advance(std::int64_t units);
  /// Right after begin(): `units` were done by an earlier run, and say nothing of the time left.
  void skip(std::int64_t units);
  void end();

  /// Does a tile's work and counts this rank's time for it, whatever is shown.
  template <typename Work>
  void work(Work&& tile) {
    const auto begin = Clock::now();
    tile();
    busy_ += Clock::now() - begin;
  }
  /// Where a stage begins that shows no progress: its work is counted from here on.
  void begin_silently() { busy_ = {}; }
  /// The time of this rank for the tiles of the stage.
  [[nodiscard]] double busy_seconds() const { return std::chrono::duration<double>(busy_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  void show(bool final);

  ProgressStyle style_;
  std::chrono::seconds interval_;
  std::string stage_;
  std::int64_t total_ = 0, done_ = 0, skipped_ = 0;
  Clock::time_point start_{}, shown_{};
  Clock::duration busy_{};
};

}  // namespace minenpp::survey
