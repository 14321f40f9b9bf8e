#pragma once

#include "model/grid/batch.h"

namespace minenpp::model {

/// Values of FPAR at NDVI_min and at NDVI_max.
struct FparRange {
  double min = 0.001;
  double max = 0.95;
};

/// The two straight lines from NDVI and SR to FPAR of each pixel, prepared once a year from its NDVI bounds.
/// Pixels whose bounds are NaN or not -1 <= min < max < 1 get NaN.
struct FparScale {
  FparScale(const Batch& ndvi_min, const Batch& ndvi_max, const FparRange& fpar_range = {});

  Batch ndvi_min, ndvi_max;
  Batch sr_min;
  Batch per_ndvi, per_sr;  ///< FPAR gained by one unit of NDVI and of SR
  FparRange range;
};

/// NDVI -> FPAR, without unit. NDVI outside its bounds counts as the bound, so the result lies in the scale's
/// range and does not fall with NDVI. NaN gives NaN. Zhu et al. 2006, after Field et al. 1995 and Los 1998.
[[nodiscard]] Batch fpar_from_ndvi(const Batch& ndvi, const FparScale& scale);

/// The same by the simple ratio (1 + NDVI)/(1 - NDVI) of that NDVI.
[[nodiscard]] Batch fpar_from_sr(const Batch& ndvi, const FparScale& scale);

/// FPAR: the mean of the two.
[[nodiscard]] Batch fpar(const Batch& ndvi, const FparScale& scale);

}  // namespace minenpp::model
