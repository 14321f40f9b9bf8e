#pragma once

#include <cstddef>
#include <vector>

#include "io/hdf5/dataset.h"

namespace minenpp::io::hdf5 {

/// Reads a block of numbers, as read_numbers, past HDF5's filters where they are those of maps ("shuffle" and
/// "deflate", or "deflate" alone), the block is made of whole chunks (the array may end within its last ones)
/// and the values are stored as `type` in memory. False wherever that is not so, and where a chunk was never
/// written or is damaged: HDF5 then has to read it, or to say what is wrong. `out` then holds anything.
/// `slab` lies within the array and is not empty.
[[nodiscard]] bool read_whole_chunks(const Dataset& dataset, const Slab& slab, ValueType type, void* out);

/// The bytes of the chunk that begins at `start`, as they are stored, all its filters applied. Throws
/// Error(input) where it was never written or cannot be read.
[[nodiscard]] std::vector<std::byte> read_stored_chunk(const Dataset& dataset, const Shape& start);

}  // namespace minenpp::io::hdf5
