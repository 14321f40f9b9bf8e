#include "mpi/halo_exchange.h"

#include "world.h"
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::mpi {
namespace {

using model::Grid;
using model::TileLattice;
using model::Window;

/// The oracle: what each pixel of the whole grid holds.
template <typename Pixel>
Pixel pixel_at(std::int64_t row, std::int64_t col) {
  return static_cast<Pixel>((row * 131 + col * 7 + row * col) % 101 + 1);
}

struct Area {
  std::int64_t rows, cols, tile_size;
  std::int64_t hole_every;  // every n-th tile is inactive; 0: none
};

struct Study {
  explicit Study(const Area& area, int ranks = world().size())
      : grid(0, 0, 1, 1, area.rows, area.cols, false), lattice(grid, area.tile_size) {
    std::vector<ActiveTile> tiles;
    for (std::int64_t tile = 0; tile < lattice.count(); ++tile)
      if (area.hole_every == 0 || tile % area.hole_every != area.hole_every - 1)
        tiles.push_back({tile, lattice.window(tile).size()});
    partition = Partition(lattice, tiles, ranks);
  }

  Grid grid;
  TileLattice lattice;
  Partition partition;
};

template <typename Pixel>
void read_oracle(std::int64_t, const Window& part, std::span<Pixel> pixels) {
  std::size_t i = 0;
  for (auto row = part.row; row < part.row + part.rows; ++row)
    for (auto col = part.col; col < part.col + part.cols; ++col) pixels[i++] = pixel_at<Pixel>(row, col);
}

template <typename Pixel>
Pixel expected_at(const Study& study, std::int64_t row, std::int64_t col, Pixel fill) {
  if (row < 0 || col < 0 || row >= study.grid.rows() || col >= study.grid.cols()) return fill;
  return study.partition.owner(study.lattice.tile_of(row, col)) ? pixel_at<Pixel>(row, col) : fill;
}

template <typename Pixel>
void expect_oracle(const Study& study, const HaloTile<Pixel>& halo, std::int64_t width, Pixel fill) {
  const auto core = study.lattice.window(halo.tile);
  ASSERT_EQ(halo.window,
            (Window{core.row - width, core.col - width, core.rows + 2 * width, core.cols + 2 * width}));
  ASSERT_EQ(std::ssize(halo.pixels), halo.window.size());
  std::size_t i = 0;
  std::int64_t wrong = 0;
  for (auto row = halo.window.row; row < halo.window.row + halo.window.rows; ++row)
    for (auto col = halo.window.col; col < halo.window.col + halo.window.cols; ++col)
      wrong += halo.pixels[i++] != expected_at(study, row, col, fill);
  EXPECT_EQ(wrong, 0) << "of " << halo.pixels.size() << " pixels of tile " << halo.tile;
}

template <typename Pixel>
void expect_halos(const Study& study, std::int64_t width, std::size_t batch, Pixel fill) {
  const auto own = study.partition.tiles_of(world().rank());
  const auto most = static_cast<std::size_t>(world().all_reduce(std::ssize(own), Reduction::max));
  for (std::size_t begin = 0; begin < most; begin += batch) {
    const auto tiles =
        own.subspan(std::min(begin, own.size()), std::min(batch, own.size() - std::min(begin, own.size())));
    const auto halos = exchange_halo(world(), study.partition, tiles, width, fill, read_oracle<Pixel>);
    ASSERT_EQ(halos.size(), tiles.size());
    for (std::size_t i = 0; i < tiles.size(); ++i) {
      EXPECT_EQ(halos[i].tile, tiles[i]);
      expect_oracle(study, halos[i], width, fill);
    }
  }
}

class HaloExchange : public testing::TestWithParam<std::tuple<Area, int>> {};

TEST_P(HaloExchange, EqualsTheWholeGrid) {
  const auto [area, width_case] = GetParam();
  const std::int64_t widths[] = {0, 1, 5, area.tile_size, 3 * area.tile_size + 1};
  const auto width = widths[width_case];
  SCOPED_TRACE(testing::Message() << area.rows << " x " << area.cols << ", tile " << area.tile_size
                                  << ", width " << width);
  const Study study(area);
  expect_halos<std::uint8_t>(study, width, 1000, 255);
  expect_halos<std::int16_t>(study, width, 3, -9999);
  expect_halos<float>(study, width, 1, -1.0f);
  expect_halos<double>(study, width, 2, 1e300);
}

INSTANTIATE_TEST_SUITE_P(AreasAndWidths, HaloExchange,
                         testing::Combine(testing::Values(Area{32, 40, 8, 0}, Area{37, 29, 8, 0},
                                                          Area{37, 29, 8, 3}, Area{1, 50, 7, 0},
                                                          Area{50, 1, 7, 4}, Area{5, 6, 16, 0},
                                                          Area{12, 9, 1, 5}, Area{16, 16, 8, 2}),
                                          testing::Range(0, 5)));

TEST(HaloExchangeRules, EveryRankGetsEachRectangleOnce) {
  const Study study({40, 40, 8, 0});
  std::multiset<std::pair<std::int64_t, std::int64_t>> asked;
  std::int64_t read_pixels = 0;
  const auto own = study.partition.tiles_of(world().rank());
  const auto halos =
      exchange_halo(world(), study.partition, own, 9, std::uint8_t{0},
                    [&](std::int64_t tile, const Window& part, std::span<std::uint8_t> pixels) {
                      EXPECT_EQ(study.partition.owner(tile), world().rank());
                      EXPECT_EQ(intersect(part, study.lattice.window(tile)), part);
                      EXPECT_EQ(std::ssize(pixels), part.size());
                      asked.insert({tile, part.row * 100 + part.col});
                      read_pixels += part.size();
                      read_oracle<std::uint8_t>(tile, part, pixels);
                    });
  EXPECT_EQ(halos.size(), own.size());
  for (const auto tile : own) {
    const auto times = std::ranges::count(asked, tile, &std::pair<std::int64_t, std::int64_t>::first);
    EXPECT_GE(times, 1);
    EXPECT_LE(times, world().size());
  }
  EXPECT_LE(world().all_reduce(read_pixels, Reduction::sum), 1600 * world().size());
}

TEST(HaloExchangeRules, StructuredPixels) {
  struct Seed {
    std::int32_t row, col;
    bool operator==(const Seed&) const = default;
  };
  const Study study({10, 10, 4, 0});
  const auto halos = exchange_halo(
      world(), study.partition, study.partition.tiles_of(world().rank()), 2, Seed{-1, -1},
      [](std::int64_t, const Window& part, std::span<Seed> pixels) {
        for (std::int64_t i = 0; i < part.size(); ++i)
          pixels[static_cast<std::size_t>(i)] = {static_cast<std::int32_t>(part.row + i / part.cols),
                                                 static_cast<std::int32_t>(part.col + i % part.cols)};
      });
  EXPECT_EQ(halos.size(), study.partition.tiles_of(world().rank()).size());
  for (const auto& halo : halos)
    for (std::int64_t i = 0; i < halo.window.size(); ++i) {
      const auto row = static_cast<std::int32_t>(halo.window.row + i / halo.window.cols);
      const auto col = static_cast<std::int32_t>(halo.window.col + i % halo.window.cols);
      const bool inside = row >= 0 && col >= 0 && row < 10 && col < 10;
      EXPECT_EQ(halo.pixels[static_cast<std::size_t>(i)], inside ? (Seed{row, col}) : (Seed{-1, -1}));
    }
}

TEST(HaloExchangeRules, NaNFillAndNaNPixelsPass) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Study study({4, 4, 4, 0});
  const auto halos = exchange_halo(world(), study.partition, study.partition.tiles_of(world().rank()), 1, nan,
                                   [&](std::int64_t, const Window&, std::span<double> pixels) {
                                     for (auto& pixel : pixels) pixel = 2;
                                     pixels[0] = nan;
                                   });
  for (const auto& halo : halos) {
    EXPECT_TRUE(std::isnan(halo.pixels[0]));
    EXPECT_TRUE(std::isnan(halo.pixels[7]));
    EXPECT_EQ(halo.pixels[8], 2);
  }
  EXPECT_EQ(world().all_reduce(std::ssize(halos), Reduction::sum), 1);
}

TEST(HaloExchangeRules, AReadThatFailsOnOneRankFailsOnAll) {
  const Study study({32, 32, 8, 0});
  const auto own = study.partition.tiles_of(world().rank());
  for (int failing = 0; failing < world().size(); ++failing) {
    const auto read = [&](std::int64_t tile, const Window& part, std::span<float> pixels) {
      if (world().rank() == failing)
        throw model::Error(model::Fault::input, "tile " + std::to_string(failing));
      read_oracle<float>(tile, part, pixels);
    };
    try {
      (void)exchange_halo(world(), study.partition, own, 3, 0.0f, read);
      ADD_FAILURE() << "no error from rank " << failing;
    } catch (const model::Error& error) {
      EXPECT_EQ(error.what(), "tile " + std::to_string(failing));
    }
  }
}

TEST(HaloExchangeRules, AForeignTileOrANegativeWidthIsRefusedEverywhere) {
  const Study study({32, 32, 8, 3});
  const std::vector<std::int64_t> inactive{2}, none;
  const auto& tiles = world().is_root() ? inactive : none;
  EXPECT_THROW((void)exchange_halo(world(), study.partition, tiles, 1, 0.0f, read_oracle<float>),
               model::Error);
  const std::int64_t width = world().is_root() ? -1 : 1;
  EXPECT_THROW((void)exchange_halo(world(), study.partition, none, width, 0.0f, read_oracle<float>),
               model::Error);
}

}  // namespace
}  // namespace minenpp::mpi
