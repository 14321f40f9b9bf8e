#pragma once

#include <chrono>
#include <optional>

#include "mpi/communicator.h"

namespace minenpp::mpi {

/// MPI from start to end: made first in main, and once in a process. Without mpirun or srun it is a session
/// of one rank.
///
/// It sets MPI to report errors instead of ending the process. Communicators taken from world() by
/// duplicate() or split() are declared after the session, so that they go before it.
class Session {
 public:
  /// Throws Error(system) where MPI does not start or was started before in this process.
  Session();
  Session(int& argc, char**& argv);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Ends MPI, after an exception too: where one leaves the session's scope and another rank does not come to
  /// its end within five seconds, MPI is aborted rather than waited for. main should catch inside and call
  /// last_resort().
  ~Session();

  /// All ranks; lives as long as the session.
  [[nodiscard]] const Communicator& world() const { return *world_; }

  /// For the end of a run that failed: has every rank of the world called this within `grace`? Once it
  /// returned false other ranks are elsewhere and only an abort is left.
  [[nodiscard]] bool everyone_ends(std::chrono::milliseconds grace) const;

  /// Ranks that came together in everyone_ends() may speak here; no message of a broken-off exchange can
  /// reach it.
  [[nodiscard]] const Communicator& closing() const { return *closing_; }

 private:
  void open(int* argc, char*** argv);

  std::optional<Communicator> world_;
  std::optional<Communicator> closing_;
  int exceptions_at_start_ = 0;
};

}  // namespace minenpp::mpi
