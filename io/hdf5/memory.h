#pragma once

namespace minenpp::io::hdf5 {

/// Can this process get no more than what HDF5 takes to open a file and to undo its filters? Asks the system
/// for it and gives it back.
[[nodiscard]] bool is_memory_short() noexcept;

/// Throws std::bad_alloc where memory is short: HDF5 crashes where it is refused memory while it opens a file
/// (seen with 1.10.8).
void require_memory();

}  // namespace minenpp::io::hdf5
