#include "model/space/rings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/space/polygon_distance.h"
#include "model/space/shapes.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int rings = 5;

/// Golden B: a square mine from 0 to 1000 m.
std::vector<MineOutline> square_km(double metres_a_pixel, double col, double row) {
  const double side = 1000 / metres_a_pixel;
  return {{1, {rectangle_ring(col, row, side, side)}}};
}

std::vector<double> distances(const std::vector<MineOutline>& mines, PixelSize pixel, const Window& window) {
  std::vector<double> out(static_cast<std::size_t>(window.size()));
  PolygonDistance(mines, pixel, RingBreaks().radius()).distances(window, out);
  return out;
}

std::vector<std::int8_t> rings_of(const std::vector<double>& distance,
                                  const std::vector<std::uint8_t>& in_a_mine) {
  std::vector<std::int8_t> out(distance.size(), 99);
  RingBreaks().rings(distance, in_a_mine, out);
  return out;
}

/// Pixels of ring 0..5, then of none.
std::array<int, rings + 2> count(const std::vector<std::int8_t>& ring) {
  std::array<int, rings + 2> pixels{};
  for (const auto k : ring) ++pixels[static_cast<std::size_t>(k == RingBreaks::no_ring ? rings + 1 : k)];
  return pixels;
}

TEST(Rings, PutPointsWhereTheReferenceDoes) {
  const RingBreaks breaks;
  const std::array<std::pair<double, double>, 8> points{{{500, 500},
                                                         {-100, 500},
                                                         {-200, 500},
                                                         {-200.001, 500},
                                                         {-300, -400},
                                                         {1000, 1000},
                                                         {2000, 500},
                                                         {2000.001, 500}}};
  const std::array ids{"500,500",   "-100,500",  "-200,500",   "-200.001,500",
                       "-300,-400", "1000,1000", "2000.0,500", "2000.001,500"};
  for (std::size_t i = 0; i < points.size(); ++i) {
    // Metres as pixels, moved so that the point is the centre of pixel (0, 0).
    const auto mines = square_km(1, 0.5 - points[i].first, 0.5 - points[i].second);
    EXPECT_GOLDEN(std::string("B.") + ids[i], breaks.ring_of(distances(mines, {1, 1}, {0, 0, 1, 1})[0]));
  }
}

TEST(Rings, HoldThePixelsOfTheReference) {
  // 113 x 113 centres from -1185 m on, 30 m apart: position 0 is 40 pixels from the outer corner -1200.
  const auto pixels = count(rings_of(distances(square_km(30, 40, 40), {30, 30}, {0, 0, 113, 113}), {}));
  EXPECT_GOLDEN("B.in", pixels[0]);
  int total = 0;
  for (int k = 1; k <= rings; ++k) {
    const auto n = pixels[static_cast<std::size_t>(k)];
    EXPECT_GOLDEN("B.n" + std::to_string(k), n);
    // Counting centres meets the exact area of a ring to a fraction of the pixels along its boundary.
    EXPECT_NEAR(n * 0.09, testing::golden_value("B.a" + std::to_string(k)), 6.0);
    total += n;
  }
  EXPECT_GOLDEN("B.tot", total);
}

TEST(Rings, AreExactInAreaWithSmallPixels) {
  const auto pixels = count(rings_of(distances(square_km(5, 240, 240), {5, 5}, {0, 0, 680, 680}), {}));
  for (int k = 1; k <= rings; ++k)
    EXPECT_NEAR(pixels[static_cast<std::size_t>(k)] * 25 / 1e4,
                testing::golden_value("B.a" + std::to_string(k)), 0.15);
}

TEST(Rings, EndAtTheirOuterLimit) {
  const RingBreaks breaks({100, 250.5});
  EXPECT_EQ(breaks.count(), 2);
  EXPECT_EQ(breaks.radius(), 250.5);
  EXPECT_EQ(breaks.ring_of(0), 0);
  EXPECT_EQ(breaks.ring_of(1e-300), 1);
  EXPECT_EQ(breaks.ring_of(100), 1);
  EXPECT_EQ(breaks.ring_of(std::nextafter(100, 200)), 2);
  EXPECT_EQ(breaks.ring_of(250.5), 2);
  EXPECT_EQ(breaks.ring_of(251), RingBreaks::no_ring);
  EXPECT_EQ(breaks.ring_of(infinity), RingBreaks::no_ring);
  EXPECT_EQ(breaks.ring_of(std::nan("")), RingBreaks::no_ring);
}

