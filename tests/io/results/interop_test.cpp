#include "sample.h"
#include <cstdlib>

#include <gtest/gtest.h>

#include "io/results/archive_writer.h"

namespace minenpp::io {
namespace {

constexpr const char* python = "/usr/bin/python3";

bool runs(const std::string& command) {
  return std::system(command.c_str()) == 0;
}

bool readers_are_here() {
  return runs(std::string(python) +
              " -c 'import xarray, h5netcdf, netCDF4, rasterio, h5py' 2>/dev/null"
              " && gdalinfo --version >/dev/null 2>&1 && ncdump -h /dev/null 2>&1 | grep -q ncdump");
}

MapLayout geographic() {
  auto layout = sample::layout(64);
  layout.grid = model::Grid(112.1, 39.7, 0.0025, 0.0025, 130, 70, true);
  layout.crs_wkt = "EPSG:4326";
  return layout;
}

MapLayout single_map() {
  auto layout = sample::layout(64);
  layout.variables.resize(1);
  return layout;
}

void write_single(const std::filesystem::path& path) {
  const auto layout = single_map();
  MapWriter writer(world(), path, layout);
  const auto owner = [](std::int64_t tile) { return static_cast<int>(tile % world().size()); };
  sample::write_tiles(world(), writer, "npp", MonthRange{0, 2}, {layout.grid, 64}, owner, sample::npp);
  writer.finish();
}

void add_statistics(ArchiveWriter& writer) {
  auto& group = writer.group("statistics");
  group.dimension("class", std::vector<std::int32_t>{1, 2});
  group.dimension("bin", std::int64_t{3});
  group.array("count", {"class", "bin"}, std::vector<std::int64_t>{1, 2, 3, 4, 5, std::int64_t{1} << 50});
}

TEST(Interop, OtherProgramsReadTheResults) {
  if (world().size() != 1 && world().size() != 3)
    GTEST_SKIP() << "other programs look at files of 1 and 3 ranks";
  std::int64_t here = world().is_root() ? readers_are_here() : 1;
  here = world().all_reduce(here, mpi::Reduction::min);
  if (here == 0)
    GTEST_SKIP() << "needs " << python << " with xarray, h5netcdf, netCDF4, rasterio, h5py; gdalinfo; ncdump";

  const SharedFolder folder;
  sample::write(folder / "utm.nc", sample::layout(64), add_statistics);
  sample::write(folder / "degrees.nc", geographic());
  write_single(folder / "single.nc");
  sample::write_survey(folder / "survey.h5");
  if (!world().is_root()) return;
  for (const auto* script : {"check_maps.py", "check_archive.py"})
    EXPECT_TRUE(runs(std::string(python) + " " MINENPP_SOURCE_DIR "/tests/io/results/interop/" + script +
                     " " + folder.path().string()))
        << script;
}

}  // namespace
}  // namespace minenpp::io
