#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/casa/land_class.h"
#include "model/stats/ndvi_histogram.h"

namespace minenpp::survey {

/// A class without vegetation whose pixels look as if they had some.
struct GreenClass {
  std::size_t index = 0;  ///< in the class table
  double ndvi = 0;        ///< that a tenth of its values exceeds
};

/// Classes that the table says are without vegetation, and of whose NDVI values (pixels and months) a tenth
/// is over 0.4, which open water, rock and pits are not but for mixed pixels: signs of codes that mean
/// another class. `ndvi` is by class, in the order of `classes`; classes of fewer than 1000 values are passed
/// over.
[[nodiscard]] std::vector<GreenClass> green_classes(const std::vector<model::LandClass>& classes,
                                                    std::span<const model::NdviHistogram> ndvi);

}  // namespace minenpp::survey
