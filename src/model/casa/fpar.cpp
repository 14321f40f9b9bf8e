#include "model/casa/fpar.h"

namespace minenpp::model {

namespace {

template <typename Formula>
Batch by_lines(const Batch& ndvi, const FparScale& scale, Formula formula) {
  return map_lanes([&](const Lanes& v, const Lanes& low,
                       const Lanes& high) { return formula(FparLines(low, high, scale.range), v); },
                   ndvi, scale.ndvi_min, scale.ndvi_max);
}

}  // namespace

Batch fpar_from_ndvi(const Batch& ndvi, const FparScale& scale) {
  return by_lines(ndvi, scale, [](const FparLines& lines, const Lanes& v) { return lines.from_ndvi(v); });
}

Batch fpar_from_sr(const Batch& ndvi, const FparScale& scale) {
  return by_lines(ndvi, scale, [](const FparLines& lines, const Lanes& v) { return lines.from_sr(v); });
}

Batch fpar(const Batch& ndvi, const FparScale& scale) {
  return by_lines(ndvi, scale, [](const FparLines& lines, const Lanes& v) { return lines.mean(v); });
}

}  // namespace minenpp::model
