#pragma once

#include <filesystem>

namespace minenpp::io {

/// Reads every text of an archive in a process of its own, because HDF5 1.10 may crash on a file whose texts
/// (its "global heap", which has no checksum) are damaged. Throws Error(input) where that process crashes;
/// whatever else is wrong is left to whoever reads the file next. Not for a program that has opened MPI.
void refuse_crashing_archive(const std::filesystem::path& file);

}  // namespace minenpp::io
