// Sums of a series of NPP by zone and class, with the program's table of cells. scripts/bench runs it beside
// a loop of masks in numpy on the same files.
//
// Usage: bench_zonal NPP ZONES CLASSES ROWS COLS OUT
// NPP: float32, year by year, row by row; ZONES: uint8, 0 = no zone; CLASSES: uint8, 1..12. OUT: means as
// float64 (year, zone, class). Prints processor seconds as JSON.

#include "raw_file.h"
#include "region_case.h"
#include <algorithm>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "model/grid/tile_lattice.h"
#include "survey/statistics/cell_table.h"
#include "survey/statistics/pixel_runs.h"

namespace minenpp::bench {
namespace {

constexpr std::int64_t tile_edge = 256;
constexpr std::size_t class_count = 12;

struct Maps {
  std::int64_t rows, cols;
  std::vector<float> npp;
  std::vector<std::uint8_t> zones, classes;
};

std::size_t zone_count(const Maps& maps) {
  return *std::ranges::max_element(maps.zones);
}

template <typename From, typename To>
void cut(std::span<const From> all, std::int64_t cols, const model::Window& window, std::vector<To>& part) {
  part.clear();
  for (std::int64_t row = window.row; row < window.row + window.rows; ++row) {
    const auto line =
        all.subspan(static_cast<std::size_t>(row * cols + window.col), static_cast<std::size_t>(window.cols));
    part.insert(part.end(), line.begin(), line.end());
  }
}

/// Pixels of each zone that has any, as a survey lists them once a tile.
std::vector<std::vector<std::size_t>> members_of(const std::vector<std::uint8_t>& zones, std::size_t count) {
  std::vector<std::vector<std::size_t>> members(count + 1);
  for (std::size_t i = 0; i < zones.size(); ++i) members[zones[i]].push_back(i);
  members[0].clear();
  return members;
}

std::vector<survey::CellTable> tables_of(const Maps& maps) {
  const model::Grid grid(0, static_cast<double>(30 * maps.rows), 30, 30, maps.rows, maps.cols, false);
  const model::TileLattice tiles(grid, tile_edge);
  const auto pixels = static_cast<std::size_t>(grid.size());
  const survey::TallyColumns columns{{8}, false};
  std::vector<survey::CellTable> tables(maps.npp.size() / pixels, survey::CellTable(1));
  survey::RegionPixels region(grid, class_codes(), columns);
  survey::RegionSums sums(region, 1, false);
  survey::TileInputs inputs;
  survey::NppTile npp;
  std::vector<std::uint8_t> zones;
  for (std::int64_t tile = 0; tile < tiles.count(); ++tile) {
    inputs.window = tiles.window(tile);
    cut<std::uint8_t>(maps.classes, maps.cols, inputs.window, inputs.classes);
    cut<std::uint8_t>(maps.zones, maps.cols, inputs.window, zones);
    const auto members = members_of(zones, zone_count(maps));
    for (std::size_t year = 0; year < tables.size(); ++year) {
      cut<float>(std::span(maps.npp).subspan(year * pixels, pixels), maps.cols, inputs.window, npp.npp[7]);
      region.set(inputs, npp, {});
      for (std::size_t zone = 1; zone < members.size(); ++zone) {
        survey::PixelRuns runs(inputs.window.cols);
        const auto add = [&](std::size_t first, std::size_t count, std::size_t ring) {
          sums.add(first, count, ring);
        };
        for (const auto pixel : members[zone]) runs.add(pixel, 0, add);
        runs.end(add);
        sums.flush(survey::CellKind::zone, static_cast<std::int32_t>(zone), tables[year]);
      }
    }
  }
  return tables;
}

std::vector<double> means_of(const std::vector<survey::CellTable>& tables, std::size_t zones) {
  std::vector<double> means;
  for (const auto& table : tables)
    for (std::size_t zone = 1; zone <= zones; ++zone)
      for (std::size_t code = 1; code <= class_count; ++code) {
        const auto cell = table.find(
            {survey::CellKind::zone, static_cast<std::int32_t>(zone), 0, 0, static_cast<std::int32_t>(code)});
        means.push_back(cell.empty() ? std::numeric_limits<double>::quiet_NaN() : cell[0].mean());
      }
  return means;
}

int run(const std::vector<std::string>& words) {
  const Maps maps{std::stoll(words.at(3)), std::stoll(words.at(4)), read_raw<float>(words.at(0)),
                  read_raw<std::uint8_t>(words.at(1)), read_raw<std::uint8_t>(words.at(2))};
  const auto start = std::clock();
  const auto tables = tables_of(maps);
  const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  write_raw<double>(words.at(5), means_of(tables, zone_count(maps)));
  std::cout << nlohmann::json{{"seconds", seconds}} << std::endl;
  return 0;
}

}  // namespace
}  // namespace minenpp::bench

int main(int argc, char** argv) {
  return minenpp::bench::run({argv + 1, argv + argc});
}
