#pragma once

#include <cstddef>
#include <span>

#include <gdal.h>

class GDALDataset;
class GDALRasterBand;

namespace minenpp::io {

/// The type in which values are taken from a band: small whole numbers as they are, everything else as
/// double.
[[nodiscard]] GDALDataType stored_type(GDALDataset& file, GDALRasterBand& band);

/// `out`: as many values of `stored`, which holds them as `type`, from number `first` on.
void widen(GDALDataType type, std::span<const std::byte> stored, std::size_t first, std::span<double> out);

}  // namespace minenpp::io
