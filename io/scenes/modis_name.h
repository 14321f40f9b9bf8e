#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/scenes/scene.h"

namespace minenpp::io {

/// Layers of MOD13 that are used.
enum class ModisLayer { ndvi, reliability, vi_quality };

/// What the name of a MOD13 file says.
struct ModisName {
  std::string product;  ///< "MOD13Q1", in capitals
  SceneSensor sensor = SceneSensor::terra_modis;
  std::optional<Date> date;  ///< first day of the 16 days or month; empty where the name has none
  std::optional<int> h, v;   ///< tile
  std::string processed;     ///< production date, digits; empty where the name has none
};

/// MOD13Q1, MOD13A1, MOD13A2 (16 days), MOD13A3 (a month) and Aqua's MYD13: the .hdf of a tile
/// (MOD13Q1.A2013257.h12v10.061.2021....hdf) and GeoTIFFs named after it
/// (MOD13Q1.006__250m_16_days_NDVI_doy2013257_aid0001.tif). The day is A<year><day> or doy<year><day>. Empty
/// where the name begins with none of the products.
[[nodiscard]] std::optional<ModisName> modis_name(std::string_view file);

/// Which layer a GeoTIFF or a subdataset holds, by the words in its name; empty for layers that are not used.
[[nodiscard]] std::optional<ModisLayer> modis_layer(std::string_view name);

/// The same name for another layer, in small letters: "..._ndvi_doy..." becomes
/// "..._pixel_reliability_doy...". Empty where `file` is not of NDVI.
[[nodiscard]] std::string modis_sibling(std::string_view file, ModisLayer layer);

}  // namespace minenpp::io
