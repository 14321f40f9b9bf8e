#include "mpi/partition.h"

#include "world.h"
#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/grid/hilbert.h"

namespace minenpp::mpi {
namespace {

using model::Grid;
using model::TileLattice;

TileLattice lattice_of(std::int64_t tile_rows, std::int64_t tile_cols) {
  return TileLattice(Grid(0, 0, 1, 1, tile_rows * 8, tile_cols * 8, false), 8);
}

void expect_sound(const Partition& partition, const std::vector<ActiveTile>& tiles, int ranks,
                  const Duties& duties = {}) {
  ASSERT_EQ(partition.ranks(), ranks);
  std::vector<std::int64_t> joined;
  std::int64_t total = 0, heaviest_tile = 0, heaviest_rank = 0;
  for (const auto& tile : tiles) {
    total += tile.pixels;
    heaviest_tile = std::max(heaviest_tile, tile.pixels);
  }
  for (int rank = 0; rank < ranks; ++rank) {
    std::int64_t pixels = 0;
    for (const auto tile : partition.tiles_of(rank)) {
      joined.push_back(tile);
      EXPECT_EQ(partition.owner(tile), rank);
      pixels += std::ranges::find(tiles, tile, &ActiveTile::tile)->pixels;
    }
    EXPECT_EQ(partition.pixels_of(rank), pixels);
    heaviest_rank = std::max(heaviest_rank, pixels);
    // What tiles and duties take, which is equal but for a tile; where storing alone is more, the others
    // share all tiles.
    const double storing = static_cast<double>(duties.storing_1024) / 1024,
                 sending = static_cast<double>(duties.sending_1024) / 1024, all = static_cast<double>(total),
                 own = static_cast<double>(pixels);
    const double even = all * (1 + storing) * (1 + sending) / (ranks + sending);
    const bool only_stores = all * storing > even;
    const double taken = rank == 0 ? own + (only_stores ? 0 : storing * all) : own * (1 + sending);
    const double expected = ranks == 1     ? all * (1 + storing)
                            : !only_stores ? even
                            : rank == 0    ? 0
                                           : all * (1 + sending) / (ranks - 1);
    EXPECT_NEAR(taken, expected, (1 + sending) * static_cast<double>(heaviest_tile) + 1e-6 * all);
  }
  EXPECT_TRUE(std::ranges::equal(joined, partition.tiles()));

  const auto& lattice = partition.lattice();
  const int order = model::hilbert_order(lattice.tile_rows(), lattice.tile_cols());
  std::vector<std::int64_t> positions;
  for (const auto tile : joined)
    positions.push_back(
        model::hilbert_position(tile / lattice.tile_cols(), tile % lattice.tile_cols(), order));
  EXPECT_TRUE(std::ranges::is_sorted(positions));

  const std::set<std::int64_t> active(joined.begin(), joined.end());
  EXPECT_EQ(active.size(), tiles.size());
  EXPECT_EQ(joined.size(), tiles.size());
  for (const auto& tile : tiles) EXPECT_TRUE(active.contains(tile.tile));
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile)
    EXPECT_EQ(partition.owner(tile).has_value(), active.contains(tile));
  if (total > 0)
    EXPECT_DOUBLE_EQ(partition.imbalance(),
                     static_cast<double>(heaviest_rank) * ranks / static_cast<double>(total));
  else
    EXPECT_EQ(partition.imbalance(), 1);
}

std::vector<ActiveTile> full_tiles(const TileLattice& lattice) {
  std::vector<ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile) tiles.push_back({tile, 64});
  return tiles;
}

