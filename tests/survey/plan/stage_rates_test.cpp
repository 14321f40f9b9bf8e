#include "survey/plan/stage_rates.h"

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

StageCost cost(const std::string& stage, double seconds, double busy) {
  StageCost cost;
  cost.stage = stage;
  cost.seconds = seconds;
  cost.busy_seconds = busy;
  return cost;
}

TEST(StageRates, SplitWhatIsOnceFromWhatTilesTake) {
  // Once 2 s; a hundred of work take 1 s for the tiles and 0.5 s to be stored.
  const TrialRun small{100, {cost("npp", 3.5, 1)}, {}}, large{500, {cost("npp", 9.5, 5)}, {}};
  const auto rates = stage_rates(small, large);
  ASSERT_EQ(rates.size(), 1U);
  EXPECT_EQ(rates[0].stage, "npp");
  EXPECT_DOUBLE_EQ(rates[0].once_s, 2);
  EXPECT_DOUBLE_EQ(rates[0].per_work_s, 0.01);
  EXPECT_DOUBLE_EQ(rates[0].per_stored_work_s, 0.005);
}

TEST(StageRates, TakeTheYearsOfAStageTogether) {
  const TrialRun both{100, {cost("ndvi", 2, 1), cost("npp", 1, 1), cost("ndvi", 4, 3)}, {}};
  const auto rates = stage_rates(both, both);
  ASSERT_EQ(rates.size(), 2U);
  EXPECT_EQ(rates[0].stage, "ndvi");
  EXPECT_DOUBLE_EQ(rates[0].per_work_s, 0.04);
  EXPECT_DOUBLE_EQ(rates[0].once_s, 2) << "of equal work nothing is known of what storing takes";
  EXPECT_DOUBLE_EQ(rates[0].per_stored_work_s, 0);
}

TEST(StageRates, AreNeverNegative) {
  // The small run was disturbed: it took longer.
  const TrialRun small{100, {cost("npp", 9, 1)}, {}}, large{500, {cost("npp", 7, 5)}, {}};
  const auto rates = stage_rates(small, large);
  EXPECT_DOUBLE_EQ(rates[0].per_stored_work_s, 0);
  EXPECT_DOUBLE_EQ(rates[0].once_s, 2);
  // And here the large one: not more than all it took is a tile's.
  const TrialRun quick{400, {cost("npp", 1, 1)}, {}};
  const auto steep = stage_rates(quick, large)[0];
  EXPECT_DOUBLE_EQ(steep.once_s, 0);
  EXPECT_DOUBLE_EQ(steep.per_stored_work_s * 500, 2);
}

TEST(StageRates, DoNotMultiplyADisturbance) {
  const TrialRun small{100, {cost("report", 3, 0), cost("npp", 1, 1)}, {}},
      large{500, {cost("report", 6, 0), cost("npp", 15, 5)}, {}};
  const auto rates = stage_rates(small, large);
  EXPECT_DOUBLE_EQ(rates[0].once_s, 6) << "without tiles all of it is once";
  EXPECT_DOUBLE_EQ(rates[0].per_stored_work_s, 0);
  EXPECT_DOUBLE_EQ(rates[1].per_stored_work_s, 0.005) << "half of what tiles take";
  EXPECT_DOUBLE_EQ(rates[1].once_s, 7.5);
}

TEST(MapRates, SplitAFileFromItsPixels) {
  const TrialRun small{100, {}, {{"npp", 3000}, {"class", 500}}},
      large{500, {}, {{"npp", 11000}, {"class", 500}}};
  const auto rates = map_rates(small, large);
  ASSERT_EQ(rates.size(), 2U);
  EXPECT_EQ(rates[0].kind, "class");
  EXPECT_DOUBLE_EQ(rates[0].once_bytes, 500);
  EXPECT_DOUBLE_EQ(rates[0].per_work_bytes, 0);
  EXPECT_DOUBLE_EQ(rates[1].once_bytes, 1000);
  EXPECT_DOUBLE_EQ(rates[1].per_work_bytes, 20);
}

/// A row of tiles of 256 with these weights.
mpi::Partition row_of(const std::vector<std::int64_t>& weights, int ranks) {
  const auto count = std::ssize(weights);
  const model::TileLattice lattice(model::Grid(0, 0, 1, 1, 256, 256 * count, false), 256);
  std::vector<mpi::ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < count; ++tile)
    tiles.push_back({tile, weights[static_cast<std::size_t>(tile)]});
  return {lattice, tiles, ranks, mpi::TileOrder::rows};
}

TEST(WalkWork, OfOneRankIsAllItsWork) {
  const auto partition = row_of({50000, 60000, 1000, 40000, 20000, 65536}, 1);
  EXPECT_EQ(work_of_single_tiles(partition).work, 236536);
  EXPECT_EQ(work_of_single_tiles(partition).rounds, 6);
  EXPECT_EQ(work_of_rounds(partition, 4 * 65536).work, 236536);
  EXPECT_EQ(work_of_rounds(partition, 4 * 65536).rounds, 1);
}

TEST(WalkWork, CountsTheBusiestOfEachRound) {
  // Two ranks: 60000, 20000 and 30000, 50000.
  const auto partition = row_of({60000, 20000, 30000, 50000}, 2);
  EXPECT_EQ(partition.tiles_of(0).size(), 2U);
  EXPECT_EQ(work_of_single_tiles(partition).work, 60000 + 50000);
  EXPECT_EQ(work_of_rounds(partition, 4 * 65536).work, 80000) << "in one round both have as much";
}

TEST(WalkWork, OfIdleRanksIsNothing) {
  const auto partition = row_of({1000}, 5);
  EXPECT_EQ(work_of_single_tiles(partition).work, 1000);
  EXPECT_EQ(work_of_rounds(mpi::Partition{}, 65536).work, 0);
}

}  // namespace
}  // namespace minenpp::survey
