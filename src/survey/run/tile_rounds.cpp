#include "survey/run/tile_rounds.h"

#include <algorithm>

namespace minenpp::survey {

namespace {

/// No tile is free.
std::vector<std::int64_t> work_of(const mpi::Partition& partition, int rank, const TileSet& finished) {
  std::vector<std::int64_t> work;
  const auto tiles = partition.tiles_of(rank), weights = partition.weights_of(rank);
  for (std::size_t i = 0; i < tiles.size(); ++i)
    if (!finished.contains(tiles[i])) work.push_back(weights[i] + 1);
  return work;
}

std::int64_t sum_of(const std::vector<std::int64_t>& work) {
  std::int64_t sum = 0;
  for (const auto one : work) sum += one;
  return sum;
}

/// A tile belongs to the round in which its middle falls. Every round holds as much of the rank's work, so
/// that one with less work, or other work besides, is never ahead of the others.
std::vector<std::size_t> begins_of(const std::vector<std::int64_t>& work, std::size_t rounds) {
  const double of_round = static_cast<double>(sum_of(work)) / static_cast<double>(rounds);
  std::vector<std::size_t> begins(rounds + 1, 0);
  std::int64_t before = 0;
  for (const auto one : work) {
    const auto middle = static_cast<double>(before) + static_cast<double>(one) / 2;
    const auto round = std::min(rounds - 1, static_cast<std::size_t>(middle / of_round));
    ++begins[round + 1];
    before += one;
  }
  for (std::size_t round = 1; round < begins.size(); ++round) begins[round] += begins[round - 1];
  return begins;
}

}  // namespace

std::vector<std::int64_t> unfinished_tiles(const mpi::Partition& partition, int rank,
                                           const TileSet& finished) {
  std::vector<std::int64_t> tiles;
  for (const auto tile : partition.tiles_of(rank))
    if (!finished.contains(tile)) tiles.push_back(tile);
  return tiles;
}

TileRounds::TileRounds(const mpi::Partition& partition, std::int64_t pixels, const TileSet& finished) {
  std::vector<std::vector<std::int64_t>> work;
  std::int64_t most = 0, heaviest = pixels;
  for (int rank = 0; rank < partition.ranks(); ++rank) {
    tiles_.push_back(unfinished_tiles(partition, rank, finished));
    work.push_back(work_of(partition, rank, finished));
    most = std::max(most, sum_of(work.back()));
    for (const auto one : work.back()) heaviest = std::max(heaviest, one);
  }
  if (most > 0) count_ = static_cast<std::size_t>((most + heaviest - 1) / heaviest);
  for (const auto& of_rank : work)
    begins_.push_back(count_ == 0 ? std::vector<std::size_t>{0} : begins_of(of_rank, count_));
}

std::span<const std::int64_t> TileRounds::tiles(int rank, std::size_t round) const {
  const auto& begins = begins_[static_cast<std::size_t>(rank)];
  return std::span(tiles_[static_cast<std::size_t>(rank)])
      .subspan(begins[round], begins[round + 1] - begins[round]);
}

}  // namespace minenpp::survey