TEST(Partition, TheFirstRankGetsLessByItsDuty) {
  const auto lattice = lattice_of(32, 32);
  const auto tiles = full_tiles(lattice);
  // A sixteenth of all: with two ranks (1 + 1/16) / 2 - 1/16 of the tiles.
  const Partition two(lattice, tiles, 2, TileOrder::hilbert, {64, 0});
  EXPECT_EQ(two.tiles_of(0).size(), 480u);
  EXPECT_EQ(two.tiles_of(1).size(), 544u);
  const Partition four(lattice, tiles, 4, TileOrder::hilbert, {64, 0});
  EXPECT_EQ(four.tiles_of(0).size(), 208u);
  for (const int rank : {1, 2, 3}) EXPECT_EQ(four.tiles_of(rank).size(), 272u);
  const Partition many(lattice, tiles, 33, TileOrder::hilbert, {64, 0});
  EXPECT_TRUE(many.tiles_of(0).empty());
  for (int rank = 1; rank < 33; ++rank) EXPECT_EQ(many.tiles_of(rank).size(), 32u);
  EXPECT_EQ(Partition(lattice, tiles, 1, TileOrder::hilbert, {64, 0}).tiles_of(0).size(), 1024u);
}

TEST(Partition, TheOthersGetLessByTheirs) {
  const auto lattice = lattice_of(32, 32);
  const auto tiles = full_tiles(lattice);
  // Twice as much as their tiles: three quarters, and a quarter three times over.
  const Partition two(lattice, tiles, 2, TileOrder::hilbert, {0, 2048});
  EXPECT_EQ(two.tiles_of(0).size(), 768u);
  EXPECT_EQ(two.tiles_of(1).size(), 256u);
  // A quarter of all beside half of the tiles, and half as much as their own.
  const Partition both(lattice, tiles, 2, TileOrder::hilbert, {256, 512});
  EXPECT_EQ(both.tiles_of(0).size(), 512u);
  EXPECT_EQ(both.tiles_of(1).size(), 512u);
  EXPECT_EQ(Partition(lattice, tiles, 1, TileOrder::hilbert, {0, 64}).tiles_of(0).size(), 1024u);
}

TEST(Partition, RandomTilesWeightsAndRanks) {
  std::mt19937 random(11);
  for (int trial = 0; trial < 200; ++trial) {
    const auto lattice = lattice_of(1 + random() % 9, 1 + random() % 13);
    const int ranks = 1 + static_cast<int>(random() % 20);
    const auto share = random() % 5;
    std::vector<ActiveTile> tiles;
    for (std::int64_t tile = 0; tile < lattice.count(); ++tile)
      if (random() % 5 <= share)
        tiles.push_back({tile, random() % 4 ? static_cast<std::int64_t>(random() % 65) : 0});
    std::shuffle(tiles.begin(), tiles.end(), random);
    SCOPED_TRACE(testing::Message() << "trial " << trial);
    expect_sound(Partition(lattice, tiles, ranks), tiles, ranks);
    const Duties duties{static_cast<std::int64_t>(random() % 300), static_cast<std::int64_t>(random() % 300)};
    expect_sound(Partition(lattice, tiles, ranks, TileOrder::hilbert, duties), tiles, ranks, duties);
  }
}

TEST(Partition, DoesNotDependOnTheOrderOfItsInput) {
  const auto lattice = lattice_of(7, 5);
  std::vector<ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < lattice.count(); tile += 2) tiles.push_back({tile, tile * tile % 50});
  const Partition one(lattice, tiles, 4);
  std::ranges::reverse(tiles);
  const Partition other(lattice, tiles, 4);
  for (int rank = 0; rank < 4; ++rank)
    EXPECT_TRUE(std::ranges::equal(one.tiles_of(rank), other.tiles_of(rank)));
}

TEST(Partition, IsTheSameOnEveryRank) {
  const auto lattice = lattice_of(9, 4);
  std::vector<ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile) tiles.push_back({tile, 1 + tile * 37 % 64});
  const Partition partition(lattice, tiles, world().size());
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile) {
    const auto owner = partition.owner(tile).value();
    EXPECT_EQ(world().all_reduce(owner, Reduction::min), world().all_reduce(owner, Reduction::max));
  }
}

