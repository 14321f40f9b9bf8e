#include "survey/stages/ndvi_reader.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/error.h"
#include "model/stats/ndvi_histogram.h"

namespace minenpp::survey {

std::int16_t NdviRange::code(double ndvi, RangeCount& count) const {
  ++count.values;
  const bool outside = ndvi < lowest_ || ndvi > highest_;
  if (outside) {
    ++count.outside;
    if (!clip_) return no_ndvi;
  }
  return static_cast<std::int16_t>(std::lrint(std::clamp(ndvi, lowest_, highest_) * model::ndvi_code_scale));
}

std::vector<std::int64_t> NdviReader::counts() const {
  std::vector<std::int64_t> counts;
  for (const auto& source : sources_)
    counts.insert(counts.end(), {source.count.values, source.count.outside});
  return counts;
}

void NdviReader::add_counts(std::span<const std::int64_t> counts) {
  if (counts.size() != 2 * sources_.size())
    throw model::Error(model::Fault::input, fmt::format("{} counts of sources where {} are expected",
                                                        counts.size(), 2 * sources_.size()));
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    sources_[s].count.values += counts[2 * s];
    sources_[s].count.outside += counts[2 * s + 1];
  }
}

NdviRange ndvi_range(const Settings& settings) {
  return {settings.number("ndvi.valid-min"), settings.number("ndvi.valid-max"),
          settings.text("ndvi.out-of-range") == "clip"};
}

}  // namespace minenpp::survey
