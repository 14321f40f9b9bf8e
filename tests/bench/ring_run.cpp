// Rings around the mines of a mask, with the program's kernels tile by tile, as a survey does. scripts/bench
// runs it beside scipy's distance transform on the same mask.
//
// Usage: bench_rings MASK ROWS COLS OUT [REPEATS]
// MASK: uint8, row by row, not 0 inside a mine. OUT: rings as int8. Prints the best processor seconds as
// JSON.

#include "raw_file.h"
#include <algorithm>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "model/grid/tile_lattice.h"
#include "model/space/raster_distance.h"
#include "model/space/rings.h"

namespace minenpp::bench {
namespace {

constexpr std::int64_t tile_edge = 256;

using Mask = std::vector<std::uint8_t>;

Mask cut(const Mask& mask, std::int64_t cols, const model::Window& window) {
  Mask part;
  part.reserve(static_cast<std::size_t>(window.size()));
  for (std::int64_t row = window.row; row < window.row + window.rows; ++row) {
    const auto first = mask.begin() + row * cols + window.col;
    part.insert(part.end(), first, first + window.cols);
  }
  return part;
}

class RingMap {
 public:
  explicit RingMap(const model::Grid& grid)
      : grid_(grid), tiles_(grid, tile_edge), distance_({grid.dx(), grid.dy()}, breaks_.radius()) {}

  void make(const Mask& mask, std::vector<std::int8_t>& rings) const {
    for (std::int64_t tile = 0; tile < tiles_.count(); ++tile) make_tile(tiles_.window(tile), mask, rings);
  }

 private:
  void make_tile(const model::Window& inner, const Mask& mask, std::vector<std::int8_t>& rings) const {
    const auto halo = distance_.halo();
    const auto outer = model::intersect({inner.row - halo.rows, inner.col - halo.cols,
                                         inner.rows + 2 * halo.rows, inner.cols + 2 * halo.cols},
                                        grid_.window());
    const auto pixels = static_cast<std::size_t>(inner.size());
    std::vector<double> distance(pixels);
    std::vector<std::int8_t> ring(pixels);
    distance_.distances(cut(mask, grid_.cols(), outer), outer, inner, distance);
    breaks_.rings(distance, {}, ring);
    for (std::int64_t row = 0; row < inner.rows; ++row)
      std::copy_n(ring.begin() + row * inner.cols, inner.cols,
                  rings.begin() + (inner.row + row) * grid_.cols() + inner.col);
  }

  model::Grid grid_;
  model::TileLattice tiles_;
  model::RingBreaks breaks_;
  model::RasterDistance distance_;
};

int run(const std::vector<std::string>& words) {
  const std::int64_t rows = std::stoll(words.at(1)), cols = std::stoll(words.at(2));
  const auto mask = read_raw<std::uint8_t>(words.at(0));
  std::vector<std::int8_t> rings(mask.size());
  const RingMap map({0, static_cast<double>(30 * rows), 30, 30, rows, cols, false});
  double best = std::numeric_limits<double>::infinity();
  for (int repeat = 0; repeat < (words.size() > 4 ? std::stoi(words[4]) : 3); ++repeat) {
    const auto start = std::clock();
    map.make(mask, rings);
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  write_raw<std::int8_t>(words.at(3), rings);
  std::cout << nlohmann::json{{"seconds", best}} << std::endl;
  return 0;
}

}  // namespace
}  // namespace minenpp::bench

int main(int argc, char** argv) {
  return minenpp::bench::run({argv + 1, argv + argc});
}
