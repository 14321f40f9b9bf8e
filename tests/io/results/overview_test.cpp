#include "io/results/overview.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "io/raster/grid_reader.h"
#include "io/results/map_writer.h"
#include "io/world.h"
#include "model/grid/tile_lattice.h"

namespace minenpp::io {
namespace {

model::Grid square(std::int64_t size) {
  return {0, 0, 30, 30, size, size, false};
}

TEST(OverviewFactor, SmallMapsNeedNone) {
  EXPECT_EQ(overview_factor(square(1), 256), 1);
  EXPECT_EQ(overview_factor(square(2048), 256), 1);
}

TEST(OverviewFactor, IsTheSmallestDivisorThatIsEnough) {
  EXPECT_EQ(overview_factor(square(2049), 256), 4);  // 513
  EXPECT_EQ(overview_factor(square(4096), 256), 4);  // 1024
  EXPECT_EQ(overview_factor(square(4097), 256), 8);
  EXPECT_EQ(overview_factor(square(2049), 500), 4);
  EXPECT_EQ(overview_factor(square(4097), 500), 5);  // 820
  EXPECT_EQ(overview_factor(square(5121), 500), 10);
}

TEST(OverviewFactor, ATileIsTheLargestPixel) {
  EXPECT_EQ(overview_factor(square(1'000'000), 16), 16);
  EXPECT_EQ(overview_factor(square(5000), 257), 257);  // a prime
}

TEST(OverviewFile, IsWhereGdalLooksForIt) {
  EXPECT_EQ(overview_file("maps/npp-2020.nc"), "maps/npp-2020.nc.ovr");
}

constexpr std::int64_t edge = 256, factor = 4, rows = 2304, cols = 2100;
constexpr std::int16_t no_number = -32768;

/// Two months of one map, large enough for an overview.
template <typename T>
MapLayout large_layout() {
  MapLayout layout;
  layout.grid = model::Grid(600000, 4350000, 30, 30, rows, cols, false);
  layout.crs_wkt = "EPSG:32649";
  layout.months = {{2016, 7}, {2016, 8}};
  layout.variables.resize(1);
  layout.variables.front().name = "npp";
  layout.variables.front().type = value_type_of<T>();
  if constexpr (std::is_integral_v<T>) layout.variables.front().fill = no_number;
  layout.tile_size = edge;
  return layout;
}

/// NaN is no data: some pixels, and all of some cells.
double value_at(std::int64_t band, std::int64_t row, std::int64_t col) {
  if ((row / factor + col / factor) % 7 == 0 || (row * 3 + col) % 5 == 0)
    return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>((row * 13 + col * 7 + band * 1000) % 2000 - 500);
}

/// Of every fifth tile nobody writes anything; the first rank leaves out the second band.
bool is_written(std::int64_t band, std::int64_t tile) {
  return tile % 5 != 4 && (band == 0 || tile % world().size() != 0);
}

double expected_cell(std::int64_t band, std::int64_t row, std::int64_t col, bool rounds) {
  double sum = 0;
  std::int64_t count = 0;
  for (auto r = row * factor; r < std::min((row + 1) * factor, rows); ++r)
    for (auto c = col * factor; c < std::min((col + 1) * factor, cols); ++c)
      if (const double value = value_at(band, r, c); !std::isnan(value)) sum += value, ++count;
  if (count == 0) return std::numeric_limits<double>::quiet_NaN();
  const double mean = sum / static_cast<double>(count);
  return rounds ? static_cast<double>(std::lround(mean)) : static_cast<double>(static_cast<float>(mean));
}

template <typename T>
void add_own_tiles(const model::TileLattice& lattice, Overview& overview) {
  for (std::int64_t tile = world().rank(); tile < lattice.count(); tile += world().size())
    for (std::int64_t band = 0; band < 2; ++band) {
      if (!is_written(band, tile)) continue;
      const auto window = lattice.window(tile);
      std::vector<T> values;
      for (auto row = window.row; row < window.row + window.rows; ++row)
        for (auto col = window.col; col < window.col + window.cols; ++col) {
          const double value = value_at(band, row, col);
          values.push_back(std::is_integral_v<T> && std::isnan(value) ? static_cast<T>(no_number)
                                                                      : static_cast<T>(value));
        }
      overview.add(MonthRange{band, 1}, window, std::as_bytes(std::span(values)));
    }
}

void expect_band(const std::filesystem::path& file, const model::TileLattice& lattice, std::int64_t band,
                 bool rounds) {
  const auto study = grid_of_raster(file.string());
  const auto& grid = study.grid;
  ASSERT_EQ(grid.rows(), rows / factor);
  ASSERT_EQ(grid.cols(), cols / factor);
  RasterSettings settings;
  settings.path = file.string();
  settings.band = static_cast<int>(band) + 1;
  std::vector<double> cells(static_cast<std::size_t>(grid.size()));
  GridReader(settings, study).read(grid.window(), cells);
  std::int64_t with_data = 0;
  for (std::int64_t row = 0, i = 0; row < grid.rows(); ++row)
    for (std::int64_t col = 0; col < grid.cols(); ++col, ++i) {
      const auto tile = row * factor / edge * lattice.tile_cols() + col * factor / edge;
      const double expected = is_written(band, tile) ? expected_cell(band, row, col, rounds)
                                                     : std::numeric_limits<double>::quiet_NaN();
      const double cell = cells[static_cast<std::size_t>(i)];
      if (std::isnan(expected)) {
        ASSERT_TRUE(std::isnan(cell)) << band << " " << row << " " << col;
      } else {
        ASSERT_EQ(cell, expected) << band << " " << row << " " << col;
        ++with_data;
      }
    }
  if (band == 0 || world().size() > 1) {
    EXPECT_GT(with_data, 0);
  }
}

template <typename T>
void expect_overview_of_all_ranks() {
  const SharedFolder folder;
  const auto layout = large_layout<T>();
  ASSERT_EQ(overview_factor(layout.grid, edge), factor);
  const model::TileLattice lattice(layout.grid, edge);
  Overview overview(layout);
  add_own_tiles<T>(lattice, overview);
  const auto others = overview.hand_over(world());
  if (world().rank() == Overview::writer(world())) {
    overview.write(others, folder / "npp.nc");
    for (std::int64_t band = 0; band < 2; ++band)
      expect_band(overview_file(folder / "npp.nc"), lattice, band, std::is_integral_v<T>);
  }
  world().barrier();
}

TEST(Overview, OfWholeNumbersIsMadeByAllRanks) {
  expect_overview_of_all_ranks<std::int16_t>();
}

TEST(Overview, OfFloatsIsMadeByAllRanks) {
  expect_overview_of_all_ranks<float>();
}

TEST(Overview, DamagedMessageIsRefused) {
  const SharedFolder folder;
  const auto layout = large_layout<float>();
  Overview overview(layout);
  const std::vector<std::byte> many(sizeof(std::size_t), std::byte{0x7f});
  for (const auto& bytes : {std::vector<std::byte>(3), many})
    EXPECT_THROW(overview.write({{0, bytes}}, folder / ("npp" + std::to_string(world().rank()) + ".nc")),
                 model::Error);
}

TEST(Overview, AMapIsNotThereWhereItsOverviewCannotBeWritten) {
  const SharedFolder folder;
  const auto map = folder / "npp.nc", in_the_way = overview_file(map) / "something";
  if (world().is_root()) std::filesystem::create_directories(in_the_way);
  world().barrier();
  MapWriter writer(world(), map, large_layout<float>());
  // Only the last rank knows of it: the others learn it from that one.
  EXPECT_THROW(writer.finish(), model::Error);
  world().barrier();
  EXPECT_FALSE(std::filesystem::exists(map));
  EXPECT_FALSE(std::filesystem::exists(map.string() + ".part"));
  EXPECT_TRUE(std::filesystem::exists(in_the_way));
}

}  // namespace
}  // namespace minenpp::io
