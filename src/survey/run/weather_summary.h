#pragma once

#include <filesystem>
#include <string>

namespace minenpp::survey {

/// What an archive says of its weather in one line a variable: errors of cross-validation and of the lattice.
/// Empty where all weather comes from rasters. Throws Error as io::ArchiveReader does.
[[nodiscard]] std::string weather_lines(const std::filesystem::path& archive);

/// The same month by month, with the variograms, for `minenpp weather`.
[[nodiscard]] std::string weather_tables(const std::filesystem::path& archive);

}  // namespace minenpp::survey
