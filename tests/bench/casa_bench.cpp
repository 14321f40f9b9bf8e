// The CASA year from memory, by water option: inputs and results are arrays far larger than the caches.
//
// "pixels" is pixel-years a second. "triad_share" is the bytes a second that the kernel's inputs and results
// make, as a part of what the same core moves in a triad: 1 would mean that computing costs nothing.

#include "casa_case.h"
#include "memory_triad.h"
#include <cstddef>
#include <vector>

#include <benchmark/benchmark.h>

#include "model/casa/casa_year.h"

namespace minenpp::bench {
namespace {

using model::CasaOptions;
using model::WaterStress;

/// 4096 batches of 64 pixels: some 200 MB.
constexpr std::size_t batches = 4096;

/// Bytes of a pixel that the model reads and writes: four variables of twelve months, five values of its
/// class and place, two flags; twelve months of NPP, their sum, three states of water.
constexpr double bytes_per_pixel = 8 * (4 * 12 + 4) + 2 + 8 * (12 + 1 + 3);

void casa_from_memory(benchmark::State& state, WaterStress rule) {
  CasaOptions options;
  options.mode = model::SurveyMode::full_year;
  options.water_stress = rule;
  const std::vector<model::CasaInputs> inputs(batches, casa_case());
  std::vector<model::CasaYear> years(batches);
  const double triad = triad_bytes_per_second();
  for (auto _ : state) {
    for (std::size_t i = 0; i < batches; ++i) model::compute_casa_year(options, inputs[i], years[i]);
    benchmark::ClobberMemory();
  }
  const auto pixels =
      static_cast<double>(state.iterations()) * static_cast<double>(batches) * model::batch_size;
  state.counters["pixels"] = benchmark::Counter(pixels, benchmark::Counter::kIsRate);
  state.counters["triad_share"] =
      benchmark::Counter(pixels * bytes_per_pixel / triad, benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(casa_from_memory, monthly, WaterStress::monthly);
BENCHMARK_CAPTURE(casa_from_memory, annual, WaterStress::annual);
BENCHMARK_CAPTURE(casa_from_memory, bucket, WaterStress::bucket);

}  // namespace
}  // namespace minenpp::bench
