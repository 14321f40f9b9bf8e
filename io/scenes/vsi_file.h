#pragma once

#include <cstdint>
#include <string>

namespace minenpp::io {

/// Is there a file (not a folder) of this name? GDAL's names (/vsitar/...) are understood.
[[nodiscard]] bool is_file(const std::string& path);

/// Size of a file, bytes; 0 where there is none.
[[nodiscard]] std::uint64_t bytes_of(const std::string& path);

/// All bytes of a file, /vsitar/... included. Throws Error(input): no such file, longer than `limit` bytes,
/// shorter than its folder or tar says.
[[nodiscard]] std::string read_bytes(const std::string& path, std::uint64_t limit);

}  // namespace minenpp::io
