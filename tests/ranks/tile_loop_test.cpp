#include "survey/run/tile_loop.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "io/results/map_reader.h"
#include "io/world.h"
#include "mpi/collective_error.h"
#include "survey/run/step_loop.h"

namespace minenpp::survey {
namespace {

using io::world;

constexpr std::int64_t edge = 8;

model::Grid grid() {
  return model::Grid(500000, 4400000, 30, 30, 9 * edge, 7 * edge, false);
}

io::MapLayout layout() {
  io::MapLayout layout{.grid = grid(),
                       .crs_wkt = "EPSG:32649",
                       .months = {},
                       .variables = {{.name = "land_class",
                                      .type = io::ValueType::uint8,
                                      .fill = 0,
                                      .units = "1",
                                      .long_name = "class",
                                      .per_time = false}},
                       .title = "classes",
                       .stage_key = {}};
  layout.tile_size = edge;
  return layout;
}

std::uint8_t value_at(std::int64_t row, std::int64_t col, int map) {
  return static_cast<std::uint8_t>(1 + (row * 7 + col * 3 + map * 11) % 250);
}

std::vector<std::uint8_t> values_of(const model::Window& window, int map) {
  std::vector<std::uint8_t> values;
  for (std::int64_t row = 0; row < window.rows; ++row)
    for (std::int64_t col = 0; col < window.cols; ++col)
      values.push_back(value_at(window.row + row, window.col + col, map));
  return values;
}

/// All tiles of the grid, of uneven weights. `storing_1024`: of the first rank.
mpi::Partition partition(std::int64_t storing_1024 = 64) {
  const model::TileLattice lattice(grid(), edge);
  std::vector<mpi::ActiveTile> tiles;
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile) tiles.push_back({tile, 1 + tile % 5 * 13});
  return {lattice, tiles, world().size(), mpi::TileOrder::hilbert, {storing_1024, 0}};
}

/// One kind of walk: rounds of a few tiles, or of one with something to prepare.
class TileWalks : public testing::TestWithParam<bool> {
 protected:
  io::SharedFolder folder;
  mpi::Partition shared = partition();
  Progress progress{ProgressStyle::off, 1};
  std::int64_t prepared = 0;

