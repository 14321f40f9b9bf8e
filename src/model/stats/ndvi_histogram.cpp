#include "model/stats/ndvi_histogram.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>

#include "model/error.h"

namespace minenpp::model {

NdviHistogram::NdviHistogram(std::span<const std::int64_t> counts) : counts_(counts.begin(), counts.end()) {
  if (counts_.size() != bins) {
    throw Error(Fault::input, "an NDVI histogram has " + std::to_string(counts_.size()) +
                                  " counts, expected " + std::to_string(bins));
  }
  if (std::any_of(counts_.begin(), counts_.end(), [](std::int64_t count) { return count < 0; })) {
    throw Error(Fault::input, "an NDVI histogram has a negative count");
  }
}

namespace {

[[noreturn]] void refuse(int code) {
  throw Error(Fault::input, "NDVI code " + std::to_string(code) + " is not in -10000..10000");
}

}  // namespace

void NdviHistogram::add(std::span<const std::int16_t> codes, std::span<const std::uint16_t> which,
                        std::span<NdviHistogram> histograms) {
  std::vector<std::int64_t*> counts;
  counts.reserve(histograms.size());
  for (auto& histogram : histograms) counts.push_back(histogram.counts_.data());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (which[i] >= counts.size()) continue;
    const auto bin = static_cast<std::size_t>(codes[i] + ndvi_code_max);
    if (bin >= bins) refuse(codes[i]);
    ++counts[which[i]][bin];
  }
}

void NdviHistogram::add(int code, std::int64_t times) {
  if (code < -ndvi_code_max || code > ndvi_code_max) refuse(code);
  counts_[static_cast<std::size_t>(code + ndvi_code_max)] += times;
}

void NdviHistogram::merge(const NdviHistogram& other) {
  std::transform(counts_.begin(), counts_.end(), other.counts_.begin(), counts_.begin(), std::plus<>());
}

std::int64_t NdviHistogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

double NdviHistogram::quantile(double probability) const {
  if (!(probability >= 0 && probability <= 1)) {
    throw Error(Fault::usage, "quantile probability " + std::to_string(probability) + " is not in 0..1");
  }
  const std::int64_t n = total();
  if (n == 0) return std::numeric_limits<double>::quiet_NaN();
  const double position = static_cast<double>(n - 1) * probability;
  const auto rank = static_cast<std::int64_t>(std::floor(position));
  const double below = order_statistic(rank);
  const double above = order_statistic(std::min(rank + 1, n - 1));
  return (below + (position - static_cast<double>(rank)) * (above - below)) / ndvi_code_scale;
}

int NdviHistogram::order_statistic(std::int64_t rank) const {
  std::int64_t seen = 0;
  std::size_t bin = 0;
  while (seen + counts_[bin] <= rank) seen += counts_[bin++];
  return static_cast<int>(bin) - ndvi_code_max;
}

}  // namespace minenpp::model
