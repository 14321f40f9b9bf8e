#include "model/space/polygon_distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/grid/lanes.h"
#include "model/space/edge.h"
#include "model/space/raster_distance.h"
#include "model/space/shapes.h"

namespace minenpp::model {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Nearest {
  std::vector<double> distance;
  std::vector<std::int32_t> mine;
};

Nearest nearest(const PolygonDistance& mines, const Window& window) {
  Nearest out{std::vector<double>(static_cast<std::size_t>(window.size()), -1),
              std::vector<std::int32_t>(static_cast<std::size_t>(window.size()), -1)};
  mines.nearest(window, out.distance, out.mine);
  return out;
}

std::vector<double> distances_to(const PolygonDistance& mines, std::int32_t mine, const Window& window) {
  std::vector<double> out(static_cast<std::size_t>(window.size()), -1);
  mines.distances_to(mine, window, out);
  return out;
}

/// Every pixel against every edge of every outline, without boxes or bounds.
template <typename Wanted>
Nearest brute(const std::vector<MineOutline>& outlines, const Window& window, PixelSize pixel, double radius,
              Wanted&& wanted) {
  Nearest out{std::vector<double>(static_cast<std::size_t>(window.size()), infinity),
              std::vector<std::int32_t>(static_cast<std::size_t>(window.size()), 0)};
  for (const MineOutline& outline : outlines) {
    if (!wanted(outline.mine)) continue;
    std::vector<std::uint8_t> inside(out.distance.size());
    PolygonRaster(outline.rings).mask(window, inside);
    for (std::size_t i = 0; i < out.distance.size(); ++i) {
      const auto cols = static_cast<std::size_t>(window.cols);
      const double col = static_cast<double>(window.col + static_cast<std::int64_t>(i % cols)) + 0.5;
      const double row = static_cast<double>(window.row + static_cast<std::int64_t>(i / cols)) + 0.5;
      double square = inside[i] != 0 ? 0 : infinity;
      for (const Ring& ring : outline.rings)
        for (std::size_t e = 0; e < ring.size() && ring.size() > 2; ++e)
          square =
              std::min(square, Edge(ring[e], ring[(e + 1) % ring.size()], pixel).squared_distance(col, row));
      const double distance = std::sqrt(square);
      if (distance > radius) continue;
      if (distance < out.distance[i])
        out.mine[i] = outline.mine;
      else if (distance == out.distance[i])
        out.mine[i] = std::min(out.mine[i], outline.mine);
      out.distance[i] = std::min(out.distance[i], distance);
    }
  }
  return out;
}

/// Distance to a segment by minimising over its parameter, in long double.
double reference_distance(const Vertex& a, const Vertex& b, double col, double row, PixelSize pixel) {
  const long double w = pixel.width, h = pixel.height;
  const long double ex = (b.col - a.col) * w, ey = (b.row - a.row) * h;
  const long double px = (col - a.col) * w, py = (row - a.row) * h;
  const long double length = ex * ex + ey * ey;
  const long double share = length > 0 ? std::clamp((px * ex + py * ey) / length, 0.0L, 1.0L) : 0;
  return static_cast<double>(std::hypot(px - share * ex, py - share * ey));
}

std::vector<MineOutline> random_outlines(std::mt19937_64& random, int count, double extent) {
  std::uniform_real_distribution<double> place(-0.2 * extent, 1.2 * extent), size(1, extent / 3);
  std::vector<MineOutline> outlines;
  for (int i = 0; i < count; ++i) {
    const double col = place(random), row = place(random), radius = size(random);
    MineOutline outline{1 + static_cast<std::int32_t>(random() % 9), {}};
    outline.rings.push_back(wiggly_ring(random, col, row, radius, 3 + static_cast<int>(random() % 60)));
    if (random() % 3 == 0) outline.rings.push_back(wiggly_ring(random, col, row, radius / 4, 5));
    outlines.push_back(outline);
  }
  return outlines;
}

TEST(Edge, MeasuresToItsNearestPoint) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> place(-50, 50);
  for (int trial = 0; trial < 3000; ++trial) {
    const PixelSize pixel{1 + std::abs(place(random)), 1 + std::abs(place(random))};
    Vertex a{place(random), place(random)}, b{place(random), place(random)};
    if (trial % 5 == 0) b.col = a.col;
    if (trial % 7 == 0) b.row = a.row;
    const double col = place(random), row = place(random);
    const double got = Edge(a, b, pixel).squared_distance(col, row);
    EXPECT_NEAR(std::sqrt(got), reference_distance(a, b, col, row, pixel), 1e-9);
    EXPECT_EQ(Edge(b, a, pixel).squared_distance(col, row), got);
  }
}

