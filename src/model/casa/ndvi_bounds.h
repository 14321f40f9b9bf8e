#pragma once

#include <cstdint>
#include <vector>

#include "model/casa/land_class.h"
#include "model/stats/ndvi_histogram.h"

namespace minenpp::model {

/// How NDVI bounds come from a population of pixels.
struct NdviBoundsRule {
  double lower_probability = 0.05;   ///< quantile that becomes NDVI_min, 0..1
  double upper_probability = 0.95;   ///< quantile that becomes NDVI_max, above the lower one
  double ndvi_max_cap = 0.99;        ///< keeps SR finite
  std::int64_t fewest_pixels = 100;  ///< with fewer, the class falls back to its table bounds
  double narrowest_range = 0.05;     ///< with a smaller NDVI_max - NDVI_min likewise
  bool table_only = false;           ///< every class uses its table bounds
};

/// Where the bounds of a class came from in the end.
enum class BoundsOrigin {
  quantiles,           ///< of the pixels of its classes
  table,               ///< as configured
  table_few_pixels,    ///< fewer pixels than the rule asks for
  table_narrow_range,  ///< quantiles too close together
  not_vegetated,       ///< no bounds
};

struct NdviBounds {
  double ndvi_min = no_data;  ///< NaN for a class without vegetation
  double ndvi_max = no_data;
  std::int64_t count = 0;  ///< pixels of the population, also where the table was used after all
  BoundsOrigin origin = BoundsOrigin::not_vegetated;

  [[nodiscard]] bool from_table() const {
    return origin == BoundsOrigin::table || origin == BoundsOrigin::table_few_pixels ||
           origin == BoundsOrigin::table_narrow_range;
  }
};

/// Bounds of every class, in the order of `classes`; histograms[i] counts the pixels whose class is
/// classes[i] (all months and years of the run, or one year's, as the caller pools them). Zhu et al. 2006,
/// 2007. Throws Error(usage) where the probabilities are not 0 <= lower < upper <= 1, the numbers of classes
/// and histograms differ, or a class names an unknown one.
[[nodiscard]] std::vector<NdviBounds> ndvi_bounds(const std::vector<LandClass>& classes,
                                                  const std::vector<NdviHistogram>& histograms,
                                                  const NdviBoundsRule& rule = {});

}  // namespace minenpp::model
