#include "survey/run/share_tiles.h"

#include <functional>

#include "mpi/collective_error.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/npp/class_lookup.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace {

/// What a pixel of a tile costs, and what one that is computed costs besides, in eighths of a pixel of work:
/// where there is no class, there still are buffers to fill, to sum up and to compress. Measured with
/// tests/bench/skew.py.
constexpr std::int64_t any_pixel = 4, computed_pixel = 5;

std::int64_t weight_of(const model::Window& window, std::int64_t computed) {
  return (computed_pixel * computed + any_pixel * window.size()) / 8;
}

/// Tiles that touch the area, as heavy as if all of it were computed.
std::vector<mpi::ActiveTile> active_tiles(const Catalogue& catalogue) {
  std::vector<mpi::ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < catalogue.tiles.count(); ++tile) {
    const auto window = catalogue.tiles.window(tile);
    if (const auto pixels = catalogue.area.count(window); pixels > 0)
      tiles.push_back({tile, weight_of(window, pixels)});
  }
  if (tiles.empty())
    throw model::Error(model::Fault::input, "zones.boundary holds no pixel centre of the study grid");
  return tiles;
}

/// Pixels of a tile that are in the area and have land cover. Codes nobody knows are the land-cover stage's
/// to refuse.
std::int64_t pixels_with_class(const Catalogue& catalogue, const model::Window& window,
                               io::GridReader& reader) {
  std::vector<std::int32_t> codes(static_cast<std::size_t>(window.size()));
  std::vector<std::uint8_t> inside;
  reader.read(window, codes, no_code);
  catalogue.area.mask(window, inside);
  std::int64_t pixels = 0;
  for (std::size_t i = 0; i < codes.size(); ++i)
    pixels += inside[i] != 0 && codes[i] != no_code && codes[i] != 0 ? 1 : 0;
  return pixels;
}

/// Weights of the tiles, from how many of their pixels are computed: those for which `reads` says so.
std::vector<std::int64_t> computed_pixels(const Settings& settings, const Catalogue& catalogue,
                                          const std::vector<mpi::ActiveTile>& tiles,
                                          const std::function<bool(std::int64_t tile)>& reads) {
  std::vector<std::int64_t> pixels(tiles.size(), 0);
  io::GridReader reader(landcover_raster(settings, catalogue.years.front().landcover), catalogue.grid);
  for (std::size_t i = 0; i < tiles.size(); ++i)
    if (reads(tiles[i].tile)) {
      throw_if_stop_requested();
      pixels[i] = pixels_with_class(catalogue, catalogue.tiles.window(tiles[i].tile), reader);
    }
  return pixels;
}

void weigh(const model::TileLattice& lattice, const std::vector<std::int64_t>& computed,
           std::vector<mpi::ActiveTile>& tiles) {
  for (std::size_t i = 0; i < tiles.size(); ++i)
    tiles[i].pixels = weight_of(lattice.window(tiles[i].tile), computed[i]);
}

mpi::Partition partition_of(const Catalogue& catalogue, const std::vector<mpi::ActiveTile>& tiles,
                            int ranks) {
  return {catalogue.tiles, tiles, ranks, mpi::TileOrder::hilbert, map_duties};
}

}  // namespace

mpi::Partition share_tiles(const mpi::Communicator& ranks, const Settings& settings,
                           const Catalogue& catalogue) {
  auto tiles = mpi::agree(ranks, [&] { return active_tiles(catalogue); });
  const auto by_area = partition_of(catalogue, tiles, ranks.size());
  if (ranks.size() == 1 || catalogue.years.front().landcover.empty()) return by_area;

  // By position in `tiles`; each rank fills in what it owns.
  auto weights = mpi::agree(ranks, [&] {
    return computed_pixels(settings, catalogue, tiles,
                           [&](std::int64_t tile) { return by_area.owner(tile) == ranks.rank(); });
  });
  ranks.all_reduce(weights, mpi::Reduction::sum);
  weigh(catalogue.tiles, weights, tiles);
  return partition_of(catalogue, tiles, ranks.size());
}

mpi::Partition share_tiles_alone(const Settings& settings, const Catalogue& catalogue, int ranks) {
  constexpr std::int64_t most_read = 400'000'000;
  auto tiles = active_tiles(catalogue);
  std::int64_t area = 0;
  for (const auto& tile : tiles) area += tile.pixels;
  if (!catalogue.years.front().landcover.empty() && area <= most_read)
    weigh(catalogue.tiles, computed_pixels(settings, catalogue, tiles, [](std::int64_t) { return true; }),
          tiles);
  return partition_of(catalogue, tiles, ranks);
}

}  // namespace minenpp::survey
