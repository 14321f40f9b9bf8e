#include "model/space/reach.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::model {
namespace {

TEST(Halo, ReachesTheFarthestPixelWhoseEdgeIsWithinTheRadius) {
  // 33 pixels: its edge is 32.5 * 30 = 975 m away; 34: 1005 m.
  EXPECT_EQ(halo_of({30, 30}, 1000), (Halo{33, 33}));
  EXPECT_EQ(halo_of({30, 30}, 975), (Halo{33, 33}));
  EXPECT_EQ(halo_of({30, 30}, std::nextafter(975, 0)), (Halo{32, 32}));
  EXPECT_EQ(halo_of({30, 10}, 100), (Halo{10, 3}));
  EXPECT_EQ(halo_of({30, 30}, 0), (Halo{0, 0}));
  EXPECT_EQ(halo_of({30, 30}, 14.9), (Halo{0, 0}));
  EXPECT_EQ(halo_of({30, 30}, 15), (Halo{1, 1}));
}

TEST(Halo, HoldsTheLimitForAwkwardSizes) {
  for (const double size : {0.1, 0.3, 7.7, 28.3, 29.999999, 1e-3})
    for (int k = 0; k < 200; ++k) {
      const double edge = (k + 0.5) * size;
      EXPECT_EQ(halo_of({size, size}, edge).cols, k + 1) << size << " " << k;
      EXPECT_EQ(halo_of({size, size}, std::nextafter(edge, 0)).cols, k) << size << " " << k;
    }
}

TEST(Halo, RefusesNonsense) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double bad : {0.0, -30.0, infinity, std::nan("")}) {
    EXPECT_THROW((void)halo_of({bad, 30}, 100), Error);
    EXPECT_THROW((void)halo_of({30, bad}, 100), Error);
  }
  for (const double bad : {-1.0, infinity, std::nan("")}) EXPECT_THROW((void)halo_of({30, 30}, bad), Error);
  EXPECT_THROW((void)halo_of({1e-3, 30}, 1000), Error);
}

}  // namespace
}  // namespace minenpp::model
