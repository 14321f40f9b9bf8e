// Distance to mines, as pixels and as polygons, and the rings made of it: a square of 1024 pixels, 1 km of
// reach.

#include "mine_case.h"
#include <cstddef>

#include <benchmark/benchmark.h>

#include "model/space/raster_distance.h"
#include "model/space/rings.h"

namespace minenpp::bench {
namespace {

constexpr std::int64_t edge = 1024;
constexpr model::Window all{0, 0, edge, edge};
constexpr model::PixelSize pixel{pixel_m, pixel_m};

void count_pixels(benchmark::State& state) {
  state.counters["pixels"] =
      benchmark::Counter(static_cast<double>(all.size()), benchmark::Counter::kIsIterationInvariantRate);
}

std::vector<double> distances() {
  std::vector<double> distance(static_cast<std::size_t>(all.size()));
  model::RasterDistance(pixel, reach_m).distances(mine_mask(edge), all, all, distance);
  return distance;
}

void raster_distance(benchmark::State& state) {
  const auto mask = mine_mask(edge);
  const model::RasterDistance kernel(pixel, reach_m);
  std::vector<double> distance(mask.size());
  for (auto _ : state) {
    kernel.distances(mask, all, all, distance);
    benchmark::DoNotOptimize(distance.data());
  }
  count_pixels(state);
}
BENCHMARK(raster_distance);

void polygon_distance(benchmark::State& state) {
  const model::PolygonDistance kernel(mine_outlines(edge), pixel, reach_m);
  std::vector<double> distance(static_cast<std::size_t>(all.size()));
  for (auto _ : state) {
    kernel.distances(all, distance);
    benchmark::DoNotOptimize(distance.data());
  }
  count_pixels(state);
}
BENCHMARK(polygon_distance);

void rings_of_distances(benchmark::State& state) {
  const auto distance = distances();
  const auto mask = mine_mask(edge);
  const model::RingBreaks breaks;
  std::vector<std::int8_t> rings(mask.size());
  for (auto _ : state) {
    breaks.rings(distance, mask, rings);
    benchmark::DoNotOptimize(rings.data());
  }
  count_pixels(state);
}
BENCHMARK(rings_of_distances);

}  // namespace
}  // namespace minenpp::bench
