#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <vector>

#include "model/grid/grid.h"
#include "mpi/collective_error.h"
#include "mpi/communicator.h"
#include "mpi/partition.h"

namespace minenpp::mpi {

/// A tile together with its halo.
template <typename Pixel>
struct HaloTile {
  std::int64_t tile = 0;
  model::Window window;  ///< in grid pixels: the tile's window widened on all four sides; may leave the grid
  std::vector<Pixel> pixels;  ///< window.rows * window.cols, row by row from the north
};

/// The tile's window widened by `width` pixels on each side, corners included.
[[nodiscard]] model::Window widened(const model::Window& window, std::int64_t width);

/// Type-erased core: what to fill, and how to read what this rank owns. Use exchange_halo().
struct HaloTarget {
  model::Window window;
  std::span<std::byte> pixels;
};
using ReadBytes =
    std::function<void(std::int64_t tile, const model::Window& part, std::span<std::byte> pixels)>;
void fill_halos(const Communicator& comm, const Partition& partition, std::size_t pixel_bytes,
                std::span<const HaloTarget> targets, const ReadBytes& read);

/// Throws Error(system) for a negative width or a tile that `rank` does not own.
void check_halo(const Partition& partition, int rank, std::span<const std::int64_t> tiles,
                std::int64_t width);

/// Collective. For each of this rank's `tiles`, returns the tile widened by `width` >= 0 pixels, filled from
/// the tiles of whichever rank owns them. The width may exceed a tile or the grid. Pixels of inactive tiles
/// and pixels outside the grid are `fill`; no edge wraps round.
///
/// `tiles`: any of the tiles that this rank owns, as many as it can hold at once; ranks may bring different
/// numbers, and a rank without tiles brings none, but all make the same number of calls. `read(tile, part,
/// pixels)` puts pixels of an owned tile into `pixels`: `part` is in grid pixels, lies in the tile's window
/// and is row by row. It is called for this rank's own needs and for others', makes no collective call, and
/// must give the same pixel whenever asked.
///
/// Every rank asks each owner once for one rectangle a tile, the smallest around all its targets' needs, and
/// gets it in one message. Held at a time: the result, once more the pixels asked for, and the pixels that
/// other ranks ask of this one, which for widths under a tile is about the area of the halo ring around its
/// stretch of tiles. An error on any rank, thrown by `read` included, is thrown on every rank.
template <typename Pixel, typename Read>
[[nodiscard]] std::vector<HaloTile<Pixel>> exchange_halo(const Communicator& comm, const Partition& partition,
                                                         std::span<const std::int64_t> tiles,
                                                         std::int64_t width, Pixel fill, Read&& read) {
  static_assert(std::is_trivially_copyable_v<Pixel> && !std::is_same_v<Pixel, bool>);
  std::vector<HaloTile<Pixel>> result;
  std::vector<HaloTarget> targets;
  agree(comm, [&] {
    check_halo(partition, comm.rank(), tiles, width);
    for (const auto tile : tiles) {
      const auto window = widened(partition.lattice().window(tile), width);
      result.push_back({tile, window, std::vector<Pixel>(static_cast<std::size_t>(window.size()), fill)});
    }
    for (auto& tile : result)
      targets.push_back({tile.window, std::as_writable_bytes(std::span(tile.pixels))});
  });
  fill_halos(comm, partition, sizeof(Pixel), targets,
             [&](std::int64_t tile, const model::Window& part, std::span<std::byte> bytes) {
               // The core lays every rectangle out on its own allocation or a multiple of the pixel's size in
               // it.
               read(tile, part,
                    std::span(reinterpret_cast<Pixel*>(bytes.data()), bytes.size() / sizeof(Pixel)));
             });
  return result;
}

}  // namespace minenpp::mpi
