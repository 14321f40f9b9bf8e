#include "sample.h"

#include <cmath>
#include <limits>

namespace minenpp::io::sample {

namespace {
constexpr std::int16_t no_npp = -32768;
constexpr std::uint8_t no_class = 255;
bool outside(std::int64_t row, std::int64_t col) {
  return row + col < 5;
}
}  // namespace

model::Grid grid() {
  return {600000, 4380000, 30, 30, 130, 70, false};
}

MapLayout layout(std::int64_t tile_size) {
  MapLayout made;
  made.grid = grid();
  made.crs_wkt = "EPSG:32649";
  made.months = {{2016, 7}, {2016, 8}};
  made.title = "sample";
  made.stage_key = "sample key";
  made.tile_size = tile_size;
  made.variables = {{.name = "npp",
                     .type = ValueType::int16,
                     .scale_factor = 0.01,
                     .fill = no_npp,
                     .units = "g m-2",
                     .long_name = "net primary productivity, carbon",
                     .cell_methods = "time: sum"},
                    {.name = "npp_annual",
                     .type = ValueType::float32,
                     .fill = {},
                     .units = "g m-2 year-1",
                     .long_name = "annual net primary productivity, carbon",
                     .per_time = false},
                    {.name = "class",
                     .type = ValueType::uint8,
                     .fill = no_class,
                     .units = "1",
                     .long_name = "land cover",
                     .flag_values = {1, 2, 3},
                     .flag_meanings = {"arable", "forest", "grassland"},
                     .per_time = false}};
  return made;
}

std::int16_t npp(std::int64_t month, std::int64_t row, std::int64_t col) {
  if (outside(row, col)) return no_npp;
  return static_cast<std::int16_t>(1000 * month + 10 * row - 7 * col);
}

float npp_annual(std::int64_t row, std::int64_t col) {
  if (outside(row, col)) return std::numeric_limits<float>::quiet_NaN();
  return static_cast<float>(row) * 0.5F + std::sqrt(static_cast<float>(col));
}

std::uint8_t land_class(std::int64_t row, std::int64_t col) {
  return outside(row, col) ? no_class : static_cast<std::uint8_t>(1 + (row / 10 + col / 10) % 3);
}

void write(const std::filesystem::path& path, const MapLayout& layout, const FillArchive& statistics,
           const mpi::Communicator& comm) {
  MapWriter writer(comm, path, layout);
  const model::TileLattice lattice(layout.grid, layout.tile_size);
  const auto owner = [&](std::int64_t tile) { return static_cast<int>(tile * tile % comm.size()); };
  write_tiles(comm, writer, "npp", MonthRange{0, 2}, lattice, owner, npp);
  write_tiles(comm, writer, "npp_annual", {}, lattice, owner,
              [](auto, auto row, auto col) { return npp_annual(row, col); });
  write_tiles(comm, writer, "class", {}, lattice, owner,
              [](auto, auto row, auto col) { return land_class(row, col); });
  writer.finish(statistics);
}

void write_survey(const std::filesystem::path& path, const std::string& key, const mpi::Communicator& comm) {
  write_archive(comm, path, key, [](ArchiveWriter& writer) {
    auto& zones = writer.group("zones");
    zones.dimension("zone", std::vector<std::string>{"Antaibao", "平鲁", ""},
                    {attribute("long_name", "zone")});
    zones.dimension("year", std::vector<std::int32_t>{2016, 2020});
    zones.dimension("month", std::vector<std::int32_t>{7, 8});
    std::vector<double> means(12);
    for (std::size_t i = 0; i < means.size(); ++i) means[i] = static_cast<double>(i) + 0.25;
    means[5] = std::numeric_limits<double>::quiet_NaN();
    zones.array("npp_mean", {"zone", "year", "month"}, means,
                {attribute("units", "g m-2"), attribute("long_name", "mean NPP, carbon")});
    zones.array("pixels", {"zone", "year"}, std::vector<std::int64_t>{1, 2, 3, 4, 5, std::int64_t{1} << 40});
    zones.array("kind", {"zone"}, std::vector<std::uint8_t>{0, 1, 2});
    writer.group("settings").text("survey_file", std::string(100000, 'x') + "\n[run]\n");
    auto& nobody = writer.group("validation/samples");
    nobody.dimension("sample", std::vector<std::string>{});
    nobody.array("measured", {"sample"}, std::vector<double>{}, {attribute("units", "g m-2")});
    nobody.dimension("bin", std::int64_t{4});
    nobody.array("count", {"bin"}, std::vector<std::int32_t>{4, 3, 2, 1});
    nobody.set(attribute("r_squared", 0.9));
    writer.group("provenance").set(attribute("ranks", std::int64_t{world().size()}));
  });
}

}  // namespace minenpp::io::sample
