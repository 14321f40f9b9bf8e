// A fixed amount of work of one kernel, for counting its instructions (instruction_guard.py). Compiled as the
// program is, unlike the tests.
//
// Usage: guard_kernels casa|histogram|distance

#include "casa_case.h"
#include "mine_case.h"
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include "model/casa/casa_year.h"
#include "model/space/raster_distance.h"
#include "model/stats/ndvi_histogram.h"

namespace minenpp::bench {
namespace {

// Each returns something of its result, so that nothing is optimised away.

double casa() {
  constexpr int batches = 200;
  model::CasaOptions options;
  options.mode = model::SurveyMode::full_year;
  auto inputs = casa_case();
  model::CasaYear year;
  double sum = 0;
  for (int i = 0; i < batches; ++i) {
    inputs.radiation_MJ_m2[6] += 0.1;
    model::compute_casa_year(options, inputs, year);
    sum += year.annual[0];
  }
  return sum;
}

double histogram() {
  constexpr int pixels = 1000000;
  model::NdviHistogram counts;
  std::uint32_t noise = 7;
  for (int i = 0; i < pixels; ++i) {
    noise = noise * 1664525U + 1013904223U;
    counts.add(static_cast<int>(noise >> 19));
  }
  return counts.quantile(0.95);
}

double distance() {
  constexpr std::int64_t edge = 256;
  const model::Window all{0, 0, edge, edge};
  const auto mask = mine_mask(edge);
  std::vector<double> metres(mask.size());
  model::RasterDistance({pixel_m, pixel_m}, reach_m).distances(mask, all, all, metres);
  return metres[edge];
}

}  // namespace
}  // namespace minenpp::bench

int main(int argc, char** argv) {
  using namespace minenpp::bench;
  const std::map<std::string, std::function<double()>> kernels{
      {"casa", casa}, {"histogram", histogram}, {"distance", distance}};
  const auto kernel = kernels.find(argc > 1 ? argv[1] : "");
  if (kernel == kernels.end()) {
    std::cerr << "usage: guard_kernels casa|histogram|distance\n";
    return 2;
  }
  std::cout << kernel->second() << '\n';
  return 0;
}
