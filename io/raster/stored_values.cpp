#include "io/raster/stored_values.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <gdal_priv.h>

namespace minenpp::io {

namespace {

/// Does a mosaic give values as its sources hold them? Computed ones would be rounded to the band's type.
bool copies_sources(GDALRasterBand& band) {
  if (band.GetMetadataItem("PixelFunctionType") != nullptr) return false;
  char** sources = band.GetMetadata("vrt_sources");
  for (int i = 0; i < CSLCount(sources); ++i) {
    // "source_0=<SimpleSource>..."
    const std::string item = sources[i], source = item.substr(std::min(item.find('<'), item.size()));
    const bool is_plain = source.starts_with("<SimpleSource") || source.starts_with("<ComplexSource");
    if (!is_plain || source.find("resampling=") != std::string::npos) return false;
    for (const auto* computed : {"<Scale", "<LUT", "<Exponent", "<ColorTable", ".vrt<"})
      if (source.find(computed) != std::string::npos) return false;
  }
  return true;
}

template <typename T>
void widen(std::span<const std::byte> stored, std::size_t first, std::span<double> out) {
  const auto* values = reinterpret_cast<const T*>(stored.data()) + first;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<double>(values[i]);
}

}  // namespace

GDALDataType stored_type(GDALDataset& file, GDALRasterBand& band) {
  const auto type = band.GetRasterDataType();
  const bool is_small = type == GDT_Byte || type == GDT_Int16 || type == GDT_UInt16;
  const bool is_mosaic = file.GetDriver() != nullptr && EQUAL(file.GetDriver()->GetDescription(), "VRT");
  return is_small && (!is_mosaic || copies_sources(band)) ? type : GDT_Float64;
}

void widen(GDALDataType type, std::span<const std::byte> stored, std::size_t first, std::span<double> out) {
  if (type == GDT_Byte) return widen<std::uint8_t>(stored, first, out);
  if (type == GDT_Int16) return widen<std::int16_t>(stored, first, out);
  if (type == GDT_UInt16) return widen<std::uint16_t>(stored, first, out);
  widen<double>(stored, first, out);
}

}  // namespace minenpp::io