/// Several mines, some close to each other, one inside another's ring.
struct Land {
  static constexpr PixelSize pixel{30, 30};
  Window window{0, 0, 160, 170};
  std::vector<MineOutline> mines;
  std::vector<std::uint8_t> in_a_mine;

  Land() {
    std::mt19937_64 random(3);
    const std::array<std::array<double, 3>, 5> places{
        {{40, 40, 14}, {60, 55, 10}, {90, 120, 20}, {120, 40, 6}, {88, 100, 9}}};
    for (std::size_t i = 0; i < places.size(); ++i)
      mines.push_back({static_cast<std::int32_t>(i) + 1,
                       {wiggly_ring(random, places[i][0], places[i][1], places[i][2], 30)}});
    for (const double d : distances(mines, pixel, window)) in_a_mine.push_back(d == 0);
  }
};

TEST(Rings, OfEachMineHoldAtLeastTheUnitedOnesAndTheNearestAddUpToThem) {
  const Land land;
  const PolygonDistance mines(land.mines, Land::pixel, RingBreaks().radius());
  std::vector<double> distance(land.in_a_mine.size());
  std::vector<std::int32_t> nearest(distance.size());
  mines.nearest(land.window, distance, nearest);
  const auto united = count(rings_of(distance, land.in_a_mine));

  std::array<int, rings + 2> of_each{}, of_nearest{};
  for (const auto mine : mines.mines()) {
    std::vector<double> to_mine(distance.size()), own(distance.size(), infinity);
    mines.distances_to(mine, land.window, to_mine);
    const auto ring = rings_of(to_mine, land.in_a_mine);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (nearest[i] == mine) own[i] = distance[i];
      EXPECT_TRUE(land.in_a_mine[i] == 0 || ring[i] <= 0);  // no pixel of a mine is in a ring
    }
    const auto each = count(ring), share = count(rings_of(own, land.in_a_mine));
    for (std::size_t k = 0; k <= rings; ++k) {
      of_each[k] += each[k];
      of_nearest[k] += share[k];
    }
  }
  int within = 0;
  for (std::size_t k = 0; k <= rings; ++k) {
    EXPECT_EQ(of_nearest[k], united[k]);
    if (k > 0) within += united[k];
  }
  int within_each = 0;
  for (std::size_t k = 1; k <= rings; ++k) within_each += of_each[k];
  EXPECT_GT(within_each, within);
  EXPECT_EQ(within,
            std::count_if(distance.begin(), distance.end(), [](double d) { return d > 0 && d <= 1000; }));
}

TEST(Rings, OfSelectedMinesLeaveOutTheLandOfOthers) {
  const Land land;
  const std::vector<MineOutline> selected{land.mines[0]};
  const auto distance = distances(selected, Land::pixel, land.window);
  const auto ring = rings_of(distance, land.in_a_mine);
  int left_out = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    EXPECT_EQ(distance[i] == 0, ring[i] == 0);
    if (distance[i] > 0 && land.in_a_mine[i] != 0) {
      EXPECT_EQ(ring[i], RingBreaks::no_ring);
      left_out += distance[i] <= 1000;
    }
  }
  EXPECT_GT(left_out, 0);
}

TEST(Rings, RefuseLimitsThatDoNotAscend) {
  EXPECT_THROW(RingBreaks(std::vector<double>{}), Error);
  EXPECT_THROW(RingBreaks({0, 100}), Error);
  EXPECT_THROW(RingBreaks({100, 100}), Error);
  EXPECT_THROW(RingBreaks({200, 100}), Error);
  EXPECT_THROW(RingBreaks({100, infinity}), Error);
  EXPECT_THROW(RingBreaks({std::nan("")}), Error);
  std::vector<std::int8_t> out(2);
  EXPECT_THROW(RingBreaks().rings(std::vector{1.0}, {}, out), Error);
  EXPECT_THROW(RingBreaks().rings(std::vector{1.0, 2.0}, std::vector<std::uint8_t>{1}, out), Error);
}

TEST(RingDifferences, AreSigned) {
  const auto change = ring_differences(std::vector{30.0, 31.0, 32.06, 32.0, 31.95});
  EXPECT_NEAR(change.inner, 2.06, 1e-12);
  EXPECT_NEAR(change.outer, -0.11, 1e-12);
  EXPECT_TRUE(std::isnan(ring_differences(std::vector{30.0, 31.0, 32.0}).outer));
  EXPECT_EQ(ring_differences(std::vector{30.0, 31.0, 32.0}).inner, 2);
  EXPECT_TRUE(std::isnan(ring_differences({}).inner));
}

}  // namespace
}  // namespace minenpp::model
