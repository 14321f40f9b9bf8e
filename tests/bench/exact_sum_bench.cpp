// Sums that do not depend on order, beside the plain sum of doubles they stand in for.

#include <numeric>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "model/stats/exact_sum.h"

namespace minenpp::bench {
namespace {

/// NPP of one tile.
std::vector<double> tile_values() {
  std::vector<double> values(256 * 256);
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> npp(0, 150);
  for (auto& value : values) value = npp(random);
  return values;
}

void count_terms(benchmark::State& state, const std::vector<double>& values) {
  state.counters["terms"] =
      benchmark::Counter(static_cast<double>(values.size()), benchmark::Counter::kIsIterationInvariantRate);
}

void exact_sum(benchmark::State& state) {
  const auto values = tile_values();
  for (auto _ : state) {
    model::ExactSum sum;
    for (const double value : values) sum.add(value);
    benchmark::DoNotOptimize(sum);
  }
  count_terms(state, values);
}
BENCHMARK(exact_sum);

void exact_area_sum(benchmark::State& state) {
  const auto values = tile_values();
  const auto area = model::ExactSum::fixed(900);
  for (auto _ : state) {
    model::ExactAreaSum sum;
    for (const double value : values) sum.add(value, area);
    benchmark::DoNotOptimize(sum);
  }
  count_terms(state, values);
}
BENCHMARK(exact_area_sum);

void plain_sum(benchmark::State& state) {
  const auto values = tile_values();
  for (auto _ : state) benchmark::DoNotOptimize(std::accumulate(values.begin(), values.end(), 0.0));
  count_terms(state, values);
}
BENCHMARK(plain_sum);

}  // namespace
}  // namespace minenpp::bench
