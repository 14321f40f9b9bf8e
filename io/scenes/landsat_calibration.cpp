#include "io/scenes/landsat_calibration.h"

#include <fmt/format.h>

#include "io/scenes/scene_text.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::BandCalibration;
using model::Error;
using model::Fault;
using model::NdviBand;

// Each quantity's group in Collection 2 and before it. Level-2 files say both levels' coefficients.
const Metadata::Groups rescaling = {"LEVEL1_RADIOMETRIC_RESCALING", "RADIOMETRIC_RESCALING"};
const Metadata::Groups pixel_values = {"LEVEL1_MIN_MAX_PIXEL_VALUE", "MIN_MAX_PIXEL_VALUE"};
const Metadata::Groups surface_parameters = {"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"};

std::string key_of(const char* quantity, const LandsatName& name, NdviBand band) {
  return fmt::format("{}_BAND_{}", quantity, model::band_number(name.platform.landsat, band));
}

double positive(const Metadata& mtl, const std::string& key, double value) {
  if (value > 0) return value;
  throw Error(Fault::input,
              fmt::format("'{}' says {} = {}; a number above 0 is expected", mtl.name(), key, value));
}

double distance_from_sun(const Metadata& mtl, const LandsatName& name) {
  const std::string key = "EARTH_SUN_DISTANCE";
  if (const auto distance = mtl.find_number(key)) return positive(mtl, key, *distance);
  return model::earth_sun_distance(day_of_year(name.date));
}

/// The largest number a band can store: 255 of the eight bits of TM and ETM+, more of OLI.
double largest_number(const Metadata& mtl, const std::string& key) {
  constexpr double of_eight_bits = 255;
  const double largest = mtl.number(pixel_values, key);
  if (!(largest >= of_eight_bits))
    throw Error(Fault::input, fmt::format("'{}' says that {} = {}; expected {} or more", mtl.name(), key,
                                          largest, of_eight_bits));
  return largest;
}

}  // namespace

BandCalibration surface_calibration(const Metadata* mtl, const LandsatName& name, NdviBand band) {
  if (mtl == nullptr) return model::collection2_surface();
  const auto factor = key_of("REFLECTANCE_MULT", name, band), offset = key_of("REFLECTANCE_ADD", name, band);
  if (!mtl->find(surface_parameters, factor)) return model::collection2_surface();
  return model::collection2_surface(positive(*mtl, factor, mtl->number(surface_parameters, factor)),
                                    mtl->number(surface_parameters, offset));
}

BandCalibration toa_calibration(const Metadata& mtl, const LandsatName& name, NdviBand band) {
  const double sun = mtl.number("SUN_ELEVATION");
  const double highest = largest_number(mtl, key_of("QUANTIZE_CAL_MAX", name, band)) - 1;
  const auto reflectance = key_of("REFLECTANCE_MULT", name, band);
  if (const auto factor = mtl.find_number(rescaling, reflectance))
    return model::toa_reflectance(positive(mtl, reflectance, *factor),
                                  mtl.number(rescaling, key_of("REFLECTANCE_ADD", name, band)), sun, highest);
  const auto radiance = key_of("RADIANCE_MULT", name, band);
  const auto irradiance = model::solar_irradiance(name.platform.landsat, band);
  if (!irradiance) throw Error(Fault::input, fmt::format("'{}' does not say {}", mtl.name(), reflectance));
  return model::toa_from_radiance(positive(mtl, radiance, mtl.number(rescaling, radiance)),
                                  mtl.number(rescaling, key_of("RADIANCE_ADD", name, band)), *irradiance,
                                  distance_from_sun(mtl, name), sun, highest);
}

}  // namespace minenpp::io
