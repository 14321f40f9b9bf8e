#pragma once

#include "model/error.h"

namespace minenpp::survey {

/// From now on the first SIGTERM, SIGINT or SIGUSR1 only sets a flag, which long work looks at; where
/// `speaks` it says on standard error that it came. A second one ends the process at once, as without this.
/// Signals within a fifth of a second count as one: launchers pass on what the terminal has sent already.
void listen_for_stop(bool speaks);

/// Has a signal asked this rank to stop?
[[nodiscard]] bool stop_requested();

/// What a run that was asked to stop ends with.
[[nodiscard]] model::Error stopped_by_request();

/// Throws Error(stopped), with how to go on, where a signal asked this rank to stop. For work of more than a
/// second, inside mpi::agree(), which tells the other ranks.
void throw_if_stop_requested();

}  // namespace minenpp::survey
