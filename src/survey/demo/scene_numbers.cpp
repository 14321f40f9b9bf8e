#include "survey/demo/scene_numbers.h"

#include <cmath>

#include "survey/demo/coordinate_hash.h"

namespace minenpp::survey {
namespace {

using model::LandsatSensor;

constexpr double step = 2.75e-5, lowest = -0.2;
constexpr double roy_offset = 0.0235, roy_gain = 0.9723;

std::uint16_t stored(double reflectance) {
  return static_cast<std::uint16_t>(std::lround((reflectance - lowest) / step));
}

double reflectance_of(std::uint16_t number) {
  return step * number + lowest;
}

}  // namespace

StoredPair stored_ndvi(LandsatSensor sensor, double ndvi, double total) {
  const double seen = sensor == LandsatSensor::oli ? ndvi : (ndvi - roy_offset) / roy_gain;
  const double ratio = (1 + seen) / (1 - seen);  // near infrared over red
  // The darker band is rounded first and the brighter one fits what it became: half the error.
  StoredPair pair;
  if (ratio >= 1) {
    pair.red = stored(total * (1 - seen) / 2);
    pair.nir = stored(reflectance_of(pair.red) * ratio);
  } else {
    pair.nir = stored(total * (1 + seen) / 2);
    pair.red = stored(reflectance_of(pair.nir) / ratio);
  }
  return pair;
}

double total_reflectance(LandCode land) {
  switch (land) {
    case LandCode::forest:
    case LandCode::reclaimed_forest:
      return 0.38;
    case LandCode::cultivated:
    case LandCode::reclaimed_arable:
      return 0.44;
    case LandCode::grass:
    case LandCode::reclaimed_grass:
    case LandCode::abandoned:
      return 0.42;
    case LandCode::water:
      return 0.36;
    case LandCode::construction:
      return 0.47;
    case LandCode::stripping:
    case LandCode::dump:
      return 0.49;
    case LandCode::pit:
      break;
  }
  return 0.37;
}

StoredPair stored_cloud(LandsatSensor sensor, std::uint64_t bits) {
  return stored_ndvi(sensor, 0.02, 1.1 + 0.2 * unit_from(bits));
}

StoredPair stored_shadow(LandsatSensor sensor) {
  return stored_ndvi(sensor, 0.93, 0.16);
}

StoredPair stored_haze(LandsatSensor sensor) {
  return stored_ndvi(sensor, 0.94, 0.70);
}

}  // namespace minenpp::survey
