#include "model/space/polygon_raster.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::model {
namespace {

Ring rectangle(double col, double row, double cols, double rows) {
  return {{col, row}, {col + cols, row}, {col + cols, row + rows}, {col, row + rows}};
}

PolygonRaster raster(const std::vector<Ring>& rings) {
  return PolygonRaster(rings);
}

/// Even-odd point in polygon, one pixel at a time: the number of edges that cross the centre row left of or
/// at the centre. Computed from the definition, with none of the class's buckets, clamps or spans.
bool oracle(const std::vector<Ring>& rings, std::int64_t row, std::int64_t col) {
  const double y = static_cast<double>(row) + 0.5;
  const double x = static_cast<double>(col) + 0.5;
  bool inside = false;
  for (const Ring& ring : rings)
    for (std::size_t i = 0; i < ring.size(); ++i) {
      Vertex a = ring[i], b = ring[(i + 1) % ring.size()];
      if (a.row > b.row) std::swap(a, b);
      if (!(a.row <= y && y < b.row)) continue;
      if (a.col + (y - a.row) / (b.row - a.row) * (b.col - a.col) <= x) inside = !inside;
    }
  return inside;
}

void expect_oracle(const std::vector<Ring>& rings, const Window& window) {
  const auto polygon = raster(rings);
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(window.size()));
  polygon.mask(window, mask);
  std::int64_t pixels = 0;
  for (std::int64_t r = 0; r < window.rows; ++r)
    for (std::int64_t c = 0; c < window.cols; ++c) {
      const bool want = oracle(rings, window.row + r, window.col + c);
      pixels += want;
      ASSERT_EQ(mask[static_cast<std::size_t>(r * window.cols + c)] != 0, want)
          << "row " << window.row + r << " col " << window.col + c;
    }
  EXPECT_EQ(polygon.count(window), pixels);
}

/// A closed wiggly line around a centre.
Ring blob(std::mt19937& random, double col, double row, double radius, int vertices) {
  std::uniform_real_distribution<double> stretch(0.3, 1.0);
  Ring ring;
  for (int i = 0; i < vertices; ++i) {
    const double angle = 2 * std::numbers::pi * i / vertices;
    const double r = radius * stretch(random);
    ring.push_back({col + r * std::cos(angle), row + r * std::sin(angle)});
  }
  return ring;
}

TEST(PolygonRaster, CoversThePixelsOfAWholePixelRectangle) {
  const auto polygon = raster({rectangle(2, 3, 4, 5)});
  EXPECT_EQ(polygon.count({0, 0, 100, 100}), 20);
  EXPECT_EQ(polygon.count({3, 2, 5, 4}), 20);
  EXPECT_EQ(polygon.count({0, 0, 3, 100}), 0);
}

TEST(PolygonRaster, CentreOnLeftOrTopEdgeIsInOnRightOrBottomEdgeIsOut) {
  // Corners on the centres of pixels (1, 1) and (3, 3).
  const auto polygon = raster({rectangle(1.5, 1.5, 2, 2)});
  std::vector<std::uint8_t> mask(25);
  polygon.mask({0, 0, 5, 5}, mask);
  const std::vector<std::uint8_t> want = {0, 0, 0, 0, 0,  //
                                          0, 1, 1, 0, 0,  //
                                          0, 1, 1, 0, 0,  //
                                          0, 0, 0, 0, 0,  //
                                          0, 0, 0, 0, 0};
  EXPECT_EQ(mask, want);
}

TEST(PolygonRaster, PolygonsThatShareEdgesShareOutThePixels) {
  // A triangulated lattice of jittered points: every inner edge belongs to two triangles, in opposite
  // directions.
  std::mt19937 random(7);
  std::uniform_real_distribution<double> jitter(-0.4, 0.4);
  constexpr int n = 12;
  std::vector<Vertex> point;
  for (int r = 0; r <= n; ++r)
    for (int c = 0; c <= n; ++c) {
      const bool inner = r > 0 && r < n && c > 0 && c < n;
      // Half the inner points sit exactly on pixel centres, the hardest place.
      const bool on_centre = (r + c) % 2 == 0;
      const double base_row = 5 * r + 0.5, base_col = 5 * c + 0.5;
      point.push_back({inner && !on_centre ? base_col + 3 * jitter(random) : base_col,
                       inner && !on_centre ? base_row + 3 * jitter(random) : base_row});
    }
  std::vector<int> covered(70 * 70);
  const auto add = [&](std::size_t a, std::size_t b, std::size_t c) {
    raster({{point[a], point[b], point[c]}})
        .for_each_span({0, 0, 70, 70}, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
          for (auto col = begin; col < end; ++col) ++covered[static_cast<std::size_t>(row * 70 + col)];
        });
  };
  for (std::size_t r = 0; r < n; ++r)
    for (std::size_t c = 0; c < n; ++c) {
      const auto a = r * (n + 1) + c;
      add(a, a + 1, a + n + 1);
      add(a + n + 2, a + 1, a + n + 1);
    }
  for (int row = 0; row < 70; ++row)
    for (int col = 0; col < 70; ++col)
      ASSERT_EQ(covered[static_cast<std::size_t>(row * 70 + col)], row < 5 * n && col < 5 * n ? 1 : 0)
          << "row " << row << " col " << col;
}

