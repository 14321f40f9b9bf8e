#pragma once

#include <filesystem>
#include <string>

namespace minenpp::io {

/// One hash of a result folder or file: 32 hexadecimal digits (XXH3, 128 bits) over every file's relative
/// path, and in it every group and array by path with shape, dimension names, type, values and the attributes
/// that give them meaning (see inventory.h). It does not depend on chunks, compression, order in the file,
/// provenance, or .part files. All NaN are one value. Memory: some 32 MB, or a row of chunks. Throws
/// Error(input) where a file is missing or damaged.
[[nodiscard]] std::string digest(const std::filesystem::path& result);

}  // namespace minenpp::io