TEST(Edge, IsZeroExactlyOnIt) {
  const PixelSize pixel{28.3, 31.7};
  const Edge slope({0.5, 0.5}, {9.5, 3.5}, pixel);
  for (const int k : {0, 1, 2, 3}) EXPECT_EQ(slope.squared_distance(0.5 + 3 * k, 0.5 + k), 0);
  EXPECT_GT(slope.squared_distance(3.5, 2.5), 0);
  EXPECT_EQ(Edge({2, 1}, {2, 8}, {30, 30}).squared_distance(3.5, 4), 45 * 45);
}

TEST(Edge, MeasuresPixelsOfARowTogetherAsOneByOne) {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<int> place(-20, 20);
  for (int i = 0; i < 2000; ++i) {
    const auto position = [&] { return static_cast<double>(place(random)) / 2; };
    const Vertex a{position(), position()}, b{position(), position()};
    if (a == b) continue;
    const Edge edge(a, b, {30, 25});
    const double row = position();
    Lanes cols{};
    for (int lane = 0; lane < lane_count; ++lane) cols[lane] = position();
    const auto squares = edge.squared_distance(cols, row);
    for (int lane = 0; lane < lane_count; ++lane)
      ASSERT_EQ(squares[lane], edge.squared_distance(double{cols[lane]}, row)) << i << " " << lane;
  }
}

TEST(PolygonDistance, OfASquareIsMeasuredFromItsBoundary) {
  const PolygonDistance mines(std::vector<MineOutline>{{3, {rectangle_ring(2, 2, 2, 2)}}}, {30, 20}, 60);
  const auto out = nearest(mines, {0, 0, 6, 7});
  EXPECT_EQ(out.distance[2 * 7 + 2], 0);
  EXPECT_EQ(out.distance[2 * 7 + 1], 15);
  EXPECT_EQ(out.distance[1 * 7 + 2], 10);
  EXPECT_EQ(out.distance[1 * 7 + 1], std::sqrt(15.0 * 15 + 10 * 10));
  EXPECT_EQ(out.distance[3 * 7 + 6], infinity);
  EXPECT_EQ(out.mine[1 * 7 + 1], 3);
  EXPECT_EQ(out.mine[3 * 7 + 6], 0);
}

TEST(PolygonDistance, IsZeroOnEveryEdgeAndInsideButNotInAHole) {
  // Corners on pixel centres; a hole from (2.5, 2.5) to (6.5, 6.5).
  const PolygonDistance mines(
      std::vector<MineOutline>{{1, {rectangle_ring(0.5, 0.5, 8, 8), rectangle_ring(2.5, 2.5, 4, 4)}}},
      {10, 10}, 15);
  const auto out = nearest(mines, {0, 0, 10, 10});
  const auto at = [&](int row, int col) { return out.distance[static_cast<std::size_t>(row * 10 + col)]; };
  for (int i = 0; i <= 8; ++i) {
    EXPECT_EQ(at(0, i), 0);
    EXPECT_EQ(at(8, i), 0);  // a bottom edge: outside for PolygonRaster, yet on the boundary
    EXPECT_EQ(at(i, 8), 0);
  }
  EXPECT_EQ(at(1, 1), 0);
  EXPECT_EQ(at(3, 3), 10);
  EXPECT_EQ(at(4, 4), infinity);
  EXPECT_EQ(at(9, 9), std::sqrt(200.0));
}

