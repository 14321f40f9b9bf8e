#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <vector>

#include "io/results/map_writer.h"
#include "mpi/communicator.h"
#include "mpi/pending.h"
#include "survey/run/tile_journal.h"

namespace minenpp::survey {

/// Bytes of compressed maps that the root receives from other ranks before it stores them.
inline constexpr std::int64_t received_at_once = std::int64_t{256} << 20;

/// The ends of a walk's rounds: all ranks learn how a round went, and what they have put into the maps comes
/// to the root, which stores it. A round is settled only after the next one has been computed: a rank may be
/// about a round ahead of the others before it waits, and need not wait while the root stores. Of the root it
/// is ahead no more than messages need: they travel when both call MPI, which poke() sees to.
///
/// Errors, also those of storing, and requests to stop so reach all ranks a round later. With a journal, a
/// request to stop makes what was computed until then settled and kept, unless that fails.
class RoundEnds {
 public:
  /// `maps`: all that the walk puts tiles into, in the same order on every rank. `settled` is called for
  /// every round that all have computed. All arguments outlive this.
  RoundEnds(const mpi::Communicator& ranks, std::vector<io::MapWriter*> maps, TileJournal& journal,
            std::function<void()> settled);

  /// Collective, after a round was computed: of this rank the `tiles` that are in the maps, and the `failure`
  /// that ended it early, if any. Settles the round before. Throws on every rank what failed on any there,
  /// and Error(stopped) where a journal has kept what a request to stop leaves.
  void end(std::vector<std::int64_t> tiles, std::exception_ptr failure);

  /// Collective: settles the last round as well. Throws as end().
  void finish();

  /// Local: has this rank failed in the last round, which the others have yet to learn? Then it need not
  /// compute the next one.
  [[nodiscard]] bool is_failing() const;

  /// Local, now and then while a round is computed: lets messages travel.
  void poke();

 private:
  /// What a rank says of a round; the greatest of all ranks counts.
  enum State : std::int64_t { well, journal_due, asked_to_stop, failed };
  struct Round {
    std::vector<std::int64_t> tiles;
    std::exception_ptr failure;
    mpi::PendingReduction state;
    mpi::PendingGather messages;
  };
  void begin_end(std::vector<std::int64_t> tiles, std::exception_ptr failure);
  void settle();
  void store(mpi::PendingGather::Slice messages);
  void keep();

  const mpi::Communicator& ranks_;
  std::vector<io::MapWriter*> maps_;
  TileJournal& journal_;
  std::function<void()> settled_;
  std::optional<Round> last_;  // not settled
  std::exception_ptr unsaid_;  // of storing a settled round; on the root
  State wanted_ = well;        // on all ranks alike
};

}  // namespace minenpp::survey
