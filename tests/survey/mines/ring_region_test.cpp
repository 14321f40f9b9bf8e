#include "survey/mines/ring_region.h"

#include <array>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

TEST(RingRegion, AMineTakesWhatLiesInsideButNotOfASelectedOne) {
  const RingRegion mine{CellKind::per_mine, 5, {{1, 3, 0}, {4, 2, 1}}};
  const std::array<std::int8_t, 6> rings{2, -1, 0, -1, 1, -1};
  std::array<std::int32_t, 6> owners{1, 0, 1, 1, 1, 0};
  take_inside(mine, rings, owners);
  EXPECT_EQ(owners, (std::array<std::int32_t, 6>{1, 5, 1, 5, 1, 0}));
}

}  // namespace
}  // namespace minenpp::survey