TEST(PolygonDistance, MeetsBruteForceBitwise) {
  std::mt19937_64 random(23);
  const std::vector<PixelSize> sizes{{30, 30}, {30, 20}, {28.3, 31.7}, {10, 55}};
  for (int trial = 0; trial < 40; ++trial) {
    const PixelSize pixel = sizes[static_cast<std::size_t>(trial) % sizes.size()];
    const double radius = 40.0 * static_cast<double>(random() % 30);
    const auto outlines = random_outlines(random, static_cast<int>(random() % 12), 60);
    const PolygonDistance mines(outlines, pixel, radius);
    const Window window{static_cast<std::int64_t>(random() % 40) - 20,
                        static_cast<std::int64_t>(random() % 40) - 20,
                        static_cast<std::int64_t>(random() % 60), static_cast<std::int64_t>(random() % 60)};
    const auto want = brute(outlines, window, pixel, radius, [](std::int32_t) { return true; });
    const auto got = nearest(mines, window);
    ASSERT_EQ(got.distance, want.distance);
    ASSERT_EQ(got.mine, want.mine);
    std::vector<double> out(got.distance.size());
    mines.distances(window, out);
    ASSERT_EQ(out, want.distance);
    const auto near = mines.mines_near(window);
    for (const std::int32_t mine : {1, 4, 9}) {
      const auto alone = brute(outlines, window, pixel, radius, [mine](std::int32_t n) { return n == mine; });
      ASSERT_EQ(distances_to(mines, mine, window), alone.distance);
      const bool reached =
          std::any_of(alone.distance.begin(), alone.distance.end(), [](double d) { return d < infinity; });
      ASSERT_TRUE(!reached || std::binary_search(near.begin(), near.end(), mine));
      const auto part = mines.window_near(mine, radius / 2, window);
      ASSERT_EQ(intersect(part, window).size(), part.size());
      for (std::size_t i = 0; i < alone.distance.size(); ++i) {
        const Window pixel_of{window.row + static_cast<std::int64_t>(i) / window.cols,
                              window.col + static_cast<std::int64_t>(i) % window.cols, 1, 1};
        ASSERT_TRUE(alone.distance[i] > radius / 2 || !intersect(part, pixel_of).empty());
      }
    }
  }
}

TEST(PolygonDistance, DoesNotDependOnTheWindow) {
  std::mt19937_64 random(99);
  const auto outlines = random_outlines(random, 10, 90);
  const PolygonDistance mines(outlines, {30, 25}, 400);
  const Window whole{0, 0, 90, 101};
  const auto want = nearest(mines, whole);
  for (const std::int64_t size : {1, 13, 64})
    for (std::int64_t row = 0; row < whole.rows; row += size)
      for (std::int64_t col = 0; col < whole.cols; col += size) {
        const Window tile = intersect(whole, {row, col, size, size});
        const auto got = nearest(mines, tile);
        for (std::int64_t i = 0; i < tile.size(); ++i) {
          const auto at =
              static_cast<std::size_t>((tile.row + i / tile.cols) * whole.cols + tile.col + i % tile.cols);
          ASSERT_EQ(got.distance[static_cast<std::size_t>(i)], want.distance[at]);
          ASSERT_EQ(got.mine[static_cast<std::size_t>(i)], want.mine[at]);
        }
      }
}

