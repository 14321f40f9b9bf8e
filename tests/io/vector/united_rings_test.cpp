#include "io/vector/united_rings.h"

#include <gtest/gtest.h>

#include "model/space/polygon_coverage.h"

namespace minenpp::io {
namespace {

using model::Ring;

Ring square(double col, double row, double edge) {
  return {{col, row}, {col + edge, row}, {col + edge, row + edge}, {col, row + edge}};
}

/// Pixels, by area.
double area_of(const std::vector<Ring>& rings) {
  double area = 0;
  const model::PolygonCoverage coverage(rings);
  coverage.for_each_run(coverage.bounds(),
                        [&](std::int64_t, std::int64_t begin, std::int64_t end, double share) {
                          area += static_cast<double>(end - begin) * share;
                        });
  return area;
}

TEST(UnitedRings, LandInTwoPolygonsIsThereOnce) {
  const std::vector<std::vector<Ring>> polygons{{square(0.5, 0.5, 4)}, {square(2.5, 2.5, 4)}};
  EXPECT_NEAR(area_of(united_rings(polygons)), 16 + 16 - 4, 1e-12);
}

TEST(UnitedRings, HolesStayUnlessAnotherPolygonFillsThem) {
  const std::vector<Ring> holed{square(0, 0, 10), square(3, 3, 4)};
  EXPECT_NEAR(area_of(united_rings(std::vector<std::vector<Ring>>{holed, {square(20, 0, 1)}})), 85, 1e-12);
  EXPECT_NEAR(area_of(united_rings(std::vector<std::vector<Ring>>{holed, {square(3, 3, 2)}})), 88, 1e-12);
  EXPECT_NEAR(area_of(united_rings(std::vector<std::vector<Ring>>{holed, {square(2, 2, 6)}})), 100, 1e-12);
}

TEST(UnitedRings, NeighboursLoseTheirCommonEdge) {
  const auto rings = united_rings(std::vector<std::vector<Ring>>{{square(0, 0, 2)}, {square(2, 0, 2)}});
  EXPECT_EQ(rings.size(), 1U);
  EXPECT_NEAR(area_of(rings), 8, 1e-12);
}

TEST(UnitedRings, RingsWithoutAnAreaAreNothing) {
  EXPECT_TRUE(united_rings({}).empty());
  EXPECT_TRUE(
      united_rings(std::vector<std::vector<Ring>>{{{{1, 1}, {2, 2}}}, {{{1, 1}, {2, 2}, {3, 3}}}}).empty());
}

}  // namespace
}  // namespace minenpp::io
