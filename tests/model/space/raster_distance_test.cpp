#include "model/space/raster_distance.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::model {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Mines {
  Window window;
  std::vector<std::int32_t> numbers;

  [[nodiscard]] std::int32_t at(std::int64_t row, std::int64_t col) const {
    return numbers[static_cast<std::size_t>((row - window.row) * window.cols + col - window.col)];
  }

  [[nodiscard]] Mines part(const Window& wanted) const {
    Mines cut{intersect(window, wanted), {}};
    for (auto r = cut.window.row; r < cut.window.row + cut.window.rows; ++r)
      for (auto c = cut.window.col; c < cut.window.col + cut.window.cols; ++c)
        cut.numbers.push_back(at(r, c));
    return cut;
  }

  [[nodiscard]] std::vector<std::uint8_t> mask() const {
    std::vector<std::uint8_t> bytes;
    for (const auto number : numbers) bytes.push_back(number != 0 ? 7 : 0);
    return bytes;
  }
};

Mines random_mines(std::mt19937_64& random, const Window& window, double share) {
  std::uniform_real_distribution<double> chance(0, 1);
  Mines mines{window, {}};
  for (std::int64_t i = 0; i < window.size(); ++i)
    mines.numbers.push_back(chance(random) < share ? 1 + static_cast<std::int32_t>(random() % 5) : 0);
  return mines;
}

struct Nearest {
  std::vector<double> distance;
  std::vector<std::int32_t> mine;
};

double gap_m(std::int64_t pixels, double size) {
  return pixels == 0 ? 0 : (static_cast<double>(std::abs(pixels)) - 0.5) * size;
}

/// Every pixel against every mine pixel.
template <typename Wanted>
Nearest brute(const Mines& mines, const Window& inner, PixelSize pixel, double radius, Wanted&& wanted) {
  Nearest out;
  for (auto r = inner.row; r < inner.row + inner.rows; ++r)
    for (auto c = inner.col; c < inner.col + inner.cols; ++c) {
      double best = infinity;
      std::int32_t mine = 0;
      for (auto r2 = mines.window.row; r2 < mines.window.row + mines.window.rows; ++r2)
        for (auto c2 = mines.window.col; c2 < mines.window.col + mines.window.cols; ++c2) {
          const auto number = mines.at(r2, c2);
          if (number == 0 || !wanted(number)) continue;
          const double x = gap_m(c2 - c, pixel.width), y = gap_m(r2 - r, pixel.height);
          const double square = x * x + y * y;
          if (square < best || (square == best && number < mine)) mine = number;
          best = std::min(best, square);
        }
      const bool within = std::sqrt(best) <= radius;
      out.distance.push_back(within ? std::sqrt(best) : infinity);
      out.mine.push_back(within ? mine : 0);
    }
  return out;
}

Nearest nearest(const RasterDistance& distance, const Mines& mines, const Window& inner) {
  Nearest out{std::vector<double>(static_cast<std::size_t>(inner.size()), -1),
              std::vector<std::int32_t>(static_cast<std::size_t>(inner.size()), -1)};
  distance.nearest(mines.numbers, mines.window, inner, out.distance, out.mine);
  return out;
}

Window random_part(std::mt19937_64& random, const Window& whole) {
  Window part;
  part.rows = 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole.rows));
  part.cols = 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole.cols));
  part.row = whole.row +
             static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole.rows - part.rows + 1));
  part.col = whole.col +
             static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole.cols - part.cols + 1));
  return part;
}

TEST(RasterDistance, IsToTheEdgeOfThePixel) {
  // One mine pixel in the middle of 5 x 5, pixels 30 m wide and 20 m high.
  Mines mines{{0, 0, 5, 5}, std::vector<std::int32_t>(25, 0)};
  mines.numbers[12] = 4;
  const auto out = nearest(RasterDistance({30, 20}, 60), mines, mines.window);
  EXPECT_EQ(out.distance[12], 0);
  EXPECT_EQ(out.distance[13], 15);
  EXPECT_EQ(out.distance[14], 45);
  EXPECT_EQ(out.distance[7], 10);
  EXPECT_EQ(out.distance[2], 30);
  EXPECT_EQ(out.distance[8], std::sqrt(15.0 * 15 + 10 * 10));
  EXPECT_EQ(out.distance[4], std::sqrt(45.0 * 45 + 30 * 30));
  EXPECT_EQ(out.mine[4], 4);
  const auto near = nearest(RasterDistance({30, 20}, 45), mines, mines.window);
  EXPECT_EQ(near.distance[14], 45);
  EXPECT_EQ(near.distance[4], infinity);
  EXPECT_EQ(near.mine[4], 0);
}

