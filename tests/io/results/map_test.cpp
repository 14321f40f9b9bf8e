#include "sample.h"
#include <cmath>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "io/results/map_reader.h"
#include "io/results/map_writer.h"

namespace minenpp::io {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void expect_sample(const std::filesystem::path& path) {
  const MapReader reader(path);
  const auto grid = sample::grid();
  std::vector<std::int16_t> npp(static_cast<std::size_t>(2 * grid.size()));
  reader.read<std::int16_t>("npp", MonthRange{0, 2}, grid.window(), npp);
  std::vector<float> annual(static_cast<std::size_t>(grid.size()));
  reader.read<float>("npp_annual", {}, grid.window(), annual);
  std::vector<std::uint8_t> classes(annual.size());
  reader.read<std::uint8_t>("class", {}, grid.window(), classes);
  std::int64_t wrong = 0;
  for (std::int64_t row = 0; row < grid.rows(); ++row)
    for (std::int64_t col = 0; col < grid.cols(); ++col) {
      const auto at = static_cast<std::size_t>(row * grid.cols() + col);
      for (std::int64_t month = 0; month < 2; ++month)
        wrong += npp[at + static_cast<std::size_t>(month * grid.size())] != sample::npp(month, row, col);
      const float expected = sample::npp_annual(row, col);
      wrong += !(annual[at] == expected || (std::isnan(annual[at]) && std::isnan(expected)));
      wrong += classes[at] != sample::land_class(row, col);
    }
  EXPECT_EQ(wrong, 0) << path;
}

class MapTiles : public testing::TestWithParam<std::int64_t> {};

TEST_P(MapTiles, ComeBackAsWritten) {
  const SharedFolder folder;
  sample::write(folder / "maps/npp.nc", sample::layout(GetParam()));
  expect_sample(folder / "maps/npp.nc");
}

INSTANTIATE_TEST_SUITE_P(Sizes, MapTiles, testing::Values(17, 64, 256));

TEST(Map, ReaderKnowsGridMonthsAndCrs) {
  const SharedFolder folder;
  sample::write(folder / "npp.nc", sample::layout());
  const MapReader reader(folder / "npp.nc");
  EXPECT_EQ(reader.grid(), sample::grid());
  EXPECT_EQ(reader.months(), (std::vector<YearMonth>{{2016, 7}, {2016, 8}}));
  EXPECT_EQ(reader.index_of({2016, 8}), 1);
  EXPECT_FALSE(reader.index_of({2016, 9}));
  EXPECT_NE(reader.crs_wkt().find("UTM zone 49N"), std::string::npos);
  EXPECT_EQ(reader.archive().read<std::int32_t>("/time_bnds"),
            (std::vector<std::int32_t>{16983, 17014, 17014, 17045}));
  EXPECT_EQ(reader.archive().number_attribute("/npp", "_FillValue"), -32768);
  EXPECT_EQ(reader.archive().info("/npp").chunk, (hdf5::Shape{1, 64, 64}));
  EXPECT_EQ(stage_key(folder / "npp.nc"), "sample key");
}

TEST(Map, BytesAreEqualFromRunToRun) {
  const SharedFolder folder;
  const FillArchive statistics = [](ArchiveWriter& writer) { writer.group("statistics").scalar("n", 1.0); };
  sample::write(folder / "one.nc", sample::layout(), statistics);
  sample::write(folder / "two.nc", sample::layout(), statistics);
  EXPECT_EQ(bytes_of(folder / "one.nc"), bytes_of(folder / "two.nc"));
}

TEST(Map, StatisticsTravelInTheSameFile) {
  const SharedFolder folder;
  sample::write(folder / "npp.nc", sample::layout(), [](ArchiveWriter& writer) {
    auto& group = writer.group("statistics");
    group.dimension("class", std::vector<std::int32_t>{1, 2});
    group.dimension("bin", std::int64_t{3});
    group.array("count", {"class", "bin"}, std::vector<std::int64_t>{1, 2, 3, 4, 5, std::int64_t{1} << 50});
  });
  expect_sample(folder / "npp.nc");
  const MapReader reader(folder / "npp.nc");
  EXPECT_EQ(reader.archive().read<std::int64_t>("/statistics/count").back(), std::int64_t{1} << 50);
}

TEST(Map, WindowsNeedNotBeTiles) {
  const SharedFolder folder;
  auto layout = sample::layout(32);
  layout.variables.resize(1);
  {
    MapWriter writer(world(), folder / "npp.nc", layout);
    const model::TileLattice stripes(layout.grid, 23);
    const auto owner = [](std::int64_t tile) { return static_cast<int>(tile % world().size()); };
    sample::write_tiles(world(), writer, "npp", MonthRange{1, 1}, stripes, owner, sample::npp);
    sample::write_tiles(world(), writer, "npp", MonthRange{0, 1}, stripes, owner, sample::npp);
    writer.finish();
  }
  const MapReader reader(folder / "npp.nc");
  std::vector<std::int16_t> values(static_cast<std::size_t>(layout.grid.size()));
  for (std::int64_t month = 0; month < 2; ++month) {
    reader.read<std::int16_t>("npp", MonthRange{month, 1}, layout.grid.window(), values);
    for (std::int64_t i = 0; i < layout.grid.size(); ++i)
      ASSERT_EQ(values[static_cast<std::size_t>(i)], sample::npp(month, i / 70, i % 70)) << month << " " << i;
  }
}

TEST(Map, OnlyTheLastRankWrites) {
  const SharedFolder folder;
  auto layout = sample::layout(64);
  layout.variables.resize(1);
  MapWriter writer(world(), folder / "npp.nc", layout);
  const model::TileLattice lattice(layout.grid, 64);
  sample::write_tiles(
      world(), writer, "npp", MonthRange{0, 2}, lattice, [](auto) { return world().size() - 1; },
      sample::npp);
  writer.finish();
  std::int16_t value = 0;
  MapReader(folder / "npp.nc")
      .read<std::int16_t>("npp", MonthRange{1, 1}, {129, 69, 1, 1}, std::span(&value, 1));
  EXPECT_EQ(value, sample::npp(1, 129, 69));
}

TEST(Map, WhatNobodyWroteIsNoData) {
  const SharedFolder folder;
  MapWriter writer(world(), folder / "npp.nc", sample::layout(64));
  writer.write<std::int16_t>("npp", MonthRange{0, 0}, {}, {});
  writer.write<float>("npp_annual", {}, {}, {});
  writer.finish();
  const MapReader reader(folder / "npp.nc");
  std::vector<std::int16_t> npp(2 * 130 * 70, 0);
  reader.read<std::int16_t>("npp", MonthRange{0, 2}, sample::grid().window(), npp);
  EXPECT_EQ(std::count(npp.begin(), npp.end(), -32768), 2 * 130 * 70);
  std::vector<float> annual(130 * 70, 0);
  reader.read<float>("npp_annual", {}, sample::grid().window(), annual);
  EXPECT_EQ(std::count_if(annual.begin(), annual.end(), [](float v) { return std::isnan(v); }), 130 * 70);
}

TEST(Map, OfOneRowOrColumnOrPixel) {
  const SharedFolder folder;
  for (const auto& [rows, cols] : std::vector<std::pair<int, int>>{{1, 300}, {300, 1}, {1, 1}}) {
    auto layout = sample::layout(64);
    layout.grid = model::Grid(0, 0, 30, 30, rows, cols, false);
    layout.variables.resize(1);
    const auto path = folder / fmt::format("{}x{}.nc", rows, cols);
    MapWriter writer(world(), path, layout);
    const auto owner = [](std::int64_t tile) { return static_cast<int>(tile % world().size()); };
    sample::write_tiles(world(), writer, "npp", MonthRange{0, 2}, {layout.grid, 64}, owner, sample::npp);
    writer.finish();
    const MapReader reader(path);
    EXPECT_EQ(reader.grid(), layout.grid);
    std::int16_t value = 0;
    reader.read<std::int16_t>("npp", MonthRange{1, 1}, {rows - 1, cols - 1, 1, 1}, std::span(&value, 1));
    EXPECT_EQ(value, sample::npp(1, rows - 1, cols - 1));
  }
}

TEST(Map, DamagedFilesAreNamed) {
  const SharedFolder folder;
  sample::write(folder / "npp.nc", sample::layout());
  sample::write_survey(folder / "survey.h5");
  world().barrier();
  if (world().is_root()) std::filesystem::resize_file(folder / "npp.nc", 3000);
  world().barrier();
  for (const auto* name : {"npp.nc", "survey.h5"}) {
    try {
      const MapReader reader(folder / name);
      FAIL() << name << " was read";
    } catch (const model::Error& error) {
      EXPECT_EQ(error.fault(), model::Fault::input);
      EXPECT_EQ(std::string(error.what()).find((folder / name).string() + ": "), 0U) << error.what();
    }
  }
}

TEST(Map, ADamagedChunkIsAnErrorWhenRead) {
  const SharedFolder folder;
  auto layout = sample::layout(64);
  sample::write(folder / "npp.nc", layout);
  world().barrier();
  if (world().is_root()) {
    const auto file = hdf5::Handle<H5Fclose>(
        H5Fopen((folder / "npp.nc").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), model::Fault::input, "test");
    const auto dataset = hdf5::open_dataset(file.get(), "npp");
    hsize_t offset[3] = {}, size = 0;
    unsigned mask = 0;
    haddr_t address = 0;
    const hdf5::Dataspace space(H5Dget_space(dataset.get()), model::Fault::input, "test");
    EXPECT_GE(H5Dget_chunk_info(dataset.get(), space.get(), 0, offset, &mask, &address, &size), 0);
    std::fstream bytes(folder / "npp.nc", std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(address));
    bytes << std::string(static_cast<std::size_t>(size), '\0');
  }
  world().barrier();
  const MapReader reader(folder / "npp.nc");
  std::vector<std::int16_t> values(64 * 64);
  try {
    reader.read<std::int16_t>("npp", MonthRange{0, 1}, {0, 0, 64, 64}, values);
    FAIL() << "zeros were inflated";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::input);
    EXPECT_NE(std::string(error.what()).find("npp.nc: /npp: reading values: "), std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace minenpp::io
