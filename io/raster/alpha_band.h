#pragma once

#include "io/gdal/dataset.h"

namespace minenpp::io {

/// The band that is 0 where `band` of `file` has no data, beside a no-data value; null where there is none.
/// GDAL itself takes alpha bands of whole bytes and unsigned 16-bit numbers alone for masks; warping makes
/// them of any type. The fourth band of four bytes is called alpha by default, beside red, green and blue:
/// such a stack of layers has none.
[[nodiscard]] GDALRasterBand* mask_of(GDALDataset& file, GDALRasterBand& band);

/// Number of bands that hold values: all but an alpha band that is another's mask.
[[nodiscard]] int value_bands(GDALDataset& file);

}  // namespace minenpp::io