TEST(PolygonRaster, AgreesWithPointInPolygon) {
  std::mt19937 random(42);
  std::uniform_real_distribution<double> place(-10, 110);
  for (int trial = 0; trial < 60; ++trial) {
    std::vector<Ring> rings;
    for (int part = 0; part < 1 + trial % 3; ++part)
      rings.push_back(blob(random, place(random), place(random), 5 + trial, 3 + 7 * (trial % 9)));
    expect_oracle(rings, {-20, -20, 140, 140});
  }
}

TEST(PolygonRaster, VerticesOnHalfPixelsAgreeWithPointInPolygon) {
  std::mt19937 random(3);
  std::uniform_int_distribution<int> half(0, 40);
  for (int trial = 0; trial < 200; ++trial) {
    Ring ring;
    for (int i = 0; i < 7; ++i) ring.push_back({half(random) / 2.0, half(random) / 2.0});
    expect_oracle({ring}, {0, 0, 21, 21});
  }
}

TEST(PolygonRaster, HolesAndPartsByTheEvenOddRule) {
  const std::vector<Ring> rings = {rectangle(0, 0, 10, 10), rectangle(3, 3, 4, 4), rectangle(20, 20, 5, 5)};
  EXPECT_EQ(raster(rings).count({0, 0, 40, 40}), 100 - 16 + 25);
  expect_oracle(rings, {0, 0, 40, 40});
}

TEST(PolygonRaster, RingDirectionAndRepeatedEndDoNotMatter) {
  std::mt19937 random(5);
  const Ring ring = blob(random, 50, 50, 40, 31);
  Ring closed = ring;
  closed.push_back(ring.front());
  const Ring backwards(ring.rbegin(), ring.rend());
  const Window window{0, 0, 100, 100};
  std::vector<std::uint8_t> a(10000), b(10000), c(10000);
  raster({ring}).mask(window, a);
  raster({closed}).mask(window, b);
  raster({backwards}).mask(window, c);
  EXPECT_EQ(a, b);
  EXPECT_EQ(a, c);
  EXPECT_GT(raster({ring}).count(window), 1000);
}

TEST(PolygonRaster, AnswersDoNotDependOnTheWindow) {
  std::mt19937 random(11);
  const std::vector<Ring> rings = {blob(random, 700, 900, 650, 4001), blob(random, 300, 300, 200, 77)};
  const auto polygon = raster(rings);
  const Window whole{0, 0, 1600, 1400};
  std::vector<std::uint8_t> want(static_cast<std::size_t>(whole.size()));
  polygon.mask(whole, want);
  for (const std::int64_t tile : {64, 256, 500}) {
    std::vector<std::uint8_t> got(want.size(), 9);
    for (std::int64_t row = 0; row < whole.rows; row += tile)
      for (std::int64_t col = 0; col < whole.cols; col += tile) {
        const auto window = intersect(whole, {row, col, tile, tile});
        std::vector<std::uint8_t> part(static_cast<std::size_t>(window.size()));
        polygon.mask(window, part);
        for (std::int64_t r = 0; r < window.rows; ++r)
          std::copy_n(part.begin() + r * window.cols, window.cols,
                      got.begin() + (row + r) * whole.cols + col);
      }
    EXPECT_EQ(got, want) << "tile size " << tile;
  }
}

TEST(PolygonRaster, SliversBetweenCentresCoverNothing) {
  EXPECT_EQ(raster({rectangle(0, 2.6, 50, 0.8)}).count({0, 0, 60, 60}), 0);
  EXPECT_EQ(raster({rectangle(2.6, 0, 0.8, 50)}).count({0, 0, 60, 60}), 0);
  EXPECT_EQ(raster({rectangle(2.4, 0, 0.2, 50)}).count({0, 0, 60, 60}), 50);
  EXPECT_TRUE(raster({rectangle(0, 2.6, 50, 0.8)}).bounds().empty());
}

TEST(PolygonRaster, DegenerateRingsCoverNothing) {
  EXPECT_EQ(raster({}).count({0, 0, 9, 9}), 0);
  EXPECT_EQ(raster({Ring{}}).count({0, 0, 9, 9}), 0);
  EXPECT_EQ(raster({Ring{{1, 1}}}).count({0, 0, 9, 9}), 0);
  EXPECT_EQ(raster({Ring{{1, 1}, {7, 8}}}).count({0, 0, 9, 9}), 0);
  EXPECT_EQ(raster({Ring{{1, 1}, {7, 8}, {1, 1}}}).count({0, 0, 9, 9}), 0);
}

TEST(PolygonRaster, BoundsHoldEveryPixelEvenOutsideTheGrid) {
  const auto polygon = raster({rectangle(-1000.25, -500.25, 300, 200)});
  const Window bounds = polygon.bounds();
  EXPECT_EQ(bounds.row, -500);
  EXPECT_EQ(bounds.rows, 200);
  EXPECT_EQ(polygon.count(bounds), 300 * 200);
  EXPECT_EQ(polygon.count({-100000, -100000, 200000, 200000}), 300 * 200);
  EXPECT_EQ(polygon.count({0, 0, 100, 100}), 0);
}

TEST(PolygonRaster, CountsMorePixelsThanThirtyTwoBitsHold) {
  EXPECT_EQ(raster({rectangle(0, 0, 3e6, 2000)}).count({0, 0, 2000, 4000000}), 6000000000);
}

TEST(PolygonRaster, RefusesCoordinatesThatAreNotNumbers) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(raster({Ring{{0, 0}, {nan, 1}, {2, 2}}}), Error);
  EXPECT_THROW(raster({Ring{{0, 0}, {1, std::numeric_limits<double>::infinity()}, {2, 2}}}), Error);
}

}  // namespace
}  // namespace minenpp::model
