#include "model/grid/longitude_turn.h"

#include <cmath>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

TEST(NearestTurn, IsWithinHalfATurnOfTheMiddle) {
  const Grid grid(200, 61, 0.1, 0.1, 10, 100, true);
  EXPECT_EQ(nearest_turn(grid, -155), 205);
  EXPECT_EQ(nearest_turn(grid, 205.5), 205.5);
  EXPECT_EQ(nearest_turn(grid, 30), 30);
  EXPECT_EQ(nearest_turn(grid, 20), 380) << "175 degrees east of the middle, not 185 west";
  EXPECT_TRUE(std::isnan(nearest_turn(grid, std::nan(""))));
}

TEST(NearestTurn, LeavesMetresAlone) {
  EXPECT_EQ(nearest_turn(Grid(600000, 4e6, 30, 30, 10, 10, false), 600015), 600015);
}

}  // namespace
}  // namespace minenpp::model
