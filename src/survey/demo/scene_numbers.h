#pragma once

#include <cstdint>

#include "model/casa/reflectance.h"
#include "survey/demo/land_code.h"

namespace minenpp::survey {

/// Stored numbers of the red and the near-infrared band; 0 is fill.
struct StoredPair {
  std::uint16_t red = 0, nir = 0;
  friend bool operator==(const StoredPair&, const StoredPair&) = default;
};

/// The numbers of Collection 2 Level-2 (reflectance = 2.75e-5 x number - 0.2) that a survey reads as `ndvi`
/// (-1..1) on OLI, or on TM and ETM+ once it has brought them to OLI (NDVI_OLI = 0.0235 + 0.9723 NDVI, Roy et
/// al. 2016). `total`: reflectance of both bands together, 0..1.5. Within 1e-4 of `ndvi` for a total from
/// 0.35 on and |NDVI| up to 0.95.
[[nodiscard]] StoredPair stored_ndvi(model::LandsatSensor sensor, double ndvi, double total);

/// Reflectance of both bands together over a class of land, 0.36..0.49.
[[nodiscard]] double total_reflectance(LandCode land);

/// What a pixel shows that does not show the ground. None of it is like the ground: clouds are bright and of
/// NDVI 0.02, what they dim or blur has a higher NDVI than anything that grows here, so that a maximum over
/// the month would take it.
[[nodiscard]] StoredPair stored_cloud(model::LandsatSensor sensor, std::uint64_t bits);
[[nodiscard]] StoredPair stored_shadow(model::LandsatSensor sensor);
[[nodiscard]] StoredPair stored_haze(model::LandsatSensor sensor);

}  // namespace minenpp::survey