TEST(Partition, EqualTilesAreSharedEvenly) {
  const auto lattice = lattice_of(8, 8);
  std::vector<ActiveTile> tiles(64);
  for (std::size_t i = 0; i < 64; ++i) tiles[i] = {static_cast<std::int64_t>(i), 64};
  for (const int ranks : {1, 2, 4, 8, 16, 64}) EXPECT_EQ(Partition(lattice, tiles, ranks).imbalance(), 1);
  const Partition quarters(lattice, tiles, 4);
  std::set<std::pair<bool, bool>> corners;
  for (int rank = 0; rank < 4; ++rank) {
    const auto first = quarters.tiles_of(rank)[0];
    corners.insert({first / 8 < 4, first % 8 < 4});
    for (const auto tile : quarters.tiles_of(rank))
      EXPECT_TRUE((tile / 8 < 4) == (first / 8 < 4) && (tile % 8 < 4) == (first % 8 < 4))
          << "a rank owns a quarter";
  }
  EXPECT_EQ(corners.size(), 4u);
}

TEST(Partition, MoreRanksThanTilesLeavesSomeIdle) {
  const auto lattice = lattice_of(1, 3);
  const std::vector<ActiveTile> tiles{{0, 5}, {2, 5}};
  const Partition partition(lattice, tiles, 7);
  expect_sound(partition, tiles, 7);
  EXPECT_EQ(std::ranges::max(std::vector{partition.tiles_of(1).size(), partition.tiles_of(5).size()}), 1u);
}

TEST(Partition, TilesWithoutPixelsAloneAreSharedByNumber) {
  const auto lattice = lattice_of(2, 4);
  std::vector<ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < 8; ++tile) tiles.push_back({tile, 0});
  const Partition partition(lattice, tiles, 4);
  for (int rank = 0; rank < 4; ++rank) EXPECT_EQ(partition.tiles_of(rank).size(), 2u);
  EXPECT_EQ(partition.imbalance(), 1);
}

TEST(Partition, NoTilesAtAll) {
  const Partition partition(lattice_of(2, 2), {}, 3);
  EXPECT_TRUE(partition.tiles().empty());
  for (int rank = 0; rank < 3; ++rank) EXPECT_TRUE(partition.tiles_of(rank).empty());
  EXPECT_FALSE(partition.owner(3).has_value());
  EXPECT_EQ(partition.imbalance(), 1);
}

TEST(Partition, HugeWeightsDoNotOverflow) {
  const auto lattice = lattice_of(2, 2);
  const auto large = std::int64_t{1} << 60;
  const std::vector<ActiveTile> tiles{{0, large}, {1, large}, {2, large}, {3, large}};
  const Partition partition(lattice, tiles, 1000);
  std::size_t owned = 0;
  for (int rank = 0; rank < 1000; ++rank) owned += partition.tiles_of(rank).size();
  EXPECT_EQ(owned, 4u);
  EXPECT_EQ(partition.imbalance(), 250);
}

TEST(Partition, RefusesWhatIsNoPartition) {
  const auto lattice = lattice_of(2, 2);
  const std::vector<ActiveTile> outside{{4, 1}}, negative{{0, -1}}, twice{{1, 1}, {1, 1}};
  EXPECT_THROW(Partition(lattice, outside, 1), model::Error);
  EXPECT_THROW(Partition(lattice, negative, 1), model::Error);
  EXPECT_THROW(Partition(lattice, twice, 1), model::Error);
  EXPECT_THROW(Partition(lattice, {}, 0), model::Error);
  EXPECT_THROW(Partition(lattice, {}, 1, TileOrder::hilbert, {-1, 0}), model::Error);
  EXPECT_THROW(Partition(lattice, {}, 1, TileOrder::hilbert, {0, -1}), model::Error);
}

TEST(Partition, RowsGiveBelts) {
  const auto lattice = lattice_of(6, 5);
  std::vector<ActiveTile> tiles;
  for (std::int64_t tile = lattice.count() - 1; tile >= 0; --tile) tiles.push_back({tile, 64});
  const Partition partition(lattice, tiles, 3, TileOrder::rows);
  for (int rank = 0; rank < 3; ++rank) {
    const auto own = partition.tiles_of(rank);
    ASSERT_EQ(own.size(), 10U);
    for (std::size_t i = 0; i < own.size(); ++i) EXPECT_EQ(own[i], rank * 10 + static_cast<std::int64_t>(i));
  }
}

}  // namespace
}  // namespace minenpp::mpi
