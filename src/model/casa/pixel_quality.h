#pragma once

#include <cstdint>

#include "model/casa/reflectance.h"

namespace minenpp::model {

/// How a quality layer says what a pixel is.
enum class QualityLayout {
  none,               ///< no layer: every pixel is usable
  qa_pixel,           ///< Landsat Collection 2 QA_PIXEL
  bqa_collection1,    ///< Landsat Collection 1 Level-1 BQA
  bqa_precollection,  ///< BQA of Landsat 8 before collections
  espa_pixel_qa,      ///< pixel_qa of ESPA and Collection 1 surface reflectance
  fmask,              ///< CFmask classes: 0 clear, 1 water, 2 shadow, 3 snow, 4 cloud, 255 fill
  modis_reliability,  ///< MOD13 pixel reliability: -1 fill, 0 good, 1 marginal, 2 snow/ice, 3 cloudy
  modis_vi_quality,   ///< MOD13 VI quality, 16 bits; 65535 fill
};

/// How a saturation layer says which bands are saturated.
enum class SaturationLayout {
  none,
  qa_radsat,       ///< Collection 2: bit b - 1 = band b; bit 9 dropped pixel (TM, ETM+), bit 11 terrain
                   ///< occlusion (OLI)
  espa_radsat_qa,  ///< ESPA, Collection 1: bit 0 fill, bit b = band b
};

/// What becomes of a pixel under snow.
enum class SnowRule { mask, keep };

/// What a quality layer says of a pixel.
struct PixelQuality {
  bool fill = false;    ///< there is no observation at all
  bool usable = false;  ///< clear enough for NDVI
  bool water = false;   ///< said to be water (usable all the same)
  /// For composites by quality; 0 is best, and what a clear pixel of any sensor has. Of the layer's
  /// confidences of cloud, shadow, snow and, on OLI, cirrus medium counts 1 and high 2, summed; snow that has
  /// no confidence counts as high. MOD13: the usefulness index or the reliability.
  std::uint8_t penalty = 0;
};

/// Reads one value of a quality layer (USGS's and LP DAAC's product guides). Unusable: fill, cloud, dilated
/// cloud, shadow, snow (unless kept), cirrus on OLI, dropped and hidden pixels; by the bits, where there are
/// bits, else by high confidence (3). A layer of 16 bits may have been read with a sign or without. The clear
/// bit of QA_PIXEL is not used (it is wrong over water for TM and ETM+). MOD13 VI quality: also pixels that
/// are probably cloudy, beside or mixed with cloud, or of a usefulness of 13 and more ("not useful"). A class
/// or reliability that the layout does not know is unusable.
[[nodiscard]] PixelQuality read_quality(QualityLayout layout, LandsatSensor sensor, SnowRule snow,
                                        std::int32_t value);

/// Is red or NIR saturated, or the pixel dropped or hidden by terrain? Fill is left to the quality layer.
[[nodiscard]] bool is_saturated(SaturationLayout layout, LandsatSensor sensor, std::int32_t value);

/// Number of the band in the sensor's own counting: red 3 and NIR 4 of TM and ETM+, 4 and 5 of OLI.
[[nodiscard]] int band_number(LandsatSensor sensor, NdviBand band);

}  // namespace minenpp::model
