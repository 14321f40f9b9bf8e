#include "model/space/components.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/space/component_join.h"

namespace minenpp::model {
namespace {

struct Land {
  Window window;
  std::vector<std::uint8_t> mask;

  [[nodiscard]] std::size_t at(std::int64_t row, std::int64_t col) const {
    return static_cast<std::size_t>((row - window.row) * window.cols + col - window.col);
  }

  [[nodiscard]] std::vector<std::uint8_t> part(const Window& tile) const {
    std::vector<std::uint8_t> cut;
    for (auto r = tile.row; r < tile.row + tile.rows; ++r)
      for (auto c = tile.col; c < tile.col + tile.cols; ++c) cut.push_back(mask[at(r, c)]);
    return cut;
  }
};

/// From drawn rows: '#' is a pixel.
Land drawn(const std::vector<std::string>& rows) {
  Land land{{0, 0, static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(rows[0].size())}, {}};
  for (const auto& row : rows)
    for (const char c : row) land.mask.push_back(c == '#');
  return land;
}

Land random_land(std::mt19937_64& random, std::int64_t rows, std::int64_t cols, double share) {
  std::uniform_real_distribution<double> chance(0, 1);
  Land land{{5, -7, rows, cols}, {}};
  for (std::int64_t i = 0; i < rows * cols; ++i) land.mask.push_back(chance(random) < share);
  return land;
}

struct Labelled {
  std::vector<std::int64_t> numbers;
  std::vector<Component> components;
};

/// Flood fill, row by row.
Labelled flood(const Land& land) {
  Labelled out{std::vector<std::int64_t>(land.mask.size(), 0), {}};
  const auto& w = land.window;
  for (auto row = w.row; row < w.row + w.rows; ++row)
    for (auto col = w.col; col < w.col + w.cols; ++col) {
      if (land.mask[land.at(row, col)] == 0 || out.numbers[land.at(row, col)] != 0) continue;
      const auto number = static_cast<std::int64_t>(out.components.size()) + 1;
      std::vector<std::pair<std::int64_t, std::int64_t>> open{{row, col}};
      out.numbers[land.at(row, col)] = number;
      std::int64_t pixels = 0, top = row, bottom = row, left = col, right = col;
      while (!open.empty()) {
        const auto [r, c] = open.back();
        open.pop_back();
        ++pixels;
        top = std::min(top, r);
        bottom = std::max(bottom, r);
        left = std::min(left, c);
        right = std::max(right, c);
        for (auto r2 = std::max(r - 1, w.row); r2 <= std::min(r + 1, w.row + w.rows - 1); ++r2)
          for (auto c2 = std::max(c - 1, w.col); c2 <= std::min(c + 1, w.col + w.cols - 1); ++c2)
            if (land.mask[land.at(r2, c2)] != 0 && out.numbers[land.at(r2, c2)] == 0) {
              out.numbers[land.at(r2, c2)] = number;
              open.emplace_back(r2, c2);
            }
      }
      out.components.push_back({pixels, {top, left, bottom - top + 1, right - left + 1}, row, col});
    }
  return out;
}

Labelled label_whole(const Land& land) {
  std::vector<std::int32_t> labels(land.mask.size(), -1);
  auto components = label_components(land.mask, land.window, labels);
  return {{labels.begin(), labels.end()}, components};
}

/// Cuts a window at random again and again.
void cut(std::mt19937_64& random, const Window& window, std::vector<Window>& tiles) {
  const bool tall = random() % 2 == 0;
  const auto length = tall ? window.rows : window.cols;
  if (length < 2 || window.size() < 40 || random() % 5 == 0) {
    tiles.push_back(window);
    return;
  }
  const auto at = 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(length - 1));
  Window first = window, second = window;
  (tall ? first.rows : first.cols) = at;
  (tall ? second.rows : second.cols) -= at;
  (tall ? second.row : second.col) += at;
  cut(random, first, tiles);
  cut(random, second, tiles);
}

Labelled label_tiles(std::mt19937_64& random, const Land& land, const std::vector<Window>& windows) {
  std::vector<TileComponents> tiles;
  std::vector<TileBorder> borders;
  std::vector<std::vector<std::int32_t>> labels;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const auto tile = static_cast<std::int64_t>(i) * 2 + 1;
    labels.emplace_back(static_cast<std::size_t>(windows[i].size()));
    tiles.push_back({tile, label_components(land.part(windows[i]), windows[i], labels[i])});
    borders.push_back(tile_border(tile, windows[i], labels[i]));
  }
  std::vector<SeamMatch> matches;
  for (std::size_t i = 0; i < borders.size(); ++i)
    for (std::size_t j = i + 1; j < borders.size(); ++j) {
      const bool swap = random() % 2 == 0;
      const auto seam = match_seam(borders[swap ? j : i], borders[swap ? i : j]);
      matches.insert(matches.end(), seam.begin(), seam.end());
    }
  std::shuffle(tiles.begin(), tiles.end(), random);
  std::shuffle(matches.begin(), matches.end(), random);
  const ComponentTable table(tiles, matches);

