#include "model/casa/reflectance.h"

#include <cmath>
#include <numbers>
#include <string>

#include "model/casa/ndvi.h"
#include "model/error.h"
#include "model/grid/batch.h"

namespace minenpp::model {

namespace {

using std::numbers::pi;

constexpr double after_dark_object = 0.01;  // what a dark object is taken to reflect (Chavez 1996)

double sine_of_elevation(double degrees) {
  if (!(degrees > 0 && degrees <= 90))
    throw Error(Fault::input, "the sun elevation is " + std::to_string(degrees) +
                                  " degrees; expected a number above 0, at most 90");
  return std::sin(degrees * pi / 180);
}

void require_positive(double value, const std::string& what) {
  if (!(value > 0) || !std::isfinite(value))
    throw Error(Fault::input, "the " + what + " is " + std::to_string(value) + "; expected a number above 0");
}

}  // namespace

double reflectance(const BandCalibration& calibration, double dn) {
  const bool valid = dn >= calibration.lowest_dn && dn <= calibration.highest_dn;
  if (!valid) return no_data;
  const double value = calibration.gain * dn + calibration.bias;
  return calibration.floor_at_zero && value < 0 ? 0 : value;
}

BandCalibration collection2_surface(double multiply, double add) {
  return {.gain = multiply, .bias = add, .lowest_dn = 7273, .highest_dn = 43636};
}

BandCalibration espa_surface(double multiply, double add) {
  return {.gain = multiply, .bias = add, .lowest_dn = 0, .highest_dn = 10000};
}

BandCalibration toa_reflectance(double multiply, double add, double sun_elevation_deg, double highest_dn) {
  const double sine = sine_of_elevation(sun_elevation_deg);
  return {.gain = multiply / sine, .bias = add / sine, .lowest_dn = 1, .highest_dn = highest_dn};
}

BandCalibration toa_from_radiance(double multiply, double add, double esun, double distance_au,
                                  double sun_elevation_deg, double highest_dn) {
  require_positive(esun, "solar irradiance");
  require_positive(distance_au, "distance from the Earth to the Sun");
  const double per_radiance = pi * distance_au * distance_au / esun;
  return toa_reflectance(multiply * per_radiance, add * per_radiance, sun_elevation_deg, highest_dn);
}

std::optional<double> solar_irradiance(LandsatSensor sensor, NdviBand band) {
  const bool red = band == NdviBand::red;
  switch (sensor) {
    case LandsatSensor::tm:
      return red ? 1536 : 1031;
    case LandsatSensor::etm:
      return red ? 1533 : 1039;
    case LandsatSensor::oli:
      break;
  }
  return std::nullopt;
}

double earth_sun_distance(int day) {
  return 1 - 0.01672 * std::cos(0.9856 * (day - 4) * pi / 180);
}

std::optional<std::int64_t> dark_object(std::span<const std::int64_t> histogram, std::int64_t least) {
  for (std::size_t dn = 1; dn < histogram.size(); ++dn)
    if (histogram[dn] >= least) return static_cast<std::int64_t>(dn);
  return std::nullopt;
}

BandCalibration corrected(const BandCalibration& toa, AtmosphericCorrection correction, double dark_dn,
                          double sun_elevation_deg) {
  if (correction == AtmosphericCorrection::none) return toa;
  const double sine = sine_of_elevation(sun_elevation_deg);
  const double transmitted = correction == AtmosphericCorrection::cost ? sine : 1;
  const double dark = toa.gain * dark_dn + toa.bias;
  BandCalibration surface = toa;
  surface.gain = toa.gain / transmitted;
  surface.bias = (toa.bias - dark) / transmitted + after_dark_object;
  surface.floor_at_zero = true;
  return surface;
}

double harmonised_band(Harmonisation harmonisation, NdviBand band, double reflectance) {
  const bool red = band == NdviBand::red;
  switch (harmonisation) {
    case Harmonisation::bands_ols:
      return red ? 0.0061 + 0.9047 * reflectance : 0.0412 + 0.8462 * reflectance;
    case Harmonisation::bands_rma:
      return red ? -0.0022 + 0.9825 * reflectance : -0.0021 + 1.0073 * reflectance;
    case Harmonisation::none:
    case Harmonisation::ndvi_surface:
    case Harmonisation::ndvi_toa:
      break;
  }
  return reflectance;
}

double harmonised_ndvi(Harmonisation harmonisation, double ndvi) {
  // The lines lead from impossible numbers to possible ones.
  if (ndvi < -1 || ndvi > 1) return ndvi;
  switch (harmonisation) {
    case Harmonisation::ndvi_surface:
      return 0.0235 + 0.9723 * ndvi;
    case Harmonisation::ndvi_toa:
      return 0.0490 + 0.9352 * ndvi;
    case Harmonisation::none:
    case Harmonisation::bands_ols:
    case Harmonisation::bands_rma:
      break;
  }
  return ndvi;
}

double ndvi_of(const NdviCalibration& calibration, double red_dn, double nir_dn) {
  const Harmonisation to_oli = calibration.harmonisation;
  const double red = harmonised_band(to_oli, NdviBand::red, reflectance(calibration.red, red_dn));
  const double nir = harmonised_band(to_oli, NdviBand::nir, reflectance(calibration.nir, nir_dn));
  return harmonised_ndvi(to_oli, ndvi(red, nir));
}

}  // namespace minenpp::model
