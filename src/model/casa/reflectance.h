#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace minenpp::model {

/// Optical sensors of the Landsat satellites whose bands are known here.
enum class LandsatSensor {
  tm,   ///< Landsat 4 and 5
  etm,  ///< Landsat 7
  oli,  ///< Landsat 8 and 9
};

/// The two bands NDVI is made of.
enum class NdviBand { red, nir };

/// How the stored numbers (DN) of one band become reflectance: gain x DN + bias, NaN for a DN outside
/// lowest_dn..highest_dn. `floor_at_zero`: a reflectance below 0 becomes 0 (after dark-object subtraction).
struct BandCalibration {
  double gain = 1, bias = 0;
  double lowest_dn = 0, highest_dn = 0;
  bool floor_at_zero = false;
};

/// Reflectance of one stored number, without unit. NaN gives NaN.
[[nodiscard]] double reflectance(const BandCalibration& calibration, double dn);

/// Surface reflectance of Collection 2 Level-2: valid DN 7273..43636 (USGS), all else (0 is fill) NaN.
[[nodiscard]] BandCalibration collection2_surface(double multiply = 2.75e-5, double add = -0.2);

/// Surface reflectance of ESPA and of Collection 1: DN x 0.0001, valid DN 0..10000, both included, so that a
/// reflectance is 0..1. Narrower than the -2000..16000 that these files may hold, for NDVI means nothing
/// where a reflectance is negative or above 1. Fill (-9999) and saturation (20000) lie outside either way.
[[nodiscard]] BandCalibration espa_surface(double multiply = 1e-4, double add = 0);

/// Reflectance at the top of the atmosphere from Level-1: (multiply x DN + add)/sin(sun elevation), the
/// Earth-Sun distance being inside the coefficients (USGS). `highest_dn`: the largest number that is not
/// saturated (saturated pixels are NaN); DN 0 is fill. Negative reflectances are kept. Throws Error(input)
/// for a sun elevation that is not in 0 (excluded)..90 degrees.
[[nodiscard]] BandCalibration toa_reflectance(double multiply, double add, double sun_elevation_deg,
                                              double highest_dn);

/// The same for products that have radiances only: pi L d^2/(ESUN sin e), L = multiply x DN + add in
/// W/(m2 sr um), d in astronomical units, ESUN in W/(m2 um). Chander et al. 2009 Eq. 2. Throws Error(input)
/// for a sun elevation as above, and for an irradiance or a distance that is not above 0.
[[nodiscard]] BandCalibration toa_from_radiance(double multiply, double add, double esun, double distance_au,
                                                double sun_elevation_deg, double highest_dn);

/// Mean solar irradiance outside the atmosphere, W/(m2 um) (Chander et al. 2009). Empty for OLI, whose
/// products always have reflectance coefficients.
[[nodiscard]] std::optional<double> solar_irradiance(LandsatSensor sensor, NdviBand band);

/// Distance from the Earth to the Sun, astronomical units: 1 - 0.01672 cos(0.9856 deg (day - 4)). `day` of
/// the year 1..366.
[[nodiscard]] double earth_sun_distance(int day);

/// What is done about the atmosphere in Level-1 scenes.
enum class AtmosphericCorrection {
  none,  ///< reflectance at the top of the atmosphere
  dos1,  ///< rho - rho_dark + 0.01
  cost,  ///< (rho - rho_dark)/sin(sun elevation) + 0.01 (Chavez 1996)
};

/// How many pixels of a whole scene must have a DN for it to be the dark object (GRASS i.landsat.toar).
inline constexpr std::int64_t dark_object_pixels = 1000;

/// The smallest DN whose own count is at least `least` in the histogram of a whole scene (index = DN; 0,
/// fill, does not count). Empty where there is none.
[[nodiscard]] std::optional<std::int64_t> dark_object(std::span<const std::int64_t> histogram,
                                                      std::int64_t least = dark_object_pixels);

/// `toa` with the dark object `dark_dn` (a DN of the same band) subtracted, reflectances below 0 raised to 0.
/// With `none` it is returned as it is, and neither number is looked at. Else throws Error(input) for a sun
/// elevation that is not in 0 (excluded)..90 degrees.
[[nodiscard]] BandCalibration corrected(const BandCalibration& toa, AtmosphericCorrection correction,
                                        double dark_dn, double sun_elevation_deg);

/// Bringing TM and ETM+ to OLI (Roy et al. 2016, Table 2).
enum class Harmonisation {
  none,
  ndvi_surface,  ///< NDVI_OLI = 0.0235 + 0.9723 NDVI, of surface reflectance
  ndvi_toa,      ///< NDVI_OLI = 0.0490 + 0.9352 NDVI, of reflectance at the top of the atmosphere
  bands_ols,     ///< red 0.0061 + 0.9047 red; NIR 0.0412 + 0.8462 NIR
  bands_rma,     ///< red -0.0022 + 0.9825 red; NIR -0.0021 + 1.0073 NIR
};

/// A reflectance of one band as OLI would see it; unchanged unless the harmonisation is one of bands. NaN
/// gives NaN.
[[nodiscard]] double harmonised_band(Harmonisation harmonisation, NdviBand band, double reflectance);

/// NDVI as OLI would see it; unchanged unless the harmonisation is one of NDVI, and where it is outside -1..1,
/// which is no NDVI and stays out of range. NaN gives NaN.
[[nodiscard]] double harmonised_ndvi(Harmonisation harmonisation, double ndvi);

/// NDVI from two stored numbers: reflectances, harmonised bands, (NIR - red)/(NIR + red), harmonised NDVI.
/// NaN where either number is invalid or NIR + red <= 0. Without harmonisation of NDVI the result lies
/// outside -1..1 where a reflectance is negative.
struct NdviCalibration {
  BandCalibration red, nir;
  Harmonisation harmonisation = Harmonisation::none;
};
[[nodiscard]] double ndvi_of(const NdviCalibration& calibration, double red_dn, double nir_dn);

}  // namespace minenpp::model
