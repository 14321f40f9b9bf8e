#include "model/space/polygon_coverage.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/space/shapes.h"

namespace minenpp::model {
namespace {

using Shares = std::vector<double>;

Shares shares(const std::vector<Ring>& rings, const Window& window) {
  Shares found(static_cast<std::size_t>(window.size()), 0);
  PolygonCoverage(rings).for_each_run(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end,
                                                  double share) {
    EXPECT_GT(share, 0);
    EXPECT_LE(share, 1);
    for (auto col = begin; col < end; ++col) {
      auto& pixel = found.at(static_cast<std::size_t>((row - window.row) * window.cols + col - window.col));
      EXPECT_EQ(pixel, 0) << "twice: row " << row << " col " << col;
      pixel = share;
    }
  });
  return found;
}

/// Even-odd at many points of each pixel, from the definition.
double supersampled(const std::vector<Ring>& rings, std::int64_t row, std::int64_t col, int points) {
  std::int64_t inside = 0;
  for (int i = 0; i < points; ++i)
    for (int j = 0; j < points; ++j) {
      const double y = static_cast<double>(row) + (i + 0.5) / points,
                   x = static_cast<double>(col) + (j + 0.5) / points;
      bool in = false;
      for (const Ring& ring : rings)
        for (std::size_t k = 0; k < ring.size(); ++k) {
          const auto &a = ring[k], &b = ring[(k + 1) % ring.size()];
          if ((a.row <= y) == (b.row <= y)) continue;
          if (a.col + (y - a.row) / (b.row - a.row) * (b.col - a.col) <= x) in = !in;
        }
      inside += in;
    }
  return static_cast<double>(inside) / points / points;
}

double signed_area(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[(i + 1) % ring.size()];
    twice += (a.col - ring[0].col) * (b.row - ring[0].row) - (b.col - ring[0].col) * (a.row - ring[0].row);
  }
  return twice / 2;
}

double total(const Shares& found) {
  double sum = 0;
  for (const double share : found) sum += share;
  return sum;
}

void expect_supersampled(const std::vector<Ring>& rings, const Window& window, int points = 80) {
  const auto found = shares(rings, window);
  for (std::int64_t row = 0; row < window.rows; ++row)
    for (std::int64_t col = 0; col < window.cols; ++col)
      ASSERT_NEAR(found[static_cast<std::size_t>(row * window.cols + col)],
                  supersampled(rings, window.row + row, window.col + col, points), 2.5 / points)
          << "row " << window.row + row << " col " << window.col + col;
}

Ring scaled(const Ring& ring, double col, double row, double by) {
  Ring out;
  for (const auto& v : ring) out.push_back({col + (v.col - col) * by, row + (v.row - row) * by});
  return out;
}

TEST(PolygonCoverage, RectanglesAreExact) {
  const Window window{0, 0, 4, 5};
  const auto found = shares({rectangle_ring(0.5, 1.25, 3.25, 2)}, window);
  const std::vector<double> cols{0.5, 1, 1, 0.75, 0}, rows{0, 0.75, 1, 0.25};
  for (std::size_t row = 0; row < 4; ++row)
    for (std::size_t col = 0; col < 5; ++col) EXPECT_NEAR(found[row * 5 + col], rows[row] * cols[col], 1e-15);
}

TEST(PolygonCoverage, VerticesOnPixelCornersAndEdgesOnPixelBorders) {
  const Ring diamond{{2, 0}, {4, 2}, {2, 4}, {0, 2}};
  const auto found = shares({diamond}, {0, 0, 4, 4});
  const Shares expected{0, 0.5, 0.5, 0, 0.5, 1, 1, 0.5, 0.5, 1, 1, 0.5, 0, 0.5, 0.5, 0};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-15) << i;
  const auto whole = shares({rectangle_ring(-3, -2, 2, 2)}, {-3, -4, 4, 4});
  EXPECT_EQ(total(whole), 4);
  for (const double share : whole) EXPECT_TRUE(share == 0 || share == 1) << share;
}

TEST(PolygonCoverage, SeveralRingsInOnePixelWithAHoleInAHole) {
  const std::vector<Ring> rings{rectangle_ring(7.1, 3.1, 0.8, 0.8), rectangle_ring(7.2, 3.2, 0.4, 0.4),
                                rectangle_ring(7.3, 3.3, 0.1, 0.1), rectangle_ring(7.7, 3.7, 0.1, 0.1)};
  EXPECT_NEAR(total(shares(rings, {3, 7, 1, 1})), 0.64 - 0.16 + 0.01 - 0.01, 1e-14);
}

TEST(PolygonCoverage, DirectionAndOrderOfRingsDoNotMatter) {
  std::mt19937_64 random(5);
  const Window window{0, 0, 30, 30};
  auto outer = wiggly_ring(random, 15, 15, 13, 23);
  auto hole = scaled(outer, 15, 15, 0.4);
  const auto found = shares({outer, hole}, window);
  auto turned = outer;
  std::reverse(turned.begin(), turned.end());
  const auto other = shares({hole, turned}, window);
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], other[i], 1e-13);
}

