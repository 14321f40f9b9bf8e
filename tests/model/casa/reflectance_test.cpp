#include "model/casa/reflectance.h"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "model/casa/ndvi.h"
#include "model/error.h"
#include "model/grid/batch.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

constexpr double elevation = 58.2;  // of the golden scene

BandCalibration golden_toa() {
  return toa_reflectance(2e-5, -0.1, elevation, 65534);
}

bool is_invalid(const BandCalibration& calibration, double dn) {
  return std::isnan(reflectance(calibration, dn));
}

TEST(Reflectance, SurfaceOfCollection2) {
  const BandCalibration surface = collection2_surface();
  EXPECT_GOLDEN("N1a", reflectance(surface, 18639));
  EXPECT_GOLDEN("N1b", reflectance(surface, 10182));
  EXPECT_GOLDEN("N1c", reflectance(surface, 18182));
  EXPECT_GOLDEN("N1d", ndvi_of({surface, surface}, 10182, 18182));
  EXPECT_GOLDEN("N1e", reflectance(surface, 7273));
  EXPECT_GOLDEN("N1f", reflectance(surface, 43636));
  for (const double dn : {0.0, 7272.0, 43637.0, 65535.0, -1.0, no_data})
    EXPECT_TRUE(is_invalid(surface, dn)) << dn;
}

TEST(Reflectance, SurfaceOfEspaIsBetweenZeroAndOne) {
  const BandCalibration surface = espa_surface();
  EXPECT_EQ(reflectance(surface, 0), 0);
  EXPECT_DOUBLE_EQ(reflectance(surface, 2500), 0.25);
  EXPECT_DOUBLE_EQ(reflectance(surface, 10000), 1);
  for (const double dn : {-9999.0, -1.0, 10001.0, 16000.0, 20000.0, no_data})
    EXPECT_TRUE(is_invalid(surface, dn)) << dn;
}

TEST(Reflectance, TopOfTheAtmosphere) {
  EXPECT_GOLDEN("N3a", reflectance(golden_toa(), 9200));
  EXPECT_GOLDEN("N3b", reflectance(golden_toa(), 16400));
  EXPECT_GOLDEN("N3c", ndvi_of({golden_toa(), golden_toa()}, 9200, 16400));
}

TEST(Reflectance, FillAndSaturationOfLevel1AreInvalid) {
  EXPECT_TRUE(is_invalid(golden_toa(), 0));
  EXPECT_FALSE(is_invalid(golden_toa(), 1));
  EXPECT_LT(reflectance(golden_toa(), 1), 0);
  EXPECT_FALSE(is_invalid(golden_toa(), 65534));
  EXPECT_TRUE(is_invalid(golden_toa(), 65535));
}

TEST(Reflectance, FromRadianceIsChandersEquation) {
  const double multiply = 1.0398, add = -2.21, distance = 1.0128, esun = 1536, dn = 83;
  const double radiance = multiply * dn + add;
  const double expected = std::numbers::pi * radiance * distance * distance /
                          (esun * std::sin(elevation * std::numbers::pi / 180));
  const auto toa = toa_from_radiance(multiply, add, esun, distance, elevation, 254);
  EXPECT_NEAR(reflectance(toa, dn), expected, 1e-14);
  EXPECT_TRUE(is_invalid(toa, 0));
  EXPECT_TRUE(is_invalid(toa, 255));
}

TEST(Reflectance, SunMustBeUp) {
  for (const double degrees : {0.0, -3.0, 90.1, no_data}) {
    EXPECT_THROW((void)toa_reflectance(2e-5, -0.1, degrees, 65534), Error);
    EXPECT_THROW((void)toa_from_radiance(1, 0, 1536, 1, degrees, 254), Error);
    EXPECT_THROW((void)corrected(golden_toa(), AtmosphericCorrection::cost, 7050, degrees), Error);
  }
  EXPECT_NO_THROW((void)toa_reflectance(2e-5, -0.1, 90, 65534));
  EXPECT_THROW((void)toa_from_radiance(1, 0, 0, 1, elevation, 254), Error);
  EXPECT_THROW((void)toa_from_radiance(1, 0, 1536, no_data, elevation, 254), Error);
}

TEST(Reflectance, SunIsNamedInTheError) {
  try {
    (void)toa_reflectance(2e-5, -0.1, -3, 65534);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::input);
    EXPECT_NE(std::string(error.what()).find("sun elevation is -3"), std::string::npos) << error.what();
  }
}

TEST(Reflectance, SolarIrradiance) {
  EXPECT_EQ(solar_irradiance(LandsatSensor::tm, NdviBand::red), 1536);
  EXPECT_EQ(solar_irradiance(LandsatSensor::tm, NdviBand::nir), 1031);
  EXPECT_EQ(solar_irradiance(LandsatSensor::etm, NdviBand::red), 1533);
  EXPECT_EQ(solar_irradiance(LandsatSensor::etm, NdviBand::nir), 1039);
  EXPECT_FALSE(solar_irradiance(LandsatSensor::oli, NdviBand::red));
}

TEST(Reflectance, EarthIsNearestInJanuary) {
  EXPECT_DOUBLE_EQ(earth_sun_distance(4), 1 - 0.01672);
  EXPECT_NEAR(earth_sun_distance(186), 1.01672, 2e-6);
  for (int day = 1; day <= 366; ++day) EXPECT_NEAR(earth_sun_distance(day), 1, 0.01672);
}

TEST(DarkObject, SmallestNumberWithAThousandPixels) {
  std::vector<std::int64_t> histogram(256, 0);
  EXPECT_FALSE(dark_object(histogram));
  histogram[0] = 5'000'000;
  EXPECT_FALSE(dark_object(histogram));
  histogram[11] = 999;
  histogram[40] = 90'000;
  EXPECT_EQ(dark_object(histogram), 40);
  histogram[17] = 1000;
  EXPECT_EQ(dark_object(histogram), 17);
  EXPECT_FALSE(dark_object({}));
}

