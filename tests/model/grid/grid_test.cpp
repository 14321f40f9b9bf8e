#include "model/grid/grid.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/no_data.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

double belt_area_m2(const Grid& grid) {
  constexpr double radius_m = 6371008.8;
  const double radian = std::numbers::pi / 180;
  return radius_m * radius_m * (grid.east() - grid.west()) * radian *
         (std::sin(grid.north() * radian) - std::sin(grid.south() * radian));
}

double summed_area_m2(const Grid& grid) {
  double sum = 0;
  for (std::int64_t row = 0; row < grid.rows(); ++row)
    sum += grid.pixel_area_m2(row) * static_cast<double>(grid.cols());
  return sum;
}

TEST(Grid, ProjectedPixelArea) {
  const Grid grid(500000, 4400000, 30, 30, 800, 700, false);
  EXPECT_GOLDEN("Q1", grid.pixel_area_m2(0) / 1e4);
  EXPECT_EQ(grid.pixel_area_m2(0), grid.pixel_area_m2(799));
}

TEST(Grid, GeographicRowAreasAddUpToTheBelt) {
  const Grid north_america(-170, 75, 1.0 / 6, 1.0 / 6, 390, 720, true);
  EXPECT_NEAR(summed_area_m2(north_america) / belt_area_m2(north_america), 1, 1e-12);
  const Grid whole(-180, 90, 0.5, 0.25, 720, 720, true);
  EXPECT_NEAR(summed_area_m2(whole) / (4 * std::numbers::pi * 6371008.8 * 6371008.8), 1, 1e-12);
}

TEST(Grid, GeographicAreaIsSymmetricAndShrinksTowardsThePole) {
  const Grid grid(0, 10, 1, 1, 20, 1, true);
  for (std::int64_t row = 0; row < 10; ++row)
    EXPECT_NEAR(grid.pixel_area_m2(row) / grid.pixel_area_m2(19 - row), 1, 1e-12);
  EXPECT_LT(grid.pixel_area_m2(0), grid.pixel_area_m2(9));
}

TEST(Grid, CentresAndPositionsAreInverse) {
  const Grid grid(600000, 4371000, 30, 20, 11, 7, false);
  EXPECT_EQ(grid.x(0), 600015);
  EXPECT_EQ(grid.y(0), 4370990);
  EXPECT_EQ(grid.east(), 600210);
  EXPECT_EQ(grid.south(), 4370780);
  for (std::int64_t i = 0; i < 7; ++i) {
    EXPECT_EQ(std::floor(grid.col_of(grid.x(i))), static_cast<double>(i));
    EXPECT_EQ(std::floor(grid.row_of(grid.y(i))), static_cast<double>(i));
  }
  EXPECT_LT(grid.col_of(599999), 0);
  EXPECT_LT(grid.y(1), grid.y(0));
}

TEST(Grid, CountsPastThirtyTwoBits) {
  const Grid grid(0, 0, 30, 30, 100000, 100000, false);
  EXPECT_EQ(grid.size(), std::int64_t{10'000'000'000});
}

TEST(Grid, RefusesWhatIsNoGrid) {
  EXPECT_THROW(Grid(no_data, 0, 1, 1, 1, 1, false), Error);
  EXPECT_THROW(Grid(0, 0, 0, 1, 1, 1, false), Error);
  EXPECT_THROW(Grid(0, 0, 1, no_data, 1, 1, false), Error);
  EXPECT_THROW(Grid(0, 0, 1, 1, 0, 1, false), Error);
  EXPECT_THROW(Grid(0, 91, 1, 1, 1, 1, true), Error);
  EXPECT_THROW(Grid(0, 0, 1, 1, 91, 1, true), Error);
  EXPECT_NO_THROW(Grid(0, 90, 1, 1, 180, 1, true));
}

TEST(Window, IntersectionOfMeetingAndSeparateWindows) {
  EXPECT_EQ(intersect({0, 0, 4, 4}, {2, 1, 9, 2}), (Window{2, 1, 2, 2}));
  EXPECT_TRUE(intersect({0, 0, 4, 4}, {4, 0, 4, 4}).empty());
  EXPECT_EQ(intersect({0, 0, 4, 4}, {9, 0, 4, 4}).size(), 0);
  EXPECT_EQ(intersect({-3, -3, 5, 5}, {0, 0, 9, 9}), (Window{0, 0, 2, 2}));
}

}  // namespace
}  // namespace minenpp::model