TEST(RasterDistance, GivesTiesToTheLowestNumber) {
  Mines mines{{0, 0, 3, 3}, {9, 0, 4, 0, 0, 0, 7, 0, 2}};
  const auto out = nearest(RasterDistance({10, 10}, 100), mines, mines.window);
  EXPECT_EQ(out.mine, (std::vector<std::int32_t>{9, 4, 4, 7, 2, 2, 7, 2, 2}));
}

TEST(RasterDistance, MeetsBruteForceBitwise) {
  std::mt19937_64 random(13);
  const std::vector<PixelSize> sizes{{30, 30}, {30, 20}, {28.3, 31.7}, {10, 60}, {0.3, 0.1}};
  for (int trial = 0; trial < 150; ++trial) {
    const PixelSize pixel = sizes[static_cast<std::size_t>(trial) % sizes.size()];
    const double radius = std::max(pixel.width, pixel.height) * static_cast<double>(random() % 12) * 0.7;
    const Window whole{-3, 100, 1 + static_cast<std::int64_t>(random() % 24),
                       1 + static_cast<std::int64_t>(random() % 24)};
    const double shares[] = {0, 0.01, 0.05, 0.4, 1};
    const auto mines = random_mines(random, whole, shares[random() % 5]);
    const Window inner = random_part(random, whole);
    const RasterDistance distance(pixel, radius);
    const auto want = brute(mines, inner, pixel, radius, [](std::int32_t) { return true; });
    const auto got = nearest(distance, mines, inner);
    ASSERT_EQ(got.distance, want.distance);
    ASSERT_EQ(got.mine, want.mine);
    std::vector<double> out(want.distance.size(), -1);
    distance.distances(mines.mask(), whole, inner, out);
    ASSERT_EQ(out, want.distance);
    distance.distances_to(3, mines.numbers, whole, inner, out);
    ASSERT_EQ(out, brute(mines, inner, pixel, radius, [](std::int32_t n) { return n == 3; }).distance);
  }
}

TEST(RasterDistance, IsTheSameFromTilesWithTheirHalo) {
  std::mt19937_64 random(77);
  const Window whole{0, 0, 50, 61};
  const auto mines = random_mines(random, whole, 0.01);
  const RasterDistance distance({30, 25}, 200);
  const auto [rows, cols] = distance.halo();
  const auto want = nearest(distance, mines, whole);
  for (const std::int64_t size : {7, 16, 64})
    for (std::int64_t row = 0; row < whole.rows; row += size)
      for (std::int64_t col = 0; col < whole.cols; col += size) {
        const Window tile = intersect(whole, {row, col, size, size});
        const auto seen =
            mines.part({tile.row - rows, tile.col - cols, tile.rows + 2 * rows, tile.cols + 2 * cols});
        const auto got = nearest(distance, seen, tile);
        for (std::int64_t i = 0; i < tile.size(); ++i) {
          const auto at =
              static_cast<std::size_t>((tile.row + i / tile.cols) * whole.cols + tile.col + i % tile.cols);
          ASSERT_EQ(got.distance[static_cast<std::size_t>(i)], want.distance[at]);
          ASSERT_EQ(got.mine[static_cast<std::size_t>(i)], want.mine[at]);
        }
      }
}

TEST(RasterDistance, RefusesWindowsThatDoNotFit) {
  const RasterDistance distance({30, 30}, 100);
  const std::vector<std::uint8_t> mask(20);
  std::vector<double> out(4);
  EXPECT_NO_THROW(distance.distances(mask, {0, 0, 4, 5}, {0, 0, 2, 2}, out));
  EXPECT_NO_THROW(distance.distances(mask, {0, 0, 4, 5}, {0, 0, 0, 0}, std::span<double>()));
  EXPECT_THROW(distance.distances(mask, {0, 0, 4, 4}, {0, 0, 2, 2}, out), Error);
  EXPECT_THROW(distance.distances(mask, {0, 0, 4, 5}, {0, 0, 3, 2}, out), Error);
  EXPECT_THROW(distance.distances(mask, {0, 0, 4, 5}, {3, 0, 2, 2}, out), Error);
  EXPECT_THROW(distance.distances_to(0, std::vector<std::int32_t>(20), {0, 0, 4, 5}, {0, 0, 2, 2}, out),
               Error);
  EXPECT_THROW(RasterDistance({30, 30}, -1), Error);
}

}  // namespace
}  // namespace minenpp::model
