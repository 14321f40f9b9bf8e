#pragma once

#include <string>

#include "mpi/communicator.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// The table of `minenpp scenes`: every scene found, with sensor, date, path and row, the share of the study
/// area that it covers, how much of that is clear (both measured, each scene on one rank) and whether it is
/// used, or why not. Broken scenes are listed, not errors. Collective; the text is the same on every rank.
/// Throws Error as a run would for anything but scenes.
[[nodiscard]] std::string list_scenes(const mpi::Communicator& ranks, const Settings& settings);

}  // namespace minenpp::survey
