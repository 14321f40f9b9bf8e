#include "mpi/partition.h"

#include <algorithm>
#include <string>

#include "model/error.h"
#include "model/grid/hilbert.h"
#include "model/stats/int128.h"

namespace minenpp::mpi {

using model::Error;
using model::Fault;
using model::Int128;
using model::TileLattice;

namespace {

constexpr std::int32_t inactive = -1;

void check_tiles(const TileLattice& lattice, std::span<const ActiveTile> tiles) {
  std::vector<bool> seen(static_cast<std::size_t>(lattice.count()));
  for (const auto& [tile, pixels] : tiles) {
    if (tile < 0 || tile >= lattice.count())
      throw Error(Fault::system, "tile " + std::to_string(tile) + " was given, expected 0 to " +
                                     std::to_string(lattice.count() - 1));
    if (pixels < 0)
      throw Error(Fault::system,
                  "tile " + std::to_string(tile) + " has " + std::to_string(pixels) + " pixels");
    if (seen[static_cast<std::size_t>(tile)])
      throw Error(Fault::system, "tile " + std::to_string(tile) + " was given twice");
    seen[static_cast<std::size_t>(tile)] = true;
  }
}

std::vector<ActiveTile> in_row_order(std::span<const ActiveTile> tiles) {
  std::vector<ActiveTile> sorted(tiles.begin(), tiles.end());
  std::ranges::sort(sorted, {}, &ActiveTile::tile);
  return sorted;
}

std::vector<ActiveTile> in_hilbert_order(const TileLattice& lattice, std::span<const ActiveTile> tiles) {
  struct Placed {
    std::int64_t position;
    ActiveTile tile;
  };
  const int order = model::hilbert_order(lattice.tile_rows(), lattice.tile_cols());
  std::vector<Placed> placed;
  placed.reserve(tiles.size());
  for (const auto& tile : tiles) {
    const auto row = tile.tile / lattice.tile_cols();
    const auto col = tile.tile % lattice.tile_cols();
    placed.push_back({model::hilbert_position(row, col, order), tile});
  }
  std::ranges::sort(placed, {}, &Placed::position);
  std::vector<ActiveTile> sorted;
  sorted.reserve(tiles.size());
  for (const auto& one : placed) sorted.push_back(one.tile);
  return sorted;
}

/// Where stretches end along all weight, in parts of 1 / (1024 ranks + sending) of it. With first + others x
/// rest = 1 and first + storing = rest x (1 + sending), rest is (1 + storing) / (ranks + sending).
class Stretches {
 public:
  Stretches(Int128 total, int ranks, const Duties& duties)
      : unit_(Int128{1024} * ranks + duties.sending_1024),
        others_(ranks - 1),
        first_(std::max(Int128{0},
                        total * (1024 + duties.sending_1024 - Int128{duties.storing_1024} * others_))),
        rest_(total * unit_ - first_) {}

  /// Of a tile with so much weight before it.
  [[nodiscard]] int rank_of(Int128 before, Int128 weight) const {
    const Int128 middle = (2 * before + weight) * unit_ - 2 * first_;
    if (middle < 0 || others_ == 0) return 0;
    // The middle of weightless last tiles is the end.
    return std::min(1 + static_cast<int>(middle * others_ / (2 * rest_)), others_);
  }

 private:
  Int128 unit_;
  int others_;
  Int128 first_, rest_;
};

}  // namespace

Partition::Partition(const TileLattice& lattice, std::span<const ActiveTile> tiles, int ranks,
                     TileOrder order, const Duties& duties)
    : lattice_(lattice) {
  if (ranks < 1)
    throw Error(Fault::system, "a partition over " + std::to_string(ranks) + " ranks was asked for");
  for (const auto duty : {duties.storing_1024, duties.sending_1024})
    if (duty < 0)
      throw Error(Fault::system, "a duty of " + std::to_string(duty) + " was given, expected 0 or more");
  check_tiles(lattice, tiles);
  owner_.assign(static_cast<std::size_t>(lattice.count()), inactive);
  pixels_.assign(static_cast<std::size_t>(ranks), 0);
  begins_.assign(static_cast<std::size_t>(ranks) + 1, 0);
  if (tiles.empty()) return;

  const auto sorted = order == TileOrder::rows ? in_row_order(tiles) : in_hilbert_order(lattice, tiles);
  Int128 total = 0;
  for (const auto& tile : sorted) total += tile.pixels;
  const bool weightless = total == 0;
  if (weightless) total = std::ssize(sorted);

  const Stretches stretches(total, ranks, duties);
  Int128 before = 0;
  for (const auto& [tile, pixels] : sorted) {
    const Int128 weight = weightless ? 1 : pixels;
    const int rank = stretches.rank_of(before, weight);
    before += weight;
    tiles_.push_back(tile);
    weights_.push_back(pixels);
    owner_[static_cast<std::size_t>(tile)] = rank;
    pixels_[static_cast<std::size_t>(rank)] += pixels;
    ++begins_[static_cast<std::size_t>(rank) + 1];
  }
  for (std::size_t rank = 1; rank < begins_.size(); ++rank) begins_[rank] += begins_[rank - 1];
}

std::span<const std::int64_t> Partition::tiles_of(int rank) const {
  const auto at = static_cast<std::size_t>(rank);
  return tiles().subspan(begins_[at], begins_[at + 1] - begins_[at]);
}

std::span<const std::int64_t> Partition::weights_of(int rank) const {
  const auto at = static_cast<std::size_t>(rank);
  return std::span(weights_).subspan(begins_[at], begins_[at + 1] - begins_[at]);
}

std::optional<int> Partition::owner(std::int64_t tile) const {
  const auto rank = owner_[static_cast<std::size_t>(tile)];
  if (rank == inactive) return std::nullopt;
  return rank;
}

double Partition::imbalance() const {
  Int128 total = 0;
  for (const auto pixels : pixels_) total += pixels;
  if (total == 0) return 1;
  return static_cast<double>(*std::ranges::max_element(pixels_)) * ranks() / static_cast<double>(total);
}

}  // namespace minenpp::mpi