  Labelled out{std::vector<std::int64_t>(land.mask.size(), 0),
               {table.components().begin(), table.components().end()}};
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const auto numbers = table.numbers(static_cast<std::int64_t>(i) * 2 + 1);
    std::size_t pixel = 0;
    for (auto r = windows[i].row; r < windows[i].row + windows[i].rows; ++r)
      for (auto c = windows[i].col; c < windows[i].col + windows[i].cols; ++c, ++pixel)
        if (labels[i][pixel] != 0)
          out.numbers[land.at(r, c)] = numbers[static_cast<std::size_t>(labels[i][pixel]) - 1];
  }
  return out;
}

TEST(Components, HangTogetherByCornersToo) {
  const auto land = drawn({"#..#.",  //
                           ".#.#.",  //
                           "..#..",  //
                           "....#"});
  const auto out = label_whole(land);
  ASSERT_EQ(out.components.size(), 2U);
  EXPECT_EQ(out.components[0], (Component{5, {0, 0, 3, 4}, 0, 0}));
  EXPECT_EQ(out.components[1], (Component{1, {3, 4, 1, 1}, 3, 4}));
  EXPECT_EQ(out.numbers,
            (std::vector<std::int64_t>{1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2}));
}

TEST(Components, ThatMeetLateAreOne) {
  const auto out = label_whole(drawn({"#.#.#.#",  //
                                      "#.#.#.#",  //
                                      "#.#.#.#",  //
                                      "#######"}));
  ASSERT_EQ(out.components.size(), 1U);
  EXPECT_EQ(out.components[0].pixels, 19);
}

TEST(Components, OfEmptyAndFullLand) {
  EXPECT_TRUE(label_whole(drawn({"....", "...."})).components.empty());
  EXPECT_EQ(label_whole(drawn({"####", "####"})).components,
            (std::vector<Component>{{8, {0, 0, 2, 4}, 0, 0}}));
  EXPECT_TRUE(label_components({}, {3, 4, 0, 0}, {}).empty());
}

TEST(Components, MeetAFloodFill) {
  std::mt19937_64 random(31);
  for (int trial = 0; trial < 200; ++trial) {
    const auto land =
        random_land(random, 1 + static_cast<std::int64_t>(random() % 30),
                    1 + static_cast<std::int64_t>(random() % 30), 0.1 * static_cast<double>(random() % 11));
    const auto want = flood(land), got = label_whole(land);
    ASSERT_EQ(got.numbers, want.numbers);
    ASSERT_EQ(got.components, want.components);
  }
}

TEST(ComponentJoin, GivesTheSameFromAnyTilesInAnyOrder) {
  std::mt19937_64 random(71);
  for (int trial = 0; trial < 150; ++trial) {
    const auto land =
        random_land(random, 1 + static_cast<std::int64_t>(random() % 50),
                    1 + static_cast<std::int64_t>(random() % 50), 0.1 * static_cast<double>(random() % 8));
    std::vector<Window> tiles;
    cut(random, land.window, tiles);
    std::shuffle(tiles.begin(), tiles.end(), random);
    const auto want = flood(land), got = label_tiles(random, land, tiles);
    ASSERT_EQ(got.numbers, want.numbers);
    ASSERT_EQ(got.components, want.components);
  }
}

TEST(ComponentJoin, NumbersByFirstPixelNotByTile) {
  // In tiles of 2 x 2 the first tile's only pixel (1, 0) comes after the second tile's (0, 2).
  const auto land = drawn({"..#.",  //
                           "#..."});
  std::mt19937_64 random(1);
  const auto out = label_tiles(random, land, {{0, 0, 2, 2}, {0, 2, 2, 2}});
  EXPECT_EQ(out.numbers, (std::vector<std::int64_t>{0, 0, 1, 0, 2, 0, 0, 0}));
}

TEST(ComponentJoin, MatchesCornersOfDiagonalTiles) {
  const std::vector<std::int32_t> one{1};
  const auto a = tile_border(0, {0, 0, 1, 1}, one), b = tile_border(3, {1, 1, 1, 1}, one);
  EXPECT_EQ(match_seam(a, b), (std::vector<SeamMatch>{{0, 3, 1, 1}}));
  EXPECT_EQ(match_seam(b, a), (std::vector<SeamMatch>{{3, 0, 1, 1}}));
  EXPECT_TRUE(match_seam(a, tile_border(5, {1, 2, 1, 1}, one)).empty());
  EXPECT_TRUE(match_seam(a, tile_border(5, {2, 0, 1, 1}, one)).empty());
}

TEST(ComponentJoin, RefusesWhatDoesNotExist) {
  const TileComponents tile{4, {{1, {0, 0, 1, 1}, 0, 0}}};
  const std::vector<TileComponents> once{tile}, twice{tile, tile};
  EXPECT_THROW(ComponentTable(twice, {}), Error);
  EXPECT_THROW(ComponentTable(once, std::vector<SeamMatch>{{4, 5, 1, 1}}), Error);
  EXPECT_THROW(ComponentTable(once, std::vector<SeamMatch>{{4, 4, 1, 2}}), Error);
  EXPECT_THROW((void)ComponentTable(once, {}).numbers(9), Error);
  EXPECT_THROW((void)tile_border(1, {0, 0, 2, 2}, std::vector<std::int32_t>(3)), Error);
  std::vector<std::int32_t> labels(3);
  EXPECT_THROW((void)label_components(std::vector<std::uint8_t>(4), {0, 0, 2, 2}, labels), Error);
}

}  // namespace
}  // namespace minenpp::model
