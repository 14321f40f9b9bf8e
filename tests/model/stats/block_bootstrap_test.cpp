#include "model/stats/block_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::model {
namespace {

ExactSum exact(double value) {
  ExactSum sum;
  sum.add(value);
  return sum;
}

std::vector<BlockSum> invented_blocks(std::size_t blocks, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> level(40, 5);
  std::vector<BlockSum> group;
  for (std::size_t i = 0; i < blocks; ++i) {
    const auto pixels = static_cast<std::int64_t>(1 + random() % 200);
    group.push_back(
        {static_cast<std::int64_t>(i) * 3, pixels, exact(level(random) * static_cast<double>(pixels))});
  }
  return group;
}

TEST(BlockBootstrap, OfEqualBlocksIsTheTextbookError) {
  std::vector<BlockSum> group;
  std::mt19937_64 random(1);
  std::normal_distribution<double> level(40, 5);
  double sum = 0, squares = 0;
  constexpr int blocks = 40;
  for (int i = 0; i < blocks; ++i) {
    const double mean = level(random);
    group.push_back({i, 10, exact(10 * mean)});
    sum += mean;
    squares += mean * mean;
  }
  const double variance = squares / blocks - sum / blocks * sum / blocks;
  const auto result = bootstrap_mean(group, {7, 20000});
  EXPECT_NEAR(result.value, sum / blocks, 1e-6);
  EXPECT_NEAR(result.standard_error / std::sqrt(variance / blocks), 1, 0.02);
  EXPECT_EQ(result.blocks, blocks);
}

TEST(BlockBootstrap, OfTwoBlocksHasTheErrorOfItsThreeOutcomes) {
  // Means 0, 0.5 and 1 with probability 1/4, 1/2, 1/4.
  const std::vector<BlockSum> group{{1, 4, exact(0)}, {2, 4, exact(4)}};
  EXPECT_NEAR(bootstrap_mean(group, {1, 40000}).standard_error, std::sqrt(0.125), 0.004);
}

TEST(BlockBootstrap, DoesNotDependOnOrderOrOnHowRanksShareBlocks) {
  auto group = invented_blocks(50, 3);
  const auto expected = bootstrap_mean(group);
  std::mt19937_64 random(5);
  for (int trial = 0; trial < 5; ++trial) {
    std::vector<BlockSum> parts;
    for (const BlockSum& block : group) {
      const auto pixels = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(block.count));
      ExactSum rest = block.sum;
      rest.add_raw(-Int128{12345});
      ExactSum part;
      part.add_raw(12345);
      if (pixels == 0) {
        parts.push_back(block);
      } else {
        parts.push_back({block.block, pixels, part});
        parts.push_back({block.block, block.count - pixels, rest});
      }
      parts.push_back({block.block + 1, 0, ExactSum()});  // an empty block is no block
    }
    std::shuffle(parts.begin(), parts.end(), random);
    const auto result = bootstrap_mean(parts);
    EXPECT_EQ(result.value, expected.value);
    EXPECT_EQ(result.standard_error, expected.standard_error);
    EXPECT_EQ(result.blocks, 50);
  }
  EXPECT_NE(bootstrap_mean(group, {2, 1000}).standard_error, expected.standard_error);
}

TEST(BlockBootstrap, GivesTheSameNumberOnEveryMachine) {
  const std::vector<BlockSum> group{{1, 2, exact(6)}, {2, 1, exact(9)}, {5, 3, exact(3)}, {9, 4, exact(20)}};
  const auto result = bootstrap_mean(group, {42, 500});
  EXPECT_DOUBLE_EQ(result.value, 3.8);
  EXPECT_NEAR(result.standard_error, 1.1657159703253406, 1e-12);  // as another program finds
}

TEST(BlockBootstrap, OfManyGroupsIsWhatEachHasAlone) {
  BlockBootstrap bootstrap({3, 200});
  for (std::size_t blocks = 2; blocks < 60; blocks += 3)  // more sizes than draws are kept of
    for (const std::uint64_t seed : {1, 2}) {
      const auto group = invented_blocks(blocks, seed);
      const auto alone = bootstrap_mean(group, {3, 200});
      EXPECT_EQ(bootstrap.mean(group).standard_error, alone.standard_error) << blocks;
    }
}

TEST(BlockBootstrap, SoManyReplicatesThatDrawsAreNotKeptGiveTheSame) {
  const auto group = invented_blocks(500, 4);
  constexpr int many = 10000;  // of 500 blocks: more than are kept
  const auto result = bootstrap_mean(group, {5, many});
  std::mt19937_64 random(5);
  double sum = 0, squares = 0;
  for (int i = 0; i < many; ++i) {
    ExactSum values;
    std::int64_t count = 0;
    for (std::size_t k = 0; k < group.size(); ++k) {
      const auto at =
          static_cast<std::size_t>((static_cast<unsigned __int128>(random()) * group.size()) >> 64);
      count += group[at].count;
      values.add(group[at].sum);
    }
    const double mean = values.mean(count) - result.value;
    sum += mean;
    squares += mean * mean;
  }
  EXPECT_NEAR(result.standard_error, std::sqrt((squares - sum * sum / many) / (many - 1)), 1e-12);
}

TEST(BlockBootstrap, SumsBeyond64BitsHaveTheSameError) {
  auto group = invented_blocks(20, 9);
  const auto expected = bootstrap_mean(group);
  constexpr std::int64_t times = std::int64_t{1} << 36;
  for (auto& block : group) {
    block.count *= times;
    ExactSum large;
    large.add_raw(block.sum.raw() * times);
    block.sum = large;
  }
  const auto result = bootstrap_mean(group);
  EXPECT_EQ(result.value, expected.value);
  EXPECT_EQ(result.standard_error, expected.standard_error);
}

TEST(BlockBootstrap, SaysNothingOfOneBlock) {
  const auto one = bootstrap_mean(std::vector<BlockSum>{{4, 2, exact(10)}});
  EXPECT_EQ(one.value, 5);
  EXPECT_TRUE(std::isnan(one.standard_error));
  const auto none = bootstrap_mean({});
  EXPECT_TRUE(std::isnan(none.value) && std::isnan(none.standard_error));
  EXPECT_EQ(none.blocks, 0);
}

TEST(BlockBootstrap, RefusesNonsense) {
  EXPECT_THROW((void)bootstrap_mean(invented_blocks(3, 1), {1, 1}), Error);
  EXPECT_THROW((void)bootstrap_mean(std::vector<BlockSum>{{1, -1, exact(0)}}), Error);
}

}  // namespace
}  // namespace minenpp::model
