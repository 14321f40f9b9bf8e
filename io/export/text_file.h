#pragma once

#include <filesystem>
#include <string>

namespace minenpp::io {

/// Writes a text file whole: NAME.part, flushed, renamed. Throws Error(system).
void write_text_file(const std::filesystem::path& path, const std::string& text);

/// A name of maps, zones or surveys as part of a file's name: what file systems, shells and addresses do not
/// like becomes "-". Letters of all scripts (UTF-8) stay; at most 80 bytes.
[[nodiscard]] std::string file_word(const std::string& text);

}  // namespace minenpp::io
