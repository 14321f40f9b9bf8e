#pragma once

#include <filesystem>
#include <string>

#include "mpi/communicator.h"
#include "survey/run/stage_choice.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// Runs a survey, or what is chosen of it: checks it, shares out its tiles, makes the stages that are not up
/// to date, and writes survey.h5. Collective; throws the same Error on every rank. Returns the folder of the
/// results.
std::filesystem::path run_survey(const mpi::Communicator& ranks, const Settings& settings,
                                 const StageChoice& choice = {});

/// Only the weather of a survey: maps of temperature, precipitation and radiation (of their kriging variance
/// with output.weather-variance) and weather.h5. Otherwise as run_survey().
std::filesystem::path run_weather(const mpi::Communicator& ranks, const Settings& settings);

/// Finds every problem of a survey, pixels' corners included, and throws them as one Error; otherwise returns
/// what a run would do, as text. `file_problems`: what reading the settings found.
/// `ranks`: of the run whose memory is held against run.memory.
[[nodiscard]] std::string check_survey(const Settings& settings, const Problems& file_problems, int ranks);

}  // namespace minenpp::survey
