#include "io/raster/pixels_under.h"

#include <limits>
#include <ostream>

#include <gtest/gtest.h>

namespace minenpp::io {
namespace {

using model::Window;

RasterPlace kilometres() {
  return {40, 60, {500000, 1000, 0, 4000000, 0, -1000}, Crs::from_text("EPSG:32649")};
}

RasterPlace around_the_earth() {
  return {18, 36, {0, 10, 0, 90, 0, -10}, Crs::from_text("EPSG:4326")};
}

void expect_window(const Window& got, const Window& wanted) {
  EXPECT_EQ(got.row, wanted.row);
  EXPECT_EQ(got.col, wanted.col);
  EXPECT_EQ(got.rows, wanted.rows);
  EXPECT_EQ(got.cols, wanted.cols);
}

TEST(PixelsUnder, HoldsEveryPositionAndTheReachAroundThem) {
  PixelsUnder pixels(kilometres());
  pixels.add(10.5, 20.5);
  expect_window(pixels.window(0), {20, 10, 1, 1});
  expect_window(pixels.window(2), {18, 8, 5, 5});
  pixels.add(12, 19.999);
  expect_window(pixels.window(0), {19, 10, 2, 3});
  expect_window(pixels.window(1), {18, 9, 4, 5});
}

TEST(PixelsUnder, EndsWhereTheRasterDoes) {
  PixelsUnder pixels(kilometres());
  pixels.add(0, 0);
  pixels.add(59.5, 39.5);
  expect_window(pixels.window(3), {0, 0, 40, 60});
}

TEST(PixelsUnder, PositionsBesideTheRasterNeedNothing) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  PixelsUnder pixels(kilometres());
  EXPECT_TRUE(pixels.window(1).empty());
  pixels.add(-0.01, 5);
  pixels.add(60, 5);
  pixels.add(5, -0.01);
  pixels.add(5, 40);
  pixels.add(nan, 5);
  pixels.add(5, nan);
  EXPECT_TRUE(pixels.window(1).empty());
  pixels.add(30, 30);
  expect_window(pixels.window(0), {30, 30, 1, 1});
}

TEST(PixelsUnder, GoesOnAroundTheEarth) {
  PixelsUnder pixels(around_the_earth());
  pixels.add(-1.5, 4.5);
  pixels.add(1.5, 4.5);
  expect_window(pixels.window(1), {3, -3, 3, 6});
  expect_window(pixels.extent({-2, 34, 30, 4}), {0, 34, 18, 4});
  PixelsUnder beyond(around_the_earth());
  beyond.add(3, 18);
  beyond.add(std::numeric_limits<double>::quiet_NaN(), 3);
  EXPECT_TRUE(beyond.window(1).empty()) << "rows do not go on at a pole";
}

}  // namespace
}  // namespace minenpp::io
