#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/scenes/scene.h"

namespace minenpp::io {

/// Which delivery of Landsat a name belongs to. Names differ, and so do files and their numbers.
enum class LandsatProduct {
  collection2_surface,   ///< LC08_L2SP_..._02_T1: surface reflectance
  collection2_level1,    ///< LC08_L1TP_..._02_T1
  collection1_level1,    ///< LC08_L1TP_..._01_T1
  precollection_level1,  ///< LC82320832016040LGN00
};

/// A Landsat satellite and the sensor whose bands count.
struct LandsatPlatform {
  SceneSensor sensor = SceneSensor::other;
  model::LandsatSensor landsat = model::LandsatSensor::oli;
};

/// All that the name of a Landsat product says.
struct LandsatName {
  std::string id;  ///< in capitals
  LandsatPlatform platform;
  LandsatProduct product = LandsatProduct::collection2_surface;
  int path = 0, row = 0;
  Date date;
  std::string processed;  ///< processing date, or version of the scene: the greater text is the newer
};

/// Reads a product id of Collections 1 and 2 (LC08_L2SP_008059_20191201_20200825_02_T1) or a scene id of the
/// time before (LT52240631988227CUB02); capitals do not matter. Empty where it is neither, where its date
/// does not exist, and for sensors without a near-infrared band known here (MSS, TIRS alone).
[[nodiscard]] std::optional<LandsatName> landsat_name(std::string_view text);

/// "LANDSAT_8", "landsat-8", "Landsat 8" and their likes for 4, 5, 7, 8 and 9. Empty for anything else.
[[nodiscard]] std::optional<LandsatPlatform> landsat_platform(std::string_view text);

/// "Collection 2 Level-2": a product in words; two scenes are copies only within one product.
[[nodiscard]] std::string name_of(LandsatProduct product);

}  // namespace minenpp::io
