#pragma once

#include "io/scenes/metadata.h"
#include "io/scenes/product_name.h"

namespace minenpp::io {

/// Surface reflectance of Collection 2 Level-2: the MTL's own coefficients, or the constants where there is
/// no MTL (null) or it has none. Throws Error(input): a coefficient that is no number, a factor not above 0.
[[nodiscard]] model::BandCalibration surface_calibration(const Metadata* mtl, const LandsatName& name,
                                                         model::NdviBand band);

/// Reflectance at the top of the atmosphere from a Level-1 MTL: by its reflectance coefficients, else by
/// radiance, solar irradiance and distance from the Sun. Saturated numbers (the highest) are not valid.
/// Throws Error(input) naming what the MTL lacks.
[[nodiscard]] model::BandCalibration toa_calibration(const Metadata& mtl, const LandsatName& name,
                                                     model::NdviBand band);

}  // namespace minenpp::io
