// NDVI histograms of a tile, and the quantiles that become NDVI bounds.

#include <algorithm>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "model/stats/ndvi_histogram.h"

namespace minenpp::bench {
namespace {

std::vector<int> tile_codes() {
  std::vector<int> codes(256 * 256);
  std::mt19937_64 random(7);
  std::normal_distribution<double> ndvi(4000, 1200);
  for (auto& code : codes) code = static_cast<int>(std::clamp(ndvi(random), -10000.0, 10000.0));
  return codes;
}

void histogram_add(benchmark::State& state) {
  const auto codes = tile_codes();
  model::NdviHistogram histogram;
  for (auto _ : state) {
    for (const int code : codes) histogram.add(code);
    benchmark::ClobberMemory();
  }
  state.counters["pixels"] =
      benchmark::Counter(static_cast<double>(codes.size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(histogram_add);

void histogram_quantile(benchmark::State& state) {
  model::NdviHistogram histogram;
  for (const int code : tile_codes()) histogram.add(code);
  for (auto _ : state) benchmark::DoNotOptimize(histogram.quantile(0.95));
}
BENCHMARK(histogram_quantile);

}  // namespace
}  // namespace minenpp::bench
