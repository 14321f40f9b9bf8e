#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "io/hdf5/dataset.h"

namespace minenpp::io {

/// What a block of a map has in one chunk.
struct MapPiece {
  hdf5::Shape chunk;   ///< where the chunk begins
  hdf5::Slab slab;     ///< the part of the block
  bool whole = false;  ///< the part is all that the chunk holds of the map
};

/// The pieces of `block`, a slab inside a map of this shape, row by row; none where it is empty.
[[nodiscard]] std::vector<MapPiece> pieces_of(const hdf5::Shape& map, const hdf5::Shape& chunk,
                                              const hdf5::Slab& block);

/// Copies the values of `part` from an array that holds `from` into one that holds `to`, both row-major;
/// `part` lies inside both.
void copy_part(const hdf5::Slab& part, std::size_t value_size, const hdf5::Slab& from,
               std::span<const std::byte> values, const hdf5::Slab& to, std::span<std::byte> out);

}  // namespace minenpp::io
