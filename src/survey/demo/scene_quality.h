#pragma once

#include <cstdint>

#include "model/casa/reflectance.h"

namespace minenpp::survey {

/// QA_PIXEL of a pixel that was not seen.
inline constexpr std::uint16_t fill_quality = 1;

/// QA_PIXEL of Collection 2 as USGS writes it. `cover`: bits of CloudBit; `water`: the ground is water (not
/// said under cloud). The clear bit follows what is found in products: on OLI it is off under cloud and rim
/// alone, on TM and ETM+ also in shadow and, wrongly, over water, and on in rims.
[[nodiscard]] std::uint16_t quality_code(model::LandsatSensor sensor, std::uint8_t cover, bool water);

/// What is wrong with the numbers of a pixel.
enum class Defect {
  none,
  red_saturated,
  nir_saturated,
  other_band_saturated,  ///< the first band: NDVI is none the worse
  lost,                  ///< dropped by TM or ETM+; behind terrain on OLI
};

/// The defect of a pixel with these random bits: 9 pixels in 10 000 have one.
[[nodiscard]] Defect defect_of(std::uint64_t bits);

/// QA_RADSAT of Collection 2: bit b - 1 for band b, bit 9 dropped pixel, bit 11 terrain occlusion.
[[nodiscard]] std::uint16_t saturation_code(model::LandsatSensor sensor, Defect defect);

}  // namespace minenpp::survey
