#include "model/casa/fpar.h"

#include <cmath>

#include "model/casa/ndvi.h"
#include "model/climate/batch_map.h"

namespace minenpp::model {

namespace {

Batch within_bounds(const Batch& ndvi, const FparScale& scale) {
  return map_batch(
      [](double v, double low, double high) {
        const double raised = v < low ? low : v;
        return raised > high ? high : raised;
      },
      ndvi, scale.ndvi_min, scale.ndvi_max);
}

/// Rounding may carry the upper end of a line past the range by one unit in the last place.
Batch limited(const Batch& fpar, const FparRange& range) {
  return map_batch([high = range.max](double f) { return f > high ? high : f; }, fpar);
}

Batch by_ndvi(const Batch& bounded, const FparScale& scale) {
  return (bounded - scale.ndvi_min) * scale.per_ndvi + scale.range.min;
}

Batch by_sr(const Batch& bounded, const FparScale& scale) {
  return (simple_ratio(bounded) - scale.sr_min) * scale.per_sr + scale.range.min;
}

}  // namespace

FparScale::FparScale(const Batch& lowest, const Batch& highest, const FparRange& fpar_range)
    : ndvi_min(lowest), ndvi_max(highest), sr_min(simple_ratio(lowest)), range(fpar_range) {
  const double span = range.max - range.min;
  const Batch usable = map_batch(
      [](double low, double high) { return (-1 <= low) & (low < high) & (high < 1) ? 0.0 : no_data; }, lowest,
      highest);
  per_ndvi = usable + span / (highest - lowest);
  per_sr = usable + span / (simple_ratio(highest) - sr_min);
}

Batch fpar_from_ndvi(const Batch& ndvi, const FparScale& scale) {
  return limited(by_ndvi(within_bounds(ndvi, scale), scale), scale.range);
}

Batch fpar_from_sr(const Batch& ndvi, const FparScale& scale) {
  return limited(by_sr(within_bounds(ndvi, scale), scale), scale.range);
}

Batch fpar(const Batch& ndvi, const FparScale& scale) {
  const Batch bounded = within_bounds(ndvi, scale);
  return limited(0.5 * (by_ndvi(bounded, scale) + by_sr(bounded, scale)), scale.range);
}

}  // namespace minenpp::model
