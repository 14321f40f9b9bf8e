#include "io/results/overview.h"

#include <gtest/gtest.h>

namespace minenpp::io {
namespace {

model::Grid square(std::int64_t size) {
  return {0, 0, 30, 30, size, size, false};
}

TEST(OverviewFactor, SmallMapsNeedNone) {
  EXPECT_EQ(overview_factor(square(1), 256), 1);
  EXPECT_EQ(overview_factor(square(2048), 256), 1);
}

TEST(OverviewFactor, IsTheSmallestDivisorThatIsEnough) {
  EXPECT_EQ(overview_factor(square(2049), 256), 4);  // 513
  EXPECT_EQ(overview_factor(square(4096), 256), 4);  // 1024
  EXPECT_EQ(overview_factor(square(4097), 256), 8);
  EXPECT_EQ(overview_factor(square(2049), 500), 4);
  EXPECT_EQ(overview_factor(square(4097), 500), 5);  // 820
  EXPECT_EQ(overview_factor(square(5121), 500), 10);
}

TEST(OverviewFactor, ATileIsTheLargestPixel) {
  EXPECT_EQ(overview_factor(square(1'000'000), 16), 16);
  EXPECT_EQ(overview_factor(square(5000), 257), 257);  // a prime
}

TEST(OverviewFile, IsWhereGdalLooksForIt) {
  EXPECT_EQ(overview_file("maps/npp-2020.nc"), "maps/npp-2020.nc.ovr");
}

}  // namespace
}  // namespace minenpp::io
