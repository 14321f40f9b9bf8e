#pragma once

#include <filesystem>
#include <string>

namespace minenpp::survey {

/// What a result folder holds, without the survey it was made from: its stages' files, each complete, partial
/// (begun), damaged, or missing where survey.h5 names it; and whether a run is going on. Changes nothing.
/// Throws Error(input) for what is no folder.
[[nodiscard]] std::string folder_status(const std::filesystem::path& folder);

}  // namespace minenpp::survey
