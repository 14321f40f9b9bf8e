#pragma once

#include <string>

#include "model/grid/resample.h"

namespace minenpp::io {

/// How values are taken from a raster whose pixels are not the study grid's.
enum class Resampling {
  nearest,   ///< the pixel that holds the centre; the only choice besides `mode` for classes
  bilinear,  ///< between the 4 pixels around the centre
  cubic,     ///< between 16 pixels, cubic convolution
  average,   ///< mean of the pixels whose centres the study pixel holds, for coarser study pixels
  mode,      ///< most frequent of them, for classes
};

/// Parses the names above. Throws Error(usage) listing them.
[[nodiscard]] Resampling resampling_from(const std::string& name);

/// How a value is sampled at one position: nearest for `average` and `mode`, which look at ground instead.
[[nodiscard]] model::Sampling sampling_of(Resampling resampling);

/// Values that a raster may hold, in its unit.
struct PlausibleValues {
  double lowest, highest;
  bool clip = false;  ///< values beyond are taken at the limit, instead of not at all
};

}  // namespace minenpp::io
