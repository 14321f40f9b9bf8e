#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "io/results/archive_reader.h"

namespace minenpp::io {

/// What counts in a result, for digest and compare alike: every value and what gives it meaning; not where,
/// when or how it was made (/provenance, the stage key, titles), and not how it is stored.

/// The result files of a folder (*.h5, *.nc, in subfolders too), as sorted paths relative to it; for a single
/// file one empty path, which appended to the file's own gives that again. Throws Error(input) where `result`
/// is neither.
[[nodiscard]] std::vector<std::filesystem::path> result_files(const std::filesystem::path& result);

/// Where a file of result_files lies.
[[nodiscard]] std::filesystem::path result_file(const std::filesystem::path& result,
                                                const std::filesystem::path& relative);

/// All groups and arrays of a file that count, as sorted paths.
struct Inventory {
  std::vector<std::string> groups, arrays;
};
[[nodiscard]] Inventory inventory(const ArchiveReader& reader);

/// The attributes of a group or array that give values their meaning.
[[nodiscard]] Attributes meaningful_attributes(const ArchiveReader& reader, const std::string& path);

/// Calls `work` with blocks that together hold an array in row-major order, one after the other. Each holds
/// about `limit` values at most, or one row of stored chunks where that is more, so that no chunk is unpacked
/// twice.
void for_each_block(const ArrayInfo& array, std::int64_t limit,
                    const std::function<void(const hdf5::Slab&)>& work);

}  // namespace minenpp::io