TEST(PolygonDistance, AgreesBitwiseWithTheSameMinesAsPixels) {
  std::mt19937_64 random(41);
  for (const PixelSize pixel : {PixelSize{30, 30}, PixelSize{28.3, 31.7}}) {
    const Window window{0, 0, 70, 80};
    std::vector<std::int32_t> numbers(static_cast<std::size_t>(window.size()), 0);
    std::vector<MineOutline> outlines;
    for (std::int32_t mine = 1; mine <= 12; ++mine) {
      const auto row = static_cast<std::int64_t>(random() % 60),
                 col = static_cast<std::int64_t>(random() % 70);
      const auto rows = static_cast<std::int64_t>(1 + random() % 9),
                 cols = static_cast<std::int64_t>(1 + random() % 9);
      bool free = true;
      for (auto r = row; r < row + rows; ++r)
        for (auto c = col; c < col + cols; ++c)
          free = free && numbers[static_cast<std::size_t>(r * 80 + c)] == 0;
      if (!free) continue;
      for (auto r = row; r < row + rows; ++r)
        for (auto c = col; c < col + cols; ++c) numbers[static_cast<std::size_t>(r * 80 + c)] = mine;
      outlines.push_back({mine,
                          {rectangle_ring(static_cast<double>(col), static_cast<double>(row),
                                          static_cast<double>(cols), static_cast<double>(rows))}});
    }
    const auto polygons = nearest(PolygonDistance(outlines, pixel, 500), window);
    Nearest pixels{std::vector<double>(numbers.size()), std::vector<std::int32_t>(numbers.size())};
    RasterDistance(pixel, 500).nearest(numbers, window, window, pixels.distance, pixels.mine);
    EXPECT_EQ(polygons.distance, pixels.distance);
    EXPECT_EQ(polygons.mine, pixels.mine);
  }
}

TEST(PolygonDistance, OfTouchingMinesGivesTheSharedBoundaryToTheLowest) {
  // A slanted edge that both share, drawn in opposite directions.
  const Vertex a{3.2, 0}, b{7.9, 20};
  const PolygonDistance mines(
      std::vector<MineOutline>{{8, {{{0, 0}, a, b, {0, 20}}}}, {2, {{b, a, {20, 0}, {20, 20}}}}}, {30, 30},
      1000);
  const auto out = nearest(mines, {-10, 0, 9, 12});
  const auto first = distances_to(mines, 8, {-10, 0, 9, 12}),
             second = distances_to(mines, 2, {-10, 0, 9, 12});
  for (std::size_t i = 0; i < out.mine.size(); ++i) EXPECT_EQ(out.mine[i], second[i] <= first[i] ? 2 : 8);
  EXPECT_EQ(mines.mines().size(), 2U);
  EXPECT_EQ(mines.mines()[0], 2);
}

TEST(PolygonDistance, TakesRingsWithoutAreaForNothing) {
  const PolygonDistance mines(
      std::vector<MineOutline>{{1, {{{1, 1}, {5, 5}}}}, {2, {}}, {3, {{{2, 2}, {2, 2}, {2, 2}}}}}, {30, 30},
      1000);
  EXPECT_EQ(nearest(mines, {0, 0, 2, 2}).distance, std::vector<double>(4, infinity));
  EXPECT_EQ(mines.mines().size(), 3U);
  EXPECT_TRUE(mines.mines_near({0, 0, 2, 2}).empty());
  EXPECT_EQ(nearest(PolygonDistance(), {0, 0, 2, 2}).mine, std::vector<std::int32_t>(4, 0));
}

TEST(PolygonDistance, RefusesNonsense) {
  const Ring square = rectangle_ring(0, 0, 1, 1);
  EXPECT_THROW(PolygonDistance(std::vector<MineOutline>{{0, {square}}}, {30, 30}, 100), Error);
  EXPECT_THROW(PolygonDistance(std::vector<MineOutline>{{1, {square}}}, {30, 0}, 100), Error);
  EXPECT_THROW(
      PolygonDistance(std::vector<MineOutline>{{1, {{{0, 0}, {std::nan(""), 1}, {1, 1}}}}}, {30, 30}, 100),
      Error);
  const PolygonDistance mines(std::vector<MineOutline>{{1, {square}}}, {30, 30}, 100);
  std::vector<double> out(3);
  EXPECT_THROW(mines.distances({0, 0, 2, 2}, out), Error);
}

}  // namespace
}  // namespace minenpp::model
