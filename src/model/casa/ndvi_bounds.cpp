#include "model/casa/ndvi_bounds.h"

#include <algorithm>
#include <string>

#include "model/error.h"

namespace minenpp::model {

namespace {

void check(const NdviBoundsRule& rule) {
  const bool ordered = 0 <= rule.lower_probability && rule.lower_probability < rule.upper_probability;
  if (!(ordered && rule.upper_probability <= 1)) {
    throw Error(Fault::usage,
                "probabilities of the NDVI bounds are " + std::to_string(rule.lower_probability) + " and " +
                    std::to_string(rule.upper_probability) + ", expected 0 <= lower < upper <= 1");
  }
}

NdviHistogram population(const LandClass& land, const std::vector<LandClass>& classes,
                         const std::vector<NdviHistogram>& histograms) {
  NdviHistogram pooled;
  for (const int code : land.bounds_classes) {
    const auto source =
        std::find_if(classes.begin(), classes.end(), [&](const auto& other) { return other.code == code; });
    if (source == classes.end()) {
      throw Error(Fault::usage, "land class " + std::to_string(land.code) + " takes NDVI bounds from class " +
                                    std::to_string(code) + ", which is unknown");
    }
    pooled.merge(histograms[static_cast<std::size_t>(source - classes.begin())]);
  }
  return pooled;
}

NdviBounds from_table(const LandClass& land, std::int64_t count, BoundsOrigin origin) {
  return {land.table_ndvi_min, land.table_ndvi_max, count, origin};
}

NdviBounds bounds_of(const LandClass& land, const NdviHistogram& pixels, const NdviBoundsRule& rule) {
  if (!land.vegetated || land.bounds == BoundsSource::none) return {};
  const std::int64_t count = pixels.total();
  if (rule.table_only || land.bounds == BoundsSource::table)
    return from_table(land, count, BoundsOrigin::table);
  if (count < std::max<std::int64_t>(rule.fewest_pixels, 1)) {
    return from_table(land, count, BoundsOrigin::table_few_pixels);
  }
  const double low = pixels.quantile(rule.lower_probability);
  const double high = std::min(pixels.quantile(rule.upper_probability), rule.ndvi_max_cap);
  if (!(high > low && high - low >= rule.narrowest_range)) {
    return from_table(land, count, BoundsOrigin::table_narrow_range);
  }
  return {low, high, count, BoundsOrigin::quantiles};
}

}  // namespace

std::vector<NdviBounds> ndvi_bounds(const std::vector<LandClass>& classes,
                                    const std::vector<NdviHistogram>& histograms,
                                    const NdviBoundsRule& rule) {
  check(rule);
  if (classes.size() != histograms.size()) {
    throw Error(Fault::usage, std::to_string(histograms.size()) + " NDVI histograms for " +
                                  std::to_string(classes.size()) + " land classes");
  }
  std::vector<NdviBounds> result;
  result.reserve(classes.size());
  for (const LandClass& land : classes) {
    result.push_back(bounds_of(land, population(land, classes, histograms), rule));
  }
  return result;
}

}  // namespace minenpp::model
