// Exact statistics by ring and class into a table of cells: one tile of twelve months.
//
// "pixel_months" is values added a second; "set" is the rounding to whole numbers that comes before.

#include "region_case.h"

#include <benchmark/benchmark.h>

#include "survey/statistics/cell_table.h"
#include "survey/statistics/pixel_runs.h"

namespace minenpp::bench {
namespace {

constexpr std::int64_t edge = 256;
constexpr int months = 12;
constexpr std::size_t rings = 6;

void count_values(benchmark::State& state) {
  state.counters["pixel_months"] = benchmark::Counter(static_cast<double>(edge * edge * months),
                                                      benchmark::Counter::kIsIterationInvariantRate);
}

void region_pixels_set(benchmark::State& state) {
  const RegionTile tile(edge, months);
  survey::RegionPixels pixels(tile.grid, class_codes(), tile.columns);
  for (auto _ : state) {
    pixels.set(tile.inputs, tile.npp, tile.inputs.classes);
    benchmark::DoNotOptimize(pixels);
  }
  count_values(state);
}
BENCHMARK(region_pixels_set);

void ring_statistics(benchmark::State& state) {
  const RegionTile tile(edge, months);
  survey::RegionPixels pixels(tile.grid, class_codes(), tile.columns);
  pixels.set(tile.inputs, tile.npp, tile.inputs.classes);
  survey::RegionSums sums(pixels, rings, true);
  survey::CellTable table(tile.columns.count());
  const auto count = static_cast<std::size_t>(edge * edge);
  for (auto _ : state) {
    survey::PixelRuns runs(edge);
    const auto add = [&](std::size_t first, std::size_t pixels_of_run, std::size_t ring) {
      sums.add(first, pixels_of_run, ring);
    };
    for (std::size_t pixel = 0; pixel < count; ++pixel) runs.add(pixel, pixel * rings / count, add);
    runs.end(add);
    sums.flush(survey::CellKind::united, 0, table);
    benchmark::DoNotOptimize(table);
  }
  count_values(state);
}
BENCHMARK(ring_statistics);

}  // namespace
}  // namespace minenpp::bench
