#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/results/map_writer.h"
#include "survey/run/survey_run.h"
#include "survey/run/tile_rounds.h"

namespace minenpp::survey {

/// The sums and counts that a stage gathers beside its maps, tile by tile.
struct StageCounts {
  /// Collective: what all ranks have counted so far, on the root; nobody's own counts change. Packed, as
  /// tables of many zones are large.
  std::function<std::vector<std::byte>()> total;
  /// On the root: adds what total() gave in an earlier run to its own. Throws Error(input) where it does not
  /// fit, and Error(system) where it is damaged.
  std::function<void(std::span<const std::byte>)> add;
};

/// Lets a stage go on where a killed run left it: which tiles are finished is kept, with what is in the maps
/// and what was counted, in a journal beside the stage's file (io::JournalFile), at most every `run.journal`
/// seconds. A stage that ends within half of that, or 15 seconds, writes none. Any number of ranks may go on
/// from it. Collective but for what is said to be local.
class TileJournal {
 public:
  /// A stage without a journal: no tile is finished, and nothing is kept.
  TileJournal() = default;

  /// Goes on from the journal of an earlier run where it is of this stage, key, tiles and version: stores in
  /// the maps what it holds, and adds what it has counted. `name`: of the stage; `maps`: all that the stage
  /// writes tiles into, in one order, and `file` the one that tells most. With run.journal=0 it only removes
  /// an old journal. Throws Error(system) where the disk refuses the maps. All arguments outlive this.
  TileJournal(const SurveyRun& run, const std::string& name, const std::filesystem::path& file,
              const io::StageKey& key, const mpi::Partition& partition, std::vector<io::MapWriter*> maps,
              StageCounts counts);
  TileJournal(const TileJournal&) = delete;
  TileJournal& operator=(const TileJournal&) = delete;

  /// Local. Is anything kept?
  [[nodiscard]] bool keeps() const { return run_ != nullptr; }

  /// Local. Tiles that need not be walked; the same on all ranks.
  [[nodiscard]] const TileSet& finished() const { return finished_; }

  /// Local. Is it time to write, by the root's clock? False on the others.
  [[nodiscard]] bool is_due() const;

  /// Local. `tiles` are this rank's that the root has stored in the maps since the last call.
  void advance(std::span<const std::int64_t> tiles);

  /// All tiles that are finished are made to count. Every tile that has been counted (StageCounts) is in the
  /// maps, and was given to advance().
  void write();

  /// Local. The stage's files have their names: the journal goes.
  void remove();

 private:
  using Clock = std::chrono::steady_clock;
  void go_on(const std::string& name, std::vector<io::MapWriter*>& maps);
  void warn_of_problem();

  const SurveyRun* run_ = nullptr;
  StageCounts counts_;
  std::optional<io::JournalFile> file_;  // on the root
  TileSet finished_;
  std::vector<std::int64_t> since_;  // this rank's tiles since the last state
  std::int64_t of_ = 0;
  Clock::duration interval_{}, waits_{};
  Clock::time_point written_{};
};

}  // namespace minenpp::survey
