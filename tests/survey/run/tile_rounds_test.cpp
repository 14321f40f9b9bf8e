#include "survey/run/tile_rounds.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

constexpr std::int64_t edge = 256, full = edge * edge;

/// A lattice of `rows` x `cols` tiles, each with as many pixels as `pixels` says of its row and column.
template <typename Pixels>
mpi::Partition partition(std::int64_t rows, std::int64_t cols, int ranks, Pixels pixels) {
  const model::TileLattice lattice(model::Grid(0, 0, 1, 1, rows * edge, cols * edge, false), edge);
  std::vector<mpi::ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile)
    tiles.push_back({tile, pixels(tile / cols, tile % cols) + full / 8});
  return {lattice, tiles, ranks};
}

std::int64_t work_in(const TileRounds& rounds, const mpi::Partition& partition, int rank, std::size_t round) {
  const auto all = partition.tiles_of(rank);
  std::int64_t work = 0;
  for (const auto tile : rounds.tiles(rank, round)) {
    const auto at = static_cast<std::size_t>(std::ranges::find(all, tile) - all.begin());
    work += partition.weights_of(rank)[at];
  }
  return work;
}

/// Time of a walk over the even share, where a rank begins a round once all have ended the one before the last
/// (RoundEnds).
double loss(const mpi::Partition& partition) {
  const TileRounds rounds(partition);
  std::vector<std::int64_t> ended(static_cast<std::size_t>(partition.ranks()), 0);
  std::int64_t all_ended = 0, total = 0;
  for (std::size_t round = 0; round < rounds.count(); ++round) {
    const auto before = std::exchange(all_ended, std::ranges::max(ended));
    for (int rank = 0; rank < partition.ranks(); ++rank) {
      auto& end = ended[static_cast<std::size_t>(rank)];
      const auto work = work_in(rounds, partition, rank, round);
      end = std::max(end, before) + work;
      total += work;
    }
  }
  return static_cast<double>(std::ranges::max(ended)) * partition.ranks() / static_cast<double>(total);
}

TEST(TileRounds, HaveEveryTileOnceInOrder) {
  for (const int ranks : {1, 2, 3, 7, 200}) {
    const auto tiles =
        partition(9, 11, ranks, [](auto row, auto col) { return (row * 7 + col * 5) % 9 * full / 9; });
    const TileRounds rounds(tiles);
    for (int rank = 0; rank < ranks; ++rank) {
      std::vector<std::int64_t> walked;
      for (std::size_t round = 0; round < rounds.count(); ++round)
        for (const auto tile : rounds.tiles(rank, round)) walked.push_back(tile);
      const auto own = tiles.tiles_of(rank);
      EXPECT_EQ(walked, std::vector<std::int64_t>(own.begin(), own.end())) << rank << " of " << ranks;
    }
  }
}

TEST(TileRounds, ThereAreNoneWithoutTiles) {
  EXPECT_EQ(TileRounds(mpi::Partition{}).count(), 0U);
}

TEST(TileRounds, OneTileIsOneRound) {
  EXPECT_EQ(TileRounds(partition(1, 1, 3, [](auto, auto) { return full; })).count(), 1U);
  EXPECT_EQ(TileRounds(partition(1, 1, 1, [](auto, auto) { return std::int64_t{0}; })).count(), 1U);
}

// All vegetation in one corner, half the area without data.
TEST(TileRounds, ASkewedAreaLosesLessThanATenth) {
  const auto skewed = [](auto row, auto col) {
    if (row + col >= 40) return std::int64_t{0};
    return row < 14 && col < 14 ? full : full / 6;
  };
  for (const int ranks : {2, 4}) EXPECT_LT(loss(partition(40, 40, ranks, skewed)), 1.1) << ranks;
}

TEST(TileRounds, AreShortEnoughToStop) {
  const auto tiles = partition(20, 20, 2, [](auto, auto) { return full; });
  const TileRounds rounds(tiles);
  for (std::size_t round = 0; round < rounds.count(); ++round)
    for (const int rank : {0, 1}) EXPECT_LE(rounds.tiles(rank, round).size(), 5U);
}

TEST(TileRounds, FinishedTilesAreInNoRound) {
  const auto shared = partition(4, 6, 3, [](auto, auto) { return full; });
  const TileSet finished{0, 1, 2, 7, 8, 9, 13, 23};
  const TileRounds all(shared), rest(shared, usual_round_pixels, finished);
  EXPECT_LE(rest.count(), all.count());
  std::vector<std::int64_t> walked;
  for (int rank = 0; rank < 3; ++rank) {
    std::vector<std::int64_t> own;
    for (std::size_t round = 0; round < rest.count(); ++round)
      for (const auto tile : rest.tiles(rank, round)) own.push_back(tile);
    EXPECT_EQ(own, unfinished_tiles(shared, rank, finished)) << "in the rank's order";
    walked.insert(walked.end(), own.begin(), own.end());
  }
  EXPECT_EQ(walked.size() + finished.size(), 24u);
  for (const auto tile : walked) EXPECT_FALSE(finished.contains(tile)) << tile;
}

TEST(TileRounds, NothingIsLeftToWalkWhereAllIsFinished) {
  const auto shared = partition(1, 3, 2, [](auto, auto) { return full; });
  EXPECT_EQ(TileRounds(shared, usual_round_pixels, {0, 1, 2}).count(), 0u);
}

}  // namespace
}  // namespace minenpp::survey