TEST(DarkObject, Dos1) {
  const auto red = corrected(golden_toa(), AtmosphericCorrection::dos1, 7050, elevation);
  const auto nir = corrected(golden_toa(), AtmosphericCorrection::dos1, 6100, elevation);
  EXPECT_GOLDEN("N3d", reflectance(red, 9200));
  EXPECT_GOLDEN("N3e", reflectance(nir, 16400));
  EXPECT_GOLDEN("N3f", ndvi_of({red, nir}, 9200, 16400));
  EXPECT_NEAR(reflectance(red, 7050), 0.01, 1e-15);
}

TEST(DarkObject, Cost) {
  const auto red = corrected(golden_toa(), AtmosphericCorrection::cost, 7050, elevation);
  const auto nir = corrected(golden_toa(), AtmosphericCorrection::cost, 6100, elevation);
  EXPECT_GOLDEN("N3g", reflectance(red, 9200));
  EXPECT_GOLDEN("N3h", reflectance(nir, 16400));
  EXPECT_GOLDEN("N3i", ndvi_of({red, nir}, 9200, 16400));
}

TEST(DarkObject, NothingIsDarkerThanZero) {
  for (const auto correction : {AtmosphericCorrection::dos1, AtmosphericCorrection::cost}) {
    const auto surface = corrected(golden_toa(), correction, 7050, elevation);
    EXPECT_EQ(reflectance(surface, 1), 0);
    EXPECT_TRUE(is_invalid(surface, 0));
    EXPECT_TRUE(is_invalid(surface, 65535));
  }
}

TEST(DarkObject, NoCorrectionLeavesAsItIs) {
  const auto same = corrected(golden_toa(), AtmosphericCorrection::none, no_data, no_data);
  for (const double dn : {1.0, 7050.0, 16400.0})
    EXPECT_EQ(reflectance(same, dn), reflectance(golden_toa(), dn));
}

TEST(Harmonised, Bands) {
  EXPECT_GOLDEN("N4a", ndvi(0.08, 0.30));
  const double red = harmonised_band(Harmonisation::bands_ols, NdviBand::red, 0.08);
  const double nir = harmonised_band(Harmonisation::bands_ols, NdviBand::nir, 0.30);
  EXPECT_GOLDEN("N4b", red);
  EXPECT_GOLDEN("N4c", nir);
  EXPECT_GOLDEN("N4d", ndvi(red, nir));
  EXPECT_DOUBLE_EQ(harmonised_band(Harmonisation::bands_rma, NdviBand::red, 0.08), -0.0022 + 0.9825 * 0.08);
  EXPECT_DOUBLE_EQ(harmonised_band(Harmonisation::bands_rma, NdviBand::nir, 0.30), -0.0021 + 1.0073 * 0.30);
  for (const auto other : {Harmonisation::none, Harmonisation::ndvi_surface, Harmonisation::ndvi_toa})
    EXPECT_EQ(harmonised_band(other, NdviBand::nir, 0.30), 0.30);
}

TEST(Harmonised, Ndvi) {
  EXPECT_GOLDEN("N4e", harmonised_ndvi(Harmonisation::ndvi_surface, ndvi(0.08, 0.30)));
  EXPECT_GOLDEN("N4f", harmonised_ndvi(Harmonisation::ndvi_toa, 0.5));
  EXPECT_EQ(harmonised_ndvi(Harmonisation::ndvi_surface, 1.4), 1.4);
  EXPECT_EQ(harmonised_ndvi(Harmonisation::ndvi_toa, -1.001), -1.001);
  EXPECT_TRUE(std::isnan(harmonised_ndvi(Harmonisation::ndvi_toa, no_data)));
  for (const auto other : {Harmonisation::none, Harmonisation::bands_ols, Harmonisation::bands_rma})
    EXPECT_EQ(harmonised_ndvi(other, 0.5), 0.5);
}

TEST(NdviOf, HarmonisesBandsOrNdviNeverBoth) {
  const BandCalibration espa = espa_surface();
  EXPECT_GOLDEN("N4a", ndvi_of({espa, espa, Harmonisation::none}, 800, 3000));
  EXPECT_GOLDEN("N4d", ndvi_of({espa, espa, Harmonisation::bands_ols}, 800, 3000));
  EXPECT_GOLDEN("N4e", ndvi_of({espa, espa, Harmonisation::ndvi_surface}, 800, 3000));
}

TEST(NdviOf, InvalidNumbersAndDarknessGiveNothing) {
  for (const auto to_oli : {Harmonisation::none, Harmonisation::ndvi_surface, Harmonisation::bands_ols}) {
    const NdviCalibration espa{espa_surface(), espa_surface(), to_oli};
    EXPECT_TRUE(std::isnan(ndvi_of(espa, -9999, 3000)));
    EXPECT_TRUE(std::isnan(ndvi_of(espa, 800, 20000)));
    EXPECT_TRUE(std::isnan(ndvi_of(espa, no_data, no_data)));
  }
  EXPECT_TRUE(std::isnan(ndvi_of({espa_surface(), espa_surface()}, 0, 0)));
  EXPECT_TRUE(std::isnan(ndvi_of({golden_toa(), golden_toa()}, 4000, 5000)));
}

TEST(NdviOf, LeavesTheRangeWhereAReflectanceIsNegative) {
  EXPECT_GT(ndvi_of({golden_toa(), golden_toa()}, 4900, 9000), 1);
}

}  // namespace
}  // namespace minenpp::model
