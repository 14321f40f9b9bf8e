#include "model/casa/ndvi_codes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/rounding.h"
#include "model/stats/ndvi_histogram.h"

namespace minenpp::model {

NdviCodeCount ndvi_codes(std::span<const double> ndvi, const NdviLimits& limits, std::int16_t no_code,
                         std::span<std::int16_t> codes) {
  std::int64_t values = 0, outside = 0;
  for (std::size_t i = 0; i < ndvi.size(); ++i) {
    const double value = ndvi[i];
    const bool there = value == value, beyond = value < limits.lowest || value > limits.highest;
    values += there ? 1 : 0;
    outside += beyond ? 1 : 0;
    const bool believed = there && (limits.clips || !beyond);
    const double within = believed ? std::min(std::max(value, limits.lowest), limits.highest) : 0;
    const auto code =
        static_cast<std::int16_t>(static_cast<std::int32_t>(nearest_whole(within * ndvi_code_scale)));
    codes[i] = believed ? code : no_code;
  }
  return {values, outside};
}

void ndvi_of_codes(std::span<const std::int16_t> codes, std::int16_t no_code, std::span<double> ndvi) {
  for (std::size_t i = 0; i < codes.size(); ++i)
    ndvi[i] = codes[i] == no_code ? std::numeric_limits<double>::quiet_NaN()
                                  : static_cast<double>(codes[i]) / ndvi_code_scale;
}

}  // namespace minenpp::model
