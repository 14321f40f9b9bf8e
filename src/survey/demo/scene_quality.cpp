#include "survey/demo/scene_quality.h"

#include "survey/demo/coordinate_hash.h"
#include "survey/demo/scene_clouds.h"

namespace minenpp::survey {
namespace {

using model::LandsatSensor;

constexpr unsigned dilated = 1U << 1, cirrus = 1U << 2, cloud = 1U << 3, shadow = 1U << 4, clear = 1U << 6,
                   water_bit = 1U << 7;
// Confidences of two bits each: 1 low, 3 high.
constexpr unsigned cloud_low = 1U << 8, shadow_low = 1U << 10, snow_low = 1U << 12, cirrus_low = 1U << 14;
constexpr unsigned cloud_high = 3U << 8, shadow_high = 3U << 10, cirrus_high = 3U << 14;

bool is_clear(LandsatSensor sensor, std::uint8_t cover, bool water) {
  if ((cover & cloud_bit) != 0) return false;
  if (sensor == LandsatSensor::oli) return (cover & dilated_bit) == 0;
  return (cover & shadow_bit) == 0 && !water;
}

}  // namespace

std::uint16_t quality_code(LandsatSensor sensor, std::uint8_t cover, bool water) {
  unsigned code = cloud_low | shadow_low | snow_low;
  if (sensor == LandsatSensor::oli) code |= cirrus_low;
  if (is_clear(sensor, cover, water)) code |= clear;
  if ((cover & cloud_bit) != 0) code |= cloud | cloud_high;
  if ((cover & cloud_bit) == 0 && water) code |= water_bit;
  if ((cover & dilated_bit) != 0) code |= dilated;
  if ((cover & shadow_bit) != 0) code |= shadow | shadow_high;
  if ((cover & cirrus_bit) != 0) code |= cirrus | cirrus_high;
  return static_cast<std::uint16_t>(code);
}

Defect defect_of(std::uint64_t bits) {
  const double chance = 1e4 * unit_from(bits);
  if (chance < 3) return Defect::red_saturated;
  if (chance < 5) return Defect::nir_saturated;
  if (chance < 7) return Defect::other_band_saturated;
  return chance < 9 ? Defect::lost : Defect::none;
}

std::uint16_t saturation_code(LandsatSensor sensor, Defect defect) {
  const bool oli = sensor == LandsatSensor::oli;
  switch (defect) {
    case Defect::red_saturated:
      return oli ? 1U << 3 : 1U << 2;
    case Defect::nir_saturated:
      return oli ? 1U << 4 : 1U << 3;
    case Defect::other_band_saturated:
      return 1;
    case Defect::lost:
      return oli ? 1U << 11 : 1U << 9;
    case Defect::none:
      break;
  }
  return 0;
}

}  // namespace minenpp::survey
