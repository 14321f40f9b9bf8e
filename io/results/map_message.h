#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "io/hdf5/chunk_encoder.h"
#include "io/results/map_layout.h"
#include "io/results/map_pieces.h"

namespace minenpp::io {

/// What one rank writes, as bytes for the rank that stores it: piece by piece, each with its map. Pieces that
/// are whole chunks are encoded, the others are values as they are.

/// Appends a block's pieces to `message`. `block`: inside the map. `values`: the block's, row-major. Beyond
/// the map's edge a chunk holds the map's fill value, as HDF5 has it.
void append_message(const MapLayout& layout, std::size_t variable, const hdf5::Slab& block,
                    std::span<const std::byte> values, hdf5::ChunkEncoder& encoder,
                    std::vector<std::byte>& message);

/// Calls `visit` for every piece with its map (by index) and bytes: an encoded chunk where the piece is
/// whole, else values.
void for_each_piece(
    const MapLayout& layout, std::span<const std::byte> message,
    const std::function<void(std::size_t variable, const MapPiece&, std::span<const std::byte>)>& visit);

/// The message without its pieces' bytes: a message of the same pieces, each with none.
[[nodiscard]] std::vector<std::byte> outline_of(const MapLayout& layout, std::span<const std::byte> message);

/// Appends one piece to `message`, with bytes as for_each_piece gives them.
void append_piece(std::size_t variable, const MapPiece& piece, std::span<const std::byte> bytes,
                  std::vector<std::byte>& message);

}  // namespace minenpp::io
