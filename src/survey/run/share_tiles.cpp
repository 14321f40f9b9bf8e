#include "survey/run/share_tiles.h"

#include "mpi/collective_error.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/npp/class_lookup.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace {

/// Pixels to be read that cost as much as one to be computed.
constexpr std::int64_t reading_share = 8;

std::vector<mpi::ActiveTile> active_tiles(const Catalogue& catalogue) {
  std::vector<mpi::ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < catalogue.tiles.count(); ++tile)
    if (const auto pixels = catalogue.area.count(catalogue.tiles.window(tile)); pixels > 0)
      tiles.push_back({tile, pixels});
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

}  // namespace

mpi::Partition share_tiles(const mpi::Communicator& ranks, const Settings& settings,
                           const Catalogue& catalogue) {
  auto tiles = mpi::agree(ranks, [&] { return active_tiles(catalogue); });
  const mpi::Partition by_area(catalogue.tiles, tiles, ranks.size());
  if (ranks.size() == 1 || catalogue.years.front().landcover.empty()) return by_area;

  // By position in `tiles`; each rank fills in what it owns.
  std::vector<std::int64_t> weights(tiles.size(), 0);
  mpi::agree(ranks, [&] {
    io::GridReader reader(landcover_raster(settings, catalogue.years.front().landcover), catalogue.grid);
    for (std::size_t i = 0; i < tiles.size(); ++i)
      if (by_area.owner(tiles[i].tile) == ranks.rank()) {
        throw_if_stop_requested();
        weights[i] = pixels_with_class(catalogue, catalogue.tiles.window(tiles[i].tile), reader);
      }
  });
  ranks.all_reduce(weights, mpi::Reduction::sum);
  for (std::size_t i = 0; i < tiles.size(); ++i)
    tiles[i].pixels = weights[i] + tiles[i].pixels / reading_share;
  return {catalogue.tiles, tiles, ranks.size()};
}

}  // namespace minenpp::survey