TEST(PolygonCoverage, RandomPolygonsWithHolesAgreeWithSupersampling) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> at(6, 9);
  for (int trial = 0; trial < 15; ++trial) {
    const double col = at(random), row = at(random);
    const auto outer = wiggly_ring(random, col, row, 7, 5 + trial);
    expect_supersampled({outer, scaled(outer, col, row, 0.5), scaled(outer, col, row, 0.2)},
                        {-1, -2, 18, 19});
  }
}

TEST(PolygonCoverage, SliversAgreeWithTheirArea) {
  std::mt19937_64 random(12);
  std::uniform_real_distribution<double> at(0, 200), thin(1e-6, 1e-3);
  for (int trial = 0; trial < 200; ++trial) {
    const Vertex a{at(random), at(random)}, b{at(random), at(random)};
    const Ring sliver{a, b, {b.col + thin(random), b.row + thin(random)}};
    const double area = std::abs(signed_area(sliver));
    EXPECT_NEAR(total(shares({sliver}, {-1, -1, 203, 203})), area, 1e-9 * 400) << trial;
  }
}

TEST(PolygonCoverage, PixelsAddUpToThePolygon) {
  std::mt19937_64 random(13);
  std::uniform_real_distribution<double> at(1e4, 9e4);
  for (int trial = 0; trial < 100; ++trial) {
    const double col = at(random), row = at(random);
    const auto outer = wiggly_ring(random, col, row, 60, 40), hole = scaled(outer, col, row, 0.3),
               beside = wiggly_ring(random, col + 150, row, 40, 9);
    const double area =
        std::abs(signed_area(outer)) - std::abs(signed_area(hole)) + std::abs(signed_area(beside));
    const Window window{static_cast<std::int64_t>(row) - 70, static_cast<std::int64_t>(col) - 70, 140, 270};
    EXPECT_NEAR(total(shares({outer, hole, beside}, window)) / area, 1, 1e-9) << trial;
  }
}

TEST(PolygonCoverage, NeighboursShareOutTheirCommonEdge) {
  std::mt19937_64 random(14);
  std::uniform_real_distribution<double> at(0, 20);
  for (int trial = 0; trial < 50; ++trial) {
    const Vertex top{at(random), 0}, middle{at(random), at(random)}, bottom{at(random), 20};
    const auto west = shares({{top, middle, bottom, {0, 20}, {0, 0}}}, {0, 0, 20, 20});
    const auto east = shares({{top, {20, 0}, {20, 20}, bottom, middle}}, {0, 0, 20, 20});
    for (std::size_t i = 0; i < west.size(); ++i)
      ASSERT_NEAR(west[i] + east[i], 1, 1e-12) << trial << ' ' << i;
  }
}

TEST(PolygonCoverage, AWindowDoesNotChangeAPixel) {
  std::mt19937_64 random(15);
  const auto outer = wiggly_ring(random, 1040.3, 2051.7, 50, 60);
  const std::vector<Ring> rings{outer, scaled(outer, 1040.3, 2051.7, 0.5)};
  const Window whole{2000, 980, 120, 120};
  const auto all = shares(rings, whole);
  for (const std::int64_t edge : {1, 7, 64})
    for (auto row = whole.row; row < whole.row + whole.rows; row += edge)
      for (auto col = whole.col; col < whole.col + whole.cols; col += edge) {
        const auto part = intersect({row, col, edge, edge}, whole);
        const auto found = shares(rings, part);
        for (std::int64_t r = 0; r < part.rows; ++r)
          for (std::int64_t c = 0; c < part.cols; ++c)
            ASSERT_EQ(found[static_cast<std::size_t>(r * part.cols + c)],
                      all[static_cast<std::size_t>((part.row + r - whole.row) * whole.cols + part.col + c -
                                                   whole.col)]);
      }
}

TEST(PolygonCoverage, CentresInsideAreThoseOfTheRasterWhereAPixelIsWhole) {
  std::mt19937_64 random(16);
  const std::vector<Ring> rings{wiggly_ring(random, 50, 50, 45, 50)};
  const Window window{0, 0, 100, 100};
  std::vector<std::uint8_t> mask(10000);
  PolygonRaster(rings).mask(window, mask);
  const auto found = shares(rings, window);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == 1) {
      EXPECT_EQ(mask[i], 1);
    }
    if (found[i] == 0) {
      EXPECT_EQ(mask[i], 0);
    }
  }
}

TEST(PolygonCoverage, NothingIsCoveredByNothing) {
  const Window window{-5, -5, 10, 10};
  EXPECT_EQ(total(shares({}, window)), 0);
  EXPECT_EQ(total(shares({{{1, 1}, {3, 2}}}, window)), 0);
  EXPECT_EQ(total(shares({{{-4, 1}, {3, 1}, {1, 1}}}, window)), 0);
  EXPECT_TRUE(PolygonCoverage(std::vector<Ring>{}).bounds().empty());
  EXPECT_THROW(PolygonCoverage(std::vector<Ring>{{{0, 0}, {1, std::nan("")}, {1, 1}}}), Error);
}

}  // namespace
}  // namespace minenpp::model
