#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mpi/communicator.h"
#include "mpi/partition.h"
#include "survey/mines/tile_mines.h"

namespace minenpp::survey {

/// Borders of tiles as bytes, for another rank of the same machine type.
[[nodiscard]] std::vector<std::byte> pack_borders(std::span<const model::TileBorder* const> borders);
/// Throws Error(system) where the bytes are no borders of tiles of `lattice`.
[[nodiscard]] std::vector<model::TileBorder> unpack_borders(std::span<const std::byte> bytes,
                                                            const model::TileLattice& lattice);

/// Collective. The components of the whole grid from those of all ranks' tiles. A border goes to the ranks
/// that own the tiles beside it with lower numbers, which match the seams; matches and components then go to
/// every rank. `tiles`: those of this rank that hold mine land.
[[nodiscard]] model::ComponentTable join_mines(const mpi::Communicator& ranks,
                                               const mpi::Partition& partition,
                                               const std::vector<TileMines>& tiles);

}  // namespace minenpp::survey
