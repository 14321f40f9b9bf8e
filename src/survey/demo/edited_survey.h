#pragma once

#include <filesystem>
#include <optional>

namespace minenpp::survey {

/// Keeps somebody's work where a demo is made anew: a survey file `folder`/demo.ini that no demo was made
/// with is renamed to demo.ini.old, or to demo.ini.old2 and so on where that is taken. The new name; none
/// where nothing was renamed. Throws Error(system) where the file can be neither read nor renamed.
[[nodiscard]] std::optional<std::filesystem::path> put_edited_survey_aside(
    const std::filesystem::path& folder);

}  // namespace minenpp::survey
