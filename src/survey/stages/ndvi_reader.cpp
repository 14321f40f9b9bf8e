#include "survey/stages/ndvi_reader.h"

#include <algorithm>
#include <cmath>

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

NdviRange ndvi_range(const Settings& settings) {
  return {settings.number("ndvi.valid-min"), settings.number("ndvi.valid-max"),
          settings.text("ndvi.out-of-range") == "clip"};
}

}  // namespace minenpp::survey
