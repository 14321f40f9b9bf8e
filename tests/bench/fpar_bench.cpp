// FPAR of a batch of pixels with its scale, from the first-level cache.

#include "casa_case.h"

#include <benchmark/benchmark.h>

#include "model/casa/fpar.h"

namespace minenpp::bench {
namespace {

void fpar_of_batch(benchmark::State& state) {
  auto in = casa_case();
  const model::FparScale scale(in.ndvi_min, in.ndvi_max);
  for (auto _ : state) {
    benchmark::DoNotOptimize(in);
    auto result = model::fpar(in.ndvi[6], scale);
    benchmark::DoNotOptimize(result);
  }
  state.counters["pixels"] =
      benchmark::Counter(model::batch_size, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(fpar_of_batch);

}  // namespace
}  // namespace minenpp::bench
