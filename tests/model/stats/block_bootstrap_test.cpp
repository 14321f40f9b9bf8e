#include "model/stats/block_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <span>
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

BootstrapResult bootstrap_mean(std::span<const BlockSum> group, const BootstrapOptions& options = {}) {
  return BlockBootstrap(options).mean(group);
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

std::vector<BlockSum> times(std::vector<BlockSum> group, std::int64_t factor) {
  for (auto& block : group) {
    ExactSum sum;
    sum.add_raw(block.sum.raw() * factor);
    block.sum = sum;
  }
  return group;
}

TEST(JointMeans, ErrorsInCommonAddUpOrCancel) {
  const auto group = invented_blocks(30, 4);
  const auto joint =
      BlockBootstrap({}).means(std::vector<std::vector<BlockSum>>{group, times(group, 3), times(group, -1)});
  const auto error = bootstrap_mean(group).standard_error;
  EXPECT_NEAR(joint.means()[0].standard_error, error, 1e-12);
  EXPECT_NEAR(joint.standard_error(std::vector<double>{1, 0, 0}), error, 1e-12);
  EXPECT_NEAR(joint.standard_error(std::vector<double>{2, 1, 0}), 5 * error, 1e-9);
  EXPECT_NEAR(joint.standard_error(std::vector<double>{1, 0, 1}), 0, 1e-6);
  EXPECT_EQ(joint.standard_error(std::vector<double>{0, 0, 0}), 0);
}

/// Groups in blocks of their own are drawn together, but know nothing of each other.
TEST(JointMeans, GroupsWithoutACommonBlockAreIndependent) {
  auto one = invented_blocks(60, 4), other = invented_blocks(60, 8);
  for (auto& block : other) block.block += 1;
  const auto joint = BlockBootstrap({3, 20000}).means(std::vector<std::vector<BlockSum>>{one, other});
  const double a = joint.standard_error(std::vector<double>{1, 0}),
               b = joint.standard_error(std::vector<double>{0, 1});
  EXPECT_NEAR(joint.standard_error(std::vector<double>{1, 1}) / std::hypot(a, b), 1, 0.02);
  // How many blocks of a group are drawn is chance now too.
  EXPECT_NEAR(a / bootstrap_mean(one).standard_error, 1, 0.06);
}

TEST(JointMeans, AgreeWithReplicatesDrawnByHand) {
  const auto one = invented_blocks(12, 4);
  const std::vector<BlockSum> other{{one[3].block, 5, exact(30)}, {one[7].block, 2, exact(8)}};
  constexpr int many = 500;
  const auto joint = BlockBootstrap({5, many}).means(std::vector<std::vector<BlockSum>>{one, other});
  std::mt19937_64 random(5);
  std::vector<double> of_one, of_other;  // of replicates that have a pixel of both
  for (int i = 0; i < many; ++i) {
    ExactSum sum, other_sum;
    std::int64_t pixels = 0, other_pixels = 0;
    for (std::size_t k = 0; k < one.size(); ++k) {
      const auto at = static_cast<std::size_t>((static_cast<unsigned __int128>(random()) * one.size()) >> 64);
      pixels += one[at].count;
      sum.add(one[at].sum);
      for (const auto& block : other)
        if (block.block == one[at].block) {
          other_pixels += block.count;
          other_sum.add(block.sum);
        }
    }
    if (other_pixels == 0) continue;
    of_one.push_back(sum.mean(pixels));
    of_other.push_back(other_sum.mean(other_pixels));
  }
  EXPECT_LT(of_other.size(), static_cast<std::size_t>(many)) << "some replicates have no pixel of the other";
  const auto covariance = [](const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    double mean_a = 0, mean_b = 0, products = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      mean_a += a[i] / n;
      mean_b += b[i] / n;
    }
    for (std::size_t i = 0; i < a.size(); ++i) products += (a[i] - mean_a) * (b[i] - mean_b);
    return products / (n - 1);
  };
  EXPECT_NEAR(joint.means()[1].standard_error, std::sqrt(covariance(of_other, of_other)), 1e-12);
  const auto error = [&](double first, double second) {
    return joint.standard_error(std::vector<double>{first, second});
  };
  const double both = error(1, 1) * error(1, 1) - error(1, 0) * error(1, 0) - error(0, 1) * error(0, 1);
  EXPECT_NEAR(both / 2, covariance(of_one, of_other), 1e-10);
}

TEST(JointMeans, AGroupOfOneBlockHasNoError) {
  const auto group = invented_blocks(9, 4);
  const auto joint = BlockBootstrap({}).means(
      std::vector<std::vector<BlockSum>>{group, {{group[2].block, 3, exact(12)}}, {}});
  EXPECT_EQ(joint.means()[1].value, 4);
  EXPECT_TRUE(std::isnan(joint.standard_error(std::vector<double>{0, 1, 0})));
  EXPECT_TRUE(std::isnan(joint.standard_error(std::vector<double>{1, 1, 0})));
  EXPECT_TRUE(std::isnan(joint.means()[2].value));
  EXPECT_FALSE(std::isnan(joint.standard_error(std::vector<double>{1, 0, 0})));
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
