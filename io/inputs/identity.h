#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace minenpp::io {

/// What tells two states of an input apart: how many bytes and a hash of what they are. Names, folders and
/// times do not enter, so a copied or moved input stays the same input.
struct InputIdentity {
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;  ///< XXH3, 64 bits

  /// "1234567 bytes, xxh3 0123456789abcdef"
  [[nodiscard]] std::string text() const;

  friend bool operator==(const InputIdentity&, const InputIdentity&) = default;
};

/// A file of up to this size is hashed whole; of a larger one, the size and a third of it from its head, its
/// middle and its tail. A change elsewhere in so large a file that keeps its size goes unnoticed.
inline constexpr std::uint64_t hashed_whole_bytes = std::uint64_t{64} << 20;

/// What the file system tells of a file without reading it.
struct FileState {
  std::string path;
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;  ///< since 1970

  friend bool operator==(const FileState&, const FileState&) = default;
};

/// All but the path is 0 where there is no such file.
[[nodiscard]] FileState state_of_file(const std::string& path);

/// Identity of one file, such as a table. Throws Error(input): missing, a folder, unreadable.
[[nodiscard]] InputIdentity identity_of_file(const std::string& path);

/// Identity of a raster or vector with all files GDAL reads for it: the companions of a shapefile, the
/// sources of a virtual raster (and theirs), side files with georeferencing. bytes: their sum. A source that
/// is missing does not enter; reading it is what fails. `states`: given those of all these files, as they
/// were before they were read. Throws Error(input): not readable by GDAL.
[[nodiscard]] InputIdentity identity_of_dataset(const std::string& path,
                                                std::vector<FileState>* states = nullptr);

}  // namespace minenpp::io
