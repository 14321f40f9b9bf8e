#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/grid/tile_lattice.h"

namespace minenpp::mpi {

/// A tile that holds something to compute, and how many pixels that is (>= 0).
struct ActiveTile {
  std::int64_t tile = 0;
  std::int64_t pixels = 0;
};

/// The order in which tiles are cut into stretches.
enum class TileOrder {
  hilbert,  ///< along a Hilbert curve: a stretch is compact
  rows,     ///< row by row: a stretch is a belt, for inputs stored in strips
};

/// What ranks do besides their tiles, >= 0.
struct Duties {
  /// The first, in 1024ths of the weight of all tiles: what it does for the tiles of everybody.
  std::int64_t storing_1024 = 0;
  /// Every other, in 1024ths of the weight of its own tiles: what it does to bring them to the first.
  std::int64_t sending_1024 = 0;
};

/// Which rank owns which tile. The active tiles are put in order (along a Hilbert curve, unless rows are
/// asked for) and cut into one contiguous stretch a rank, so that a rank's tiles lie together and halos are
/// short. A tile belongs to the stretch of equal weight in which its middle falls, in integers: every rank
/// that builds a Partition from the same tiles gets the same one, without a message. Without duties no rank
/// gets more than total / ranks + the heaviest tile. There may be more ranks than tiles; some then own none.
///
/// Where ranks have duties besides, stretches and duties together are equal. The first rank's stretch may so
/// be empty, and its duty alone more than what each of the others has.
class Partition {
 public:
  /// A partition without tiles.
  Partition() = default;

  /// `tiles`: every active tile of `lattice`, once, in any order; `ranks` >= 1. Where all weights are 0,
  /// every tile weighs the same. Throws Error(system) for a tile outside the lattice or given twice, a
  /// negative weight or duty, no rank.
  Partition(const model::TileLattice& lattice, std::span<const ActiveTile> tiles, int ranks,
            TileOrder order = TileOrder::hilbert, const Duties& duties = {});

  [[nodiscard]] const model::TileLattice& lattice() const { return lattice_; }
  [[nodiscard]] int ranks() const { return static_cast<int>(begins_.size()) - 1; }

  /// All active tiles in their order.
  [[nodiscard]] std::span<const std::int64_t> tiles() const { return tiles_; }

  /// The stretch of tiles() that `rank` owns; may be empty. `rank` in 0..ranks()-1.
  [[nodiscard]] std::span<const std::int64_t> tiles_of(int rank) const;

  /// Active pixels of tiles_of(rank), one by one.
  [[nodiscard]] std::span<const std::int64_t> weights_of(int rank) const;

  /// The rank that owns a tile of the lattice; none where the tile is not active.
  [[nodiscard]] std::optional<int> owner(std::int64_t tile) const;

  /// Active pixels of a rank.
  [[nodiscard]] std::int64_t pixels_of(int rank) const { return pixels_[static_cast<std::size_t>(rank)]; }

  /// Heaviest rank's pixels over the mean of all ranks; 1 is even, and also where there is nothing to share.
  [[nodiscard]] double imbalance() const;

 private:
  model::TileLattice lattice_;
  std::vector<std::int64_t> tiles_;
  std::vector<std::int64_t> weights_;      // of tiles_
  std::vector<std::size_t> begins_{0, 0};  // where each rank's stretch begins, and the end
  std::vector<std::int64_t> pixels_{0};    // by rank
  std::vector<std::int32_t> owner_;        // by tile of the lattice
};

}  // namespace minenpp::mpi
