#include "mpi/root_tables.h"

#include "world.h"
#include <array>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/stats/exact_sum.h"
#include "mpi/packed_integers.h"

namespace minenpp::mpi {
namespace {

using Integers = std::vector<std::int64_t>;
using model::ExactSum;
using model::Int128;

/// The sums that the root is given; empty on the others, and where there are none.
Integers sums_of(const Integers& own) {
  Integers sums;
  sum_on_root(
      world(), [&] { return own; }, [&](auto total) { sums.assign(total.begin(), total.end()); });
  return sums;
}

std::int64_t others() {
  return world().size() - 1;
}

bool is_given() {
  return world().is_root() && others() > 0;
}

TEST(SumOnRoot, RowsThatOverlap) {
  const std::int64_t rank = world().rank();
  const auto sums = sums_of({1, 0, -rank, 0, 0, 0, 100 * rank, 0});
  const auto all = world().size() * others() / 2;
  EXPECT_EQ(sums, is_given() ? Integers({others(), 0, -all, 0, 0, 0, 100 * all, 0}) : Integers());
}

TEST(SumOnRoot, RowsOfOneRankOnly) {
  constexpr std::size_t row = 7;
  const auto rows = static_cast<std::size_t>(world().size());
  Integers own(row * rows, 0), expected(own);
  const auto fill = [&](std::size_t rank, Integers& table) {
    for (std::size_t i = 0; i < row; ++i) table[rank * row + i] = static_cast<std::int64_t>(100 * rank + i);
  };
  fill(static_cast<std::size_t>(world().rank()), own);
  for (std::size_t rank = 1; rank < rows; ++rank) fill(rank, expected);
  EXPECT_EQ(sums_of(own), is_given() ? expected : Integers());
}

TEST(SumOnRoot, NothingButZeros) {
  EXPECT_EQ(sums_of(Integers(1000, 0)), is_given() ? Integers(1000, 0) : Integers());
  EXPECT_EQ(sums_of({}), Integers());
}

TEST(SumOnRoot, NothingButZerosOnSomeRanks) {
  Integers own(50, 0);
  if (world().rank() % 2 == 1) own[49] = -3;
  Integers expected(50, 0);
  expected[49] = -3 * (world().size() / 2);
  EXPECT_EQ(sums_of(own), is_given() ? expected : Integers());
}

TEST(SumOnRoot, OpposedValuesLeaveZero) {
  const std::int64_t sign = world().rank() % 2 == 1 ? 1 : -1;
  const auto sums = sums_of({sign * 123'456'789'012});
  EXPECT_EQ(sums, is_given() ? Integers{others() % 2 * 123'456'789'012} : Integers());
}

/// As tables of exact sums use it: the root adds the limbs of the others to its own sums.
TEST(SumOnRoot, LimbsOfLargeSumsOfBothSigns) {
  const Int128 large = (Int128{1} << 120) - 12345;
  std::array<ExactSum, 3> own;
  own[0].add_raw(large);
  own[1].add_raw(world().rank() == 1 ? -large : -1);
  own[2].add_raw(world().rank() % 2 == 1 ? large : -large);
  Integers limbs;
  for (const auto& sum : own)
    for (const auto limb : sum.limbs()) limbs.push_back(limb);
  sum_on_root(
      world(), [&] { return limbs; },
      [&](auto total) {
        for (std::size_t i = 0; i < own.size(); ++i)
          own[i].add(ExactSum::from_limbs({total[3 * i], total[3 * i + 1], total[3 * i + 2]}));
      });
  if (!world().is_root()) return;
  EXPECT_TRUE(own[0].raw() == large * world().size());
  EXPECT_TRUE(own[1].raw() == (others() > 0 ? -large - others() : Int128{-1}));
  EXPECT_TRUE(own[2].raw() == (others() % 2 == 1 ? Int128{0} : -large));
}

TEST(SumOnRoot, EqualsTheReductionOnAllRanks) {
  std::mt19937_64 random(static_cast<std::uint64_t>(world().rank()) + 1);
  Integers own(4000, 0);
  for (auto& value : own)
    if (random() % 5 == 0) value = static_cast<std::int64_t>(random()) >> (20 + random() % 40);
  auto all = own;
  world().all_reduce(all, Reduction::sum);
  sum_on_root(
      world(), [&] { return own; },
      [&](auto total) {
        for (std::size_t i = 0; i < own.size(); ++i) own[i] += total[i];
      });
  if (!world().is_root()) return;
  EXPECT_EQ(own, all);
}

TEST(SumOnRoot, AnErrorOfTheRootIsEverybodys) {
  const auto fails = [](auto) { throw model::Error(model::Fault::input, "no room for it"); };
  const auto sum = [&] {
    sum_on_root(
        world(), [] { return Integers{1}; }, fails);
  };
  if (others() > 0) {
    EXPECT_THROW(sum(), model::Error);
  } else {
    EXPECT_NO_THROW(sum());
  }
  EXPECT_EQ(sums_of({2}), is_given() ? Integers{2 * others()} : Integers());
}

TEST(SumOnRoot, AnErrorOfOneOtherRankIsEverybodys) {
  if (others() == 0) GTEST_SKIP() << "needs two ranks";
  const auto fails_on_the_last = [&] {
    if (world().rank() == others()) throw model::Error(model::Fault::input, "cannot tell");
    return Integers{1};
  };
  EXPECT_THROW(sum_on_root(world(), fails_on_the_last, [](auto) {}), model::Error);
}

TEST(SumOnRoot, TablesOfDifferentSizesAndSumsBeyond64BitsAreErrors) {
  if (others() < 2) GTEST_SKIP() << "needs three ranks";
  EXPECT_THROW(sums_of(Integers(static_cast<std::size_t>(world().rank()), 1)), model::Error);
  EXPECT_THROW(sums_of({std::numeric_limits<std::int64_t>::max()}), model::Error);
  EXPECT_THROW(sums_of({std::numeric_limits<std::int64_t>::min()}), model::Error);
}

TEST(GatherOnRoot, GivesEachRanksIntegersInTheOrderOfRanks) {
  std::vector<Integers> gathered, expected;
  const auto of = [](int rank) {
    Integers integers(static_cast<std::size_t>(rank % 3) * 10, 0);
    if (!integers.empty()) integers.back() = -rank;
    return integers;
  };
  gather_on_root(
      world(), [&] { return of(world().rank()); },
      [&](auto integers) { gathered.emplace_back(integers.begin(), integers.end()); });
  for (int rank = 1; is_given() && rank < world().size(); ++rank) expected.push_back(of(rank));
  EXPECT_EQ(gathered, expected);
}

TEST(BringToRoot, GivesThePackedIntegersOfTheOthers) {
  Integers own(1000, 0);
  own[static_cast<std::size_t>(world().rank())] = world().rank() - 3;
  std::vector<std::vector<std::byte>> expected;
  for (int rank = 1; is_given() && rank < world().size(); ++rank) {
    Integers of_rank(1000, 0);
    of_rank[static_cast<std::size_t>(rank)] = rank - 3;
    expected.push_back(pack(of_rank));
  }
  EXPECT_EQ(bring_to_root(world(), [&] { return own; }), expected);
}

}  // namespace
}  // namespace minenpp::mpi
