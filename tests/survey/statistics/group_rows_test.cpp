#include "survey/statistics/group_rows.h"

#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

using Integers = std::vector<std::int64_t>;
using Rows = GroupRows<std::int64_t>;

void append(std::int64_t cell, Integers& integers) {
  integers.push_back(cell);
}

void add(std::int64_t& cell, std::span<const std::int64_t> integers) {
  cell += integers.front();
}

std::vector<std::size_t> groups_with_cells(const Rows& rows) {
  std::vector<std::size_t> groups;
  rows.for_each([&](std::size_t group, std::span<const std::int64_t>) { groups.push_back(group); });
  return groups;
}

TEST(GroupRows, OnlyWhatWasAddedToIsThere) {
  Rows rows(4, 3);
  EXPECT_EQ(rows.groups(), 4);
  EXPECT_EQ(rows.width(), 3);
  EXPECT_EQ(std::as_const(rows).at(3, 2), 0);
  EXPECT_EQ(groups_with_cells(rows), (std::vector<std::size_t>{})) << "to look at a cell makes none";
  rows.at(2, 1) = 7;
  EXPECT_EQ(groups_with_cells(rows), (std::vector<std::size_t>{2}));
  EXPECT_EQ(std::as_const(rows).at(2, 0), 0);
  EXPECT_EQ(std::as_const(rows).at(2, 1), 7);
  EXPECT_EQ(rows.to_integers(1, append), (Integers{2, 0, 7, 0}));
}

TEST(GroupRows, IntegersAddUp) {
  Rows rows(4, 3);
  rows.at(2, 1) = 7;
  rows.add_integers(Integers{0, 1, 2, 3, 2, 0, -10, 5}, 1, add);
  EXPECT_EQ(rows.to_integers(1, append), (Integers{0, 1, 2, 3, 2, 0, -3, 5}));
  rows.add_integers({}, 1, add);
  EXPECT_EQ(rows.to_integers(1, append), (Integers{0, 1, 2, 3, 2, 0, -3, 5}));
}

TEST(GroupRows, RefuseIntegersOfOthers) {
  Rows rows(4, 3);
  EXPECT_THROW(rows.add_integers(Integers{0, 1, 2}, 1, add), model::Error) << "a row cut short";
  EXPECT_THROW(rows.add_integers(Integers{4, 1, 2, 3}, 1, add), model::Error) << "a group too many";
  EXPECT_THROW(rows.add_integers(Integers{-1, 1, 2, 3}, 1, add), model::Error);
  EXPECT_THROW(rows.add_integers(Integers{0, 1, 2, 3}, 2, add), model::Error) << "cells of two integers";
}

TEST(GroupRows, RefuseRowsOfOthers) {
  const auto sum = [](auto& cell, auto more) { cell += more; };
  Rows rows(4, 3);
  EXPECT_THROW(rows.add(Rows(5, 3), sum), model::Error);
  EXPECT_THROW(rows.add(Rows(4, 4), sum), model::Error);
  EXPECT_THROW(Rows().add(rows, sum), model::Error);
}

TEST(GroupRows, WithoutGroupsOrCellsAreEmpty) {
  EXPECT_EQ(Rows().to_integers(1, append), Integers{});
  Rows none;
  none.add(Rows(), [](auto& cell, auto more) { cell += more; });
  EXPECT_EQ(none.groups(), 0);
  EXPECT_EQ(Rows(5, 0).to_integers(1, append), Integers{});
}

/// Shares of many ranks, told as integers or added directly, are the sum that one table would have.
TEST(GroupRows, SharesAddUpToTheWhole) {
  constexpr std::size_t groups = 50, width = 4;
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    Rows told(groups, width), added(groups, width);
    std::vector<std::int64_t> whole(groups * width, 0);
    for (int share = 0; share < 7; ++share) {
      Rows own(groups, width);
      for (int i = 0; i < 30; ++i) {
        const std::size_t at = random() % whole.size();
        const auto value = static_cast<std::int64_t>(random() % 1000) - 500;
        own.at(at / width, at % width) += value;
        whole[at] += value;
      }
      told.add_integers(own.to_integers(1, append), 1, add);
      added.add(own, [](auto& cell, auto more) { cell += more; });
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
      ASSERT_EQ(std::as_const(told).at(at / width, at % width), whole[at]);
      ASSERT_EQ(std::as_const(added).at(at / width, at % width), whole[at]);
    }
  }
}

}  // namespace
}  // namespace minenpp::survey
