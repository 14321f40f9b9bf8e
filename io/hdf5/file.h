#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "io/hdf5/handle.h"

namespace minenpp::io::hdf5 {

enum class Access { read, append };

/// Opens a file by this rank alone, with ordinary reads and writes. Throws Error(input) "FILE: <what is
/// wrong>" where it is missing, a folder, not HDF5, or damaged.
[[nodiscard]] File open_file(const std::filesystem::path& path, Access access);

/// An empty file in memory, with creation order tracked as netCDF-4 readers want it and without time stamps.
/// It reaches a disk through image() only, so that a full disk is met by one plain write and not inside HDF5.
[[nodiscard]] File create_in_memory();

/// Flushes `file` and returns the bytes it would have on disk.
[[nodiscard]] std::vector<std::byte> image(const File& file);

/// Creation properties that netCDF-4 readers want (creation order of links and attributes tracked and
/// indexed), without time stamps, which would make the bytes of two equal runs differ.
[[nodiscard]] PropertyList group_creation();
[[nodiscard]] PropertyList dataset_creation();

/// Opens or creates group `path` ("a/b") under `parent`, creating what is missing on the way.
[[nodiscard]] Group make_group(hid_t parent, const std::string& path);

/// Opens a group; throws Error(input) where there is none.
[[nodiscard]] Group open_group(hid_t parent, const std::string& path);

}  // namespace minenpp::io::hdf5
