// Interpolation on the weather's lattice alone: planes, whose cells are never divided.

#include <cstddef>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include "model/geostat/lattice.h"

namespace minenpp::bench {
namespace {

constexpr std::int64_t edge = 256;

void planes(std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
            std::span<model::Batch> out) {
  for (auto& field : out)
    for (std::size_t k = 0; k < rows.size(); ++k)
      field[static_cast<Eigen::Index>(k)] = static_cast<double>(rows[k] + 2 * cols[k]);
}

void lattice_interpolation(benchmark::State& state) {
  const auto fields = static_cast<std::size_t>(state.range(0));
  model::Lattice lattice({128, std::vector<double>(fields, 1e-3)}, planes);
  std::vector<std::vector<double>> values(fields);
  for (auto _ : state) {
    lattice.fill({0, 0, edge, edge}, values);
    benchmark::DoNotOptimize(values);
  }
  state.counters["values"] = benchmark::Counter(static_cast<double>(edge * edge * state.range(0)),
                                                benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(lattice_interpolation)->Arg(1)->Arg(12)->Arg(36);

}  // namespace
}  // namespace minenpp::bench
