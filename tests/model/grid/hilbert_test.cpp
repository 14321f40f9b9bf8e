#include "model/grid/hilbert.h"

#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::model {
namespace {

TEST(Hilbert, OrderIsTheSmallestEnclosingSquare) {
  EXPECT_EQ(hilbert_order(1, 1), 0);
  EXPECT_EQ(hilbert_order(1, 2), 1);
  EXPECT_EQ(hilbert_order(4, 3), 2);
  EXPECT_EQ(hilbert_order(4, 5), 3);
  EXPECT_EQ(hilbert_order(1, std::int64_t{1} << 31), 31);
}

TEST(Hilbert, RefusesLatticesItCannotOrder) {
  EXPECT_THROW((void)hilbert_order(0, 4), Error);
  EXPECT_THROW((void)hilbert_order(4, (std::int64_t{1} << 31) + 1), Error);
}

TEST(Hilbert, VisitsEveryCellOnceAndStepsOverEdges) {
  for (int order = 0; order <= 6; ++order) {
    const std::int64_t edge = std::int64_t{1} << order;
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> cells;
    for (std::int64_t row = 0; row < edge; ++row)
      for (std::int64_t col = 0; col < edge; ++col) cells[hilbert_position(row, col, order)] = {row, col};
    ASSERT_EQ(static_cast<std::int64_t>(cells.size()), edge * edge);
    EXPECT_EQ(cells.begin()->first, 0);
    EXPECT_EQ(cells.rbegin()->first, edge * edge - 1);
    auto previous = cells.begin()->second;
    EXPECT_EQ(previous, std::make_pair(std::int64_t{0}, std::int64_t{0}));
    for (const auto& [position, cell] : cells) {
      if (position == 0) continue;
      EXPECT_EQ(std::abs(cell.first - previous.first) + std::abs(cell.second - previous.second), 1)
          << "order " << order << " position " << position;
      previous = cell;
    }
  }
}

TEST(Hilbert, NarrowLatticesKeepDistinctPositions) {
  std::set<std::int64_t> positions;
  for (std::int64_t row = 0; row < 3; ++row)
    for (std::int64_t col = 0; col < 37; ++col)
      positions.insert(hilbert_position(row, col, hilbert_order(3, 37)));
  EXPECT_EQ(positions.size(), 3u * 37u);
}

TEST(Hilbert, LargestOrderStaysInRange) {
  const std::int64_t last = (std::int64_t{1} << 31) - 1;
  EXPECT_EQ(hilbert_position(0, last, 31), (std::int64_t{1} << 62) - 1);
}

}  // namespace
}  // namespace minenpp::model
