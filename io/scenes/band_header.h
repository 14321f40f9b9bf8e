#pragma once

#include <optional>

#include "io/scenes/scene.h"

namespace minenpp::io {

/// What the header of a raster says of one band's numbers.
struct BandHeader {
  bool floating = false;
  bool single = false;                ///< floating, of 32 bits
  std::optional<double> nodata = {};  ///< as a pixel holds it

  /// A number as a pixel holds it.
  [[nodiscard]] double stored(double number) const;
};

/// Opens the header; no pixel is read. Throws Error(input) where the file or the band cannot be opened.
[[nodiscard]] BandHeader read_band_header(const BandFile& file);

/// Calibration for numbers of which factor, offset and nodata are known and nothing else: reflectances 0..1
/// are valid. Throws Error(input): a factor not above 0, a nodata number in the midst of the valid ones,
/// less than two numbers that are valid.
[[nodiscard]] model::BandCalibration scaled_reflectance(double factor, double offset,
                                                        const BandHeader& header);

}  // namespace minenpp::io
