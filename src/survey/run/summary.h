#pragma once

#include <filesystem>
#include <string>

#include "survey/run/terminal.h"

namespace minenpp::survey {

/// What a finished survey found, as a table for the terminal: mean NPP by year of the study area, the classes
/// and the mines, and where the results and the report are; small bars show the years where `terminal` has
/// them. Throws Error(input) where the folder holds no finished survey.
[[nodiscard]] std::string summary_of(const std::filesystem::path& folder, const Terminal& terminal = {});

}  // namespace minenpp::survey
