#pragma once

#include "model/casa/ndvi.h"
#include "model/grid/lanes.h"

namespace minenpp::model {

/// Values of FPAR at NDVI_min and at NDVI_max.
struct FparRange {
  double min = 0.001;
  double max = 0.95;
};

/// What each pixel's FPAR is scaled by: the NDVI bounds of its class. Pixels whose bounds are NaN or not
/// -1 <= min < max < 1 get NaN.
struct FparScale {
  Batch ndvi_min, ndvi_max;
  FparRange range{};
};

/// NDVI -> FPAR, without unit. NDVI outside its bounds counts as the bound, so the result lies in the scale's
/// range and does not fall with NDVI. NaN gives NaN. Zhu et al. 2006, after Field et al. 1995 and Los 1998.
[[nodiscard]] Batch fpar_from_ndvi(const Batch& ndvi, const FparScale& scale);

/// The same by the simple ratio (1 + NDVI)/(1 - NDVI) of that NDVI.
[[nodiscard]] Batch fpar_from_sr(const Batch& ndvi, const FparScale& scale);

/// FPAR: the mean of the two.
[[nodiscard]] Batch fpar(const Batch& ndvi, const FparScale& scale);

/// The two straight lines from NDVI and SR to FPAR, prepared once a year.
class FparLines {
 public:
  FparLines(const Lanes& ndvi_min, const Lanes& ndvi_max, const FparRange& range)
      : low_(ndvi_min), high_(ndvi_max), sr_low_(simple_ratio(ndvi_min)), range_(range) {
    const double span = range.max - range.min;
    const Lanes usable = ((low_ >= -1) & (low_ < high_) & (high_ < 1)) ? Lanes{} : spread(no_data);
    per_ndvi_ = usable + span / (high_ - low_);
    per_sr_ = usable + span / (simple_ratio(high_) - sr_low_);
  }

  [[nodiscard]] Lanes from_ndvi(const Lanes& ndvi) const { return limited(by_ndvi(bounded(ndvi))); }
  [[nodiscard]] Lanes from_sr(const Lanes& ndvi) const { return limited(by_sr(bounded(ndvi))); }
  [[nodiscard]] Lanes mean(const Lanes& ndvi) const {
    const Lanes within = bounded(ndvi);
    return limited(0.5 * (by_ndvi(within) + by_sr(within)));
  }

 private:
  [[nodiscard]] Lanes bounded(const Lanes& ndvi) const {
    const Lanes raised = ndvi < low_ ? low_ : ndvi;
    return raised > high_ ? high_ : raised;
  }
  [[nodiscard]] Lanes by_ndvi(const Lanes& within) const { return (within - low_) * per_ndvi_ + range_.min; }
  [[nodiscard]] Lanes by_sr(const Lanes& within) const {
    return (simple_ratio(within) - sr_low_) * per_sr_ + range_.min;
  }
  /// Rounding may carry the upper end of a line past the range by one unit in the last place.
  [[nodiscard]] Lanes limited(const Lanes& fpar) const {
    return fpar > range_.max ? spread(range_.max) : fpar;
  }

  Lanes low_, high_;
  Lanes sr_low_;
  Lanes per_ndvi_, per_sr_;  ///< FPAR gained by one unit of NDVI and of SR
  FparRange range_;
};

}  // namespace minenpp::model
