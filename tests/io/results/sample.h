#pragma once

#include <filesystem>
#include <set>

#include "io/results/map_writer.h"
#include "io/world.h"
#include "model/grid/tile_lattice.h"

namespace minenpp::io::sample {

/// 130 rows x 70 columns of 30 m in UTM 49N; no tile size used here divides it.
model::Grid grid();

/// July and August 2016: npp (int16, 0.01, monthly), npp_annual (float32), class (uint8, flags), each with no
/// data at some pixels.
MapLayout layout(std::int64_t tile_size = 64);

/// Stored values of the sample at a pixel, a pure function of the place.
std::int16_t npp(std::int64_t month, std::int64_t row, std::int64_t col);
float npp_annual(std::int64_t row, std::int64_t col);
std::uint8_t land_class(std::int64_t row, std::int64_t col);

/// Collective. Writes one map, each tile of `lattice` by the rank `owner(tile)` of `comm`, in as many
/// collective calls as the busiest rank has tiles. `value(month, row, col)`; month is 0 for a map without
/// time.
template <typename Value, typename Owner>
void write_tiles(const mpi::Communicator& comm, MapWriter& writer, const std::string& name,
                 std::optional<MonthRange> months, const model::TileLattice& lattice, Owner&& owner,
                 Value&& value) {
  using T = decltype(value(0, 0, 0));
  std::vector<std::int64_t> mine;
  for (std::int64_t tile = 0; tile < lattice.count(); ++tile)
    if (owner(tile) == comm.rank()) mine.push_back(tile);
  const auto rounds = comm.all_reduce(static_cast<std::int64_t>(mine.size()), mpi::Reduction::max);
  for (std::int64_t round = 0; round < rounds; ++round) {
    model::Window window;
    std::vector<T> values;
    if (round < static_cast<std::int64_t>(mine.size()))
      window = lattice.window(mine[static_cast<std::size_t>(round)]);
    for (std::int64_t month = 0; month < (months ? months->count : 1); ++month)
      for (std::int64_t r = 0; r < window.rows; ++r)
        for (std::int64_t c = 0; c < window.cols; ++c)
          values.push_back(value(months ? months->first + month : 0, window.row + r, window.col + c));
    writer.write<T>(name, months, window, values);
  }
}

/// Collective over `comm`. The whole sample file. `statistics` as of MapWriter::finish.
void write(const std::filesystem::path& path, const MapLayout& layout, const FillArchive& statistics = {},
           const mpi::Communicator& comm = world());

/// Collective over `comm`. A small survey archive with zones, years and months.
void write_survey(const std::filesystem::path& path, const std::string& key = "key",
                  const mpi::Communicator& comm = world());

}  // namespace minenpp::io::sample