  void walk(const std::function<void(const model::Window&)>& work, std::vector<io::MapWriter*> maps) {
    if (!GetParam()) return for_each_tile(world(), shared, progress, work, std::move(maps), 100);
    for_each_prepared_tile(
        world(), shared, progress,
        [&](std::optional<std::int64_t> tile) {
          prepared += world().all_reduce(tile ? 1 : 0, mpi::Reduction::sum);
        },
        work, std::move(maps), 100);
  }
};

INSTANTIATE_TEST_SUITE_P(RoundsAndSteps, TileWalks, testing::Bool());

TEST_P(TileWalks, BringEveryTileOfEveryMapToTheRoot) {
  io::MapWriter one(world(), folder / "one.nc", layout()), two(world(), folder / "two.nc", layout());
  std::multiset<std::int64_t> walked;
  walk(
      [&](const model::Window& window) {
        walked.insert(shared.lattice().tile_of(window.row, window.col));
        one.put<std::uint8_t>("land_class", std::nullopt, window, values_of(window, 1));
        // Of some tiles one of the maps has nothing.
        if (window.row % (2 * edge) == 0)
          two.put<std::uint8_t>("land_class", std::nullopt, window, values_of(window, 2));
      },
      {&one, &two});
  const auto own = shared.tiles_of(world().rank());
  EXPECT_EQ(walked, std::multiset<std::int64_t>(own.begin(), own.end()));
  if (GetParam()) {
    EXPECT_EQ(prepared, shared.lattice().count());
  }
  one.finish();
  two.finish();
  mpi::agree(world(), [&] {
    std::vector<std::uint8_t> values(static_cast<std::size_t>(grid().size()));
    io::MapReader(folder / "one.nc").read<std::uint8_t>("land_class", std::nullopt, grid().window(), values);
    EXPECT_EQ(values, values_of(grid().window(), 1));
    io::MapReader(folder / "two.nc").read<std::uint8_t>("land_class", std::nullopt, grid().window(), values);
    auto expected = values_of(grid().window(), 2);
    for (std::size_t i = 0; i < expected.size(); ++i)
      if (static_cast<std::int64_t>(i) / grid().cols() / edge % 2 == 1) expected[i] = 0;
    EXPECT_EQ(values, expected);
  });
}

TEST_P(TileWalks, WithoutMapsCallEveryTileOnce) {
  std::int64_t pixels = 0;
  walk([&](const model::Window& window) { pixels += window.size(); }, {});
  EXPECT_EQ(world().all_reduce(pixels, mpi::Reduction::sum), grid().size());
}

// Each rank in turn, at its first, second, ... tile; also at its last, whose round nobody follows.
TEST_P(TileWalks, AFailureReachesEveryRankAndLeavesNoFile) {
  for (int failing = 0; failing < world().size(); ++failing) {
    const auto tiles = std::ssize(shared.tiles_of(failing));
    for (const std::int64_t at : {std::int64_t{0}, std::int64_t{1}, tiles - 1}) {
      if (at < 0 || at >= tiles) continue;
      std::int64_t called = 0;
      std::string message;
      try {
        io::MapWriter map(world(), folder / "map.nc", layout());
        walk(
            [&](const model::Window& window) {
              if (world().rank() == failing && called++ == at)
                throw model::Error(model::Fault::input, "band 4 ends early");
              map.put<std::uint8_t>("land_class", std::nullopt, window, values_of(window, 1));
            },
            {&map});
      } catch (const model::Error& error) {
        message = error.what();
        EXPECT_EQ(error.fault(), model::Fault::input);
      }
      EXPECT_EQ(message, "band 4 ends early") << "rank " << failing << ", tile " << at;
      EXPECT_EQ(called, world().rank() == failing ? at + 1 : 0) << "a rank that fails computes no more";
      world().barrier();
      EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
      world().barrier();
    }
  }
}

// The others stop where the round after the failure ends.
TEST_P(TileWalks, AFailureEndsTheWalkARoundLater) {
  if (world().size() == 1) GTEST_SKIP() << "needs two ranks";
  std::int64_t called = 0;
  EXPECT_THROW(walk(
                   [&](const model::Window&) {
                     ++called;
                     if (world().rank() == world().size() - 1)
                       throw model::Error(model::Fault::input, "nothing there");
                   },
                   {}),
               model::Error);
  // 100 pixels of work are four tiles or so.
  EXPECT_LE(called, GetParam() ? 1 : 12);
}

// The root takes what the others put into one map for another's, where there is no such place. Of all tiles,
// and of each rank's last one, whose round nobody follows.
TEST_P(TileWalks, AFailureOfStoringReachesEveryRank) {
  if (world().size() == 1) GTEST_SKIP() << "needs two ranks";
  auto narrow = layout();
  narrow.grid = model::Grid(500000, 4400000, 30, 30, edge, edge, false);
  for (const bool of_the_last : {false, true}) {
    std::string message;
    try {
      io::MapWriter map(world(), folder / "map.nc", layout()), other(world(), folder / "other.nc", narrow);
      walk(
          [&](const model::Window& window) {
            const auto tile = shared.lattice().tile_of(window.row, window.col);
            if (world().is_root() || !of_the_last || tile == shared.tiles_of(world().rank()).back())
              map.put<std::uint8_t>("land_class", std::nullopt, window, values_of(window, 1));
          },
          world().is_root() ? std::vector<io::MapWriter*>{&other, &map}
                            : std::vector<io::MapWriter*>{&map, &other});
    } catch (const model::Error& error) {
      message = error.what();
    }
    EXPECT_NE(message.find("other.nc"), std::string::npos) << message;
    world().barrier();
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    world().barrier();
  }
}

// With so much to store the first rank computes nothing.
TEST_P(TileWalks, ARankWithoutTilesTakesPart) {
  if (world().size() == 1) GTEST_SKIP() << "needs two ranks";
  shared = partition(2048);
  ASSERT_TRUE(shared.tiles_of(0).empty());
  io::MapWriter map(world(), folder / "map.nc", layout());
  walk(
      [&](const model::Window& window) {
        map.put<std::uint8_t>("land_class", std::nullopt, window, values_of(window, 1));
      },
      {&map});
  map.finish();
  mpi::agree(world(), [&] {
    std::vector<std::uint8_t> values(static_cast<std::size_t>(grid().size()));
    io::MapReader(folder / "map.nc").read<std::uint8_t>("land_class", std::nullopt, grid().window(), values);
    EXPECT_EQ(values, values_of(grid().window(), 1));
  });
}

TEST_P(TileWalks, OfNoTilesAreOverAtOnce) {
  shared = mpi::Partition(model::TileLattice(grid(), edge), {}, world().size());
  walk([](const model::Window&) { FAIL() << "there is no tile"; }, {});
}

TEST(PreparedWalk, AFailureOfPreparingReachesEveryRank) {
  const auto shared = partition();
  Progress progress{ProgressStyle::off, 1};
  std::int64_t turn = 0;
  std::string message;
  try {
    for_each_prepared_tile(
        world(), shared, progress,
        [&](std::optional<std::int64_t>) {
          mpi::agree(world(), [&] {
            if (++turn == 3 && world().rank() == world().size() - 1)
              throw model::Error(model::Fault::input, "no classes");
          });
        },
        [](const model::Window&) {}, {}, 100);
  } catch (const model::Error& error) {
    message = error.what();
  }
  EXPECT_EQ(message, "no classes");
  EXPECT_EQ(turn, 3);
  EXPECT_EQ(world().all_reduce(1, mpi::Reduction::sum), world().size()) << "ranks still talk to each other";
}

}  // namespace
}  // namespace minenpp::survey
