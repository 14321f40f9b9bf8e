#pragma once

#include "model/grid/lanes.h"

namespace minenpp::model {

/// (NIR - red)/(NIR + red) from two reflectances. NaN where NIR + red <= 0 or an argument is NaN.
[[nodiscard]] double ndvi(double red, double nir);
[[nodiscard]] Batch ndvi(const Batch& red, const Batch& nir);

/// Maximum value composite (Holben 1986): the larger of the NDVI kept so far in a month and the next scene's.
/// A NaN on either side gives the other, NaN on both NaN; of equals the earlier stays.
[[nodiscard]] double composite_ndvi(double so_far, double next);

/// Simple ratio SR = NIR/red = (1 + NDVI)/(1 - NDVI) (Fu et al. 2022 Eq. 6), for NDVI in -1..1 without 1
/// itself, where it is infinite. NaN gives NaN.
[[nodiscard]] double simple_ratio(double ndvi);
[[nodiscard]] inline Lanes simple_ratio(const Lanes& ndvi) {
  return (1 + ndvi) / (1 - ndvi);
}

}  // namespace minenpp::model
