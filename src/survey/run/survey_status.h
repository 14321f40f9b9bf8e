#pragma once

#include <filesystem>
#include <string>

#include "mpi/communicator.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// How a survey stands: a table of its stages, each done, stale (and what has changed), missing, begun or
/// waiting; whether a run is going on; and how many stages a run would make. Changes nothing. Local: called
/// on the root alone; `ranks` is for what a run holds and is not talked to. Throws Error as a run would for a
/// survey that cannot be run.
[[nodiscard]] std::string survey_status(const mpi::Communicator& ranks, const Settings& settings);

}  // namespace minenpp::survey
