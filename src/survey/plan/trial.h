#pragma once

#include "survey/plan/stage_rates.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// What a survey costs on this machine, from runs of a few of its own tiles.
struct Trial {
  std::vector<StageRate> stages;  ///< of the whole survey's years
  std::vector<MapRate> maps;      ///< also survey.h5 and the report's folder as a whole
  double start_s = 0;             ///< before the first stage: weather, identities of inputs
  std::size_t report_files = 0;
  std::size_t tiles = 0, all_tiles = 0, years = 0;
  std::int64_t work = 0;
  double seconds = 0;  ///< that the runs took
};

/// Runs the stages of a survey on some of its tiles, spread over the area, by the code of a run, in a folder
/// of its own under the system's folder for temporary files, which is removed also after an error; at most
/// about `seconds`, and one tile at least. Of surveys of more than six years the last six are run, and their
/// time is multiplied. Leaves output.dir alone.
///
/// `alone`: one rank. `partition`: all tiles, on any number of ranks, with the weights of share_tiles_alone.
/// Throws what a run throws; Error(stopped) on request.
[[nodiscard]] Trial try_tiles(const mpi::Communicator& alone, const Settings& settings,
                              const Catalogue& catalogue, const mpi::Partition& partition, double seconds);

}  // namespace minenpp::survey
