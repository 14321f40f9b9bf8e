#pragma once

namespace minenpp::survey {

/// From now on SIGTERM, SIGINT and SIGUSR1 only set a flag, which the tile loop reads between tiles. A second
/// signal ends the process at once, as without this.
void listen_for_stop();

/// Has a signal asked this rank to stop?
[[nodiscard]] bool stop_requested();

}  // namespace minenpp::survey
