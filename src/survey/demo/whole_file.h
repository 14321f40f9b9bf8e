#pragma once

#include <filesystem>
#include <string>

namespace minenpp::survey {

/// Writes a text file that appears whole or not at all: to `path`.part, then renamed.
/// Throws Error(system) where the disk refuses.
void write_whole_file(const std::filesystem::path& path, const std::string& text);

/// Gives `part` its final name. Throws Error(system) where that fails.
void give_final_name(const std::filesystem::path& part, const std::filesystem::path& path);

}  // namespace minenpp::survey
