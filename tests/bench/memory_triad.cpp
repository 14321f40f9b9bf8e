#include "memory_triad.h"

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <vector>

#include <benchmark/benchmark.h>

namespace minenpp::bench {
namespace {

/// 128 MB each: several times a server's last-level cache.
constexpr std::size_t length = std::size_t{1} << 24;
constexpr int passes = 12;

double measure() {
  std::vector<double> a(length, 0), b(length, 1), c(length, 2);
  double best = 0;
  for (int pass = 0; pass < passes; ++pass) {
    const auto start = std::clock();  // processor time, so that other work on the core does not count
    for (std::size_t i = 0; i < length; ++i) a[i] = b[i] + 3.0 * c[i];
    benchmark::ClobberMemory();
    const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    best = std::max(best, 3 * sizeof(double) * static_cast<double>(length) / seconds);
  }
  return best;
}

void triad(benchmark::State& state) {
  for (auto _ : state) state.counters["bytes_per_second"] = triad_bytes_per_second();
}
BENCHMARK(triad)->Iterations(1);

}  // namespace

double triad_bytes_per_second() {
  static const double measured = measure();
  return measured;
}

}  // namespace minenpp::bench
