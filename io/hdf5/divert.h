#pragma once

#include "io/hdf5/handle.h"

namespace minenpp::io::hdf5 {

/// What is still to be written to an open file goes nowhere from now on, so that it can be closed although
/// the disk refuses: HDF5 keeps a file that it could not close, and crashes on it when the process ends (seen
/// with 1.10.8). The file is of no use afterwards.
void divert(const File& file) noexcept;

/// Runs `work` on a file; diverts the file before anything thrown leaves.
template <typename Work>
void or_divert(const File& file, Work&& work) {
  try {
    work();
  } catch (...) {
    divert(file);
    throw;
  }
}

}  // namespace minenpp::io::hdf5
