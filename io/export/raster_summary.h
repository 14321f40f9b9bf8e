#pragma once

#include <cstdint>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include <gdal_priv.h>

#include "io/colour/map_style.h"

namespace minenpp::io {

/// What the stored values of a raster are like. Numbers are NaN where no pixel has a value.
struct RasterSummary {
  std::int64_t pixels = 0, valid = 0;
  double least = std::numeric_limits<double>::quiet_NaN();
  double most = std::numeric_limits<double>::quiet_NaN();
  double mean = std::numeric_limits<double>::quiet_NaN();
  double spread = std::numeric_limits<double>::quiet_NaN();  ///< standard deviation of the population
  std::vector<double> sample = {};  ///< values spread evenly over the pixels, scaled to the unit
  std::set<std::int64_t> codes =
      {};  ///< whole numbers that occur, of maps that number things; the first 2000
};

/// Reads the raster once, block by block. Throws Error(input) where it cannot be read.
[[nodiscard]] RasterSummary summarise(GDALRasterBand& band, MapKind kind);

/// The values at the two ends of a layer's ramp: those of its style where it has any; else the 2nd and the
/// 98th percentile of `sample`, rounded outward to two digits, and as far on both sides of zero for diverging
/// ones. `sample` is sorted. A layer without values, or with one alone, has a ramp of a certain length all
/// the same.
[[nodiscard]] std::pair<double, double> ramp_limits(const MapStyle& style, std::vector<double>& sample);

}  // namespace minenpp::io
