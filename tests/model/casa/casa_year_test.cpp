#include "model/casa/casa_year.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "model/casa/npp.h"
#include "model/error.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

using Year = std::array<double, 12>;

constexpr Year temperature{-10.5, -6.5, .5, 8.5, 15.2, 19.3, 21.0, 19.1, 13.5, 6.8, -1.8, -8.6};
constexpr Year precipitation{2, 4, 9, 18, 32, 58, 105, 112, 60, 25, 9, 2};
constexpr Year radiation{290, 340, 470, 560, 650, 640, 610, 540, 450, 390, 290, 250};
constexpr Year greenness{.10, .10, .12, .18, .26, .36, .48, .52, .42, .28, .15, .11};

constexpr std::size_t august = 7;

void fill(MonthlyBatch& months, const Year& values) {
  for (std::size_t m = 0; m < values.size(); ++m) months[m].setConstant(values[m]);
}

/// The worked example's grassland pixel in every lane.
CasaInputs pingshuo() {
  CasaInputs inputs;
  fill(inputs.ndvi, greenness);
  fill(inputs.temperature_degC, temperature);
  fill(inputs.precipitation_mm, precipitation);
  fill(inputs.radiation_MJ_m2, radiation);
  inputs.emax_gC_MJ.setConstant(0.542);
  inputs.ndvi_min.setConstant(0.023);
  inputs.ndvi_max.setConstant(0.634);
  inputs.latitude_deg.setConstant(39.5);
  inputs.vegetated.setConstant(true);
  inputs.year = 2020;
  return inputs;
}

CasaOptions whole_year() {
  CasaOptions options;
  options.mode = SurveyMode::full_year;
  return options;
}

std::string row(std::size_t month, const std::string& quantity) {
  return "E." + std::string(month < 9 ? "0" : "") + std::to_string(month + 1) + "." + quantity;
}

TEST(CasaYear, TwelveMonthsOfOnePixel) {
  CasaYear year;
  CasaTerms terms;
  compute_casa_year(whole_year(), pingshuo(), year, &terms);
  for (const int lane : {0, 1, 2, 3, 31, 62, 63}) {
    EXPECT_GOLDEN("E.I", terms.heat_index[lane]);
    for (std::size_t m = 0; m < 12; ++m) {
      EXPECT_GOLDEN("E.topt", terms.t_opt[m][lane]);
      EXPECT_GOLDEN(row(m, "FPAR"), terms.fpar[m][lane]);
      EXPECT_GOLDEN(row(m, "APAR"), terms.apar[m][lane]);
      EXPECT_GOLDEN(row(m, "Te1"), terms.te1[m][lane]);
      EXPECT_GOLDEN(row(m, "Te2"), terms.te2[m][lane]);
      EXPECT_GOLDEN(row(m, "Ep0"), terms.local_potential[m][lane]);
      EXPECT_GOLDEN(row(m, "W"), terms.water_stress[m][lane]);
      EXPECT_GOLDEN(row(m, "lue"), terms.lue[m][lane]);
      EXPECT_GOLDEN(row(m, "NPP"), year.npp[m][lane]);
    }
    EXPECT_GOLDEN("E.annual", year.annual[lane]);
    EXPECT_GOLDEN("E.mean_month", year.annual[lane] / 12);
  }
}

TEST(CasaYear, SmoothTemperatureRule) {
  CasaOptions options = whole_year();
  options.temperature_rule = TemperatureRule::smooth;
  CasaYear year;
  compute_casa_year(options, pingshuo(), year);
  for (std::size_t m = 0; m < 12; ++m) EXPECT_GOLDEN(row(m, "NPPsmooth"), year.npp[m][17]);
  EXPECT_GOLDEN("E.annual_smooth", year.annual[17]);
}

TEST(CasaYear, OnlyAugust) {
  CasaInputs inputs = pingshuo();
  inputs.imaged[august] = true;
  for (std::size_t m = 0; m < 12; ++m) {
    if (m == august) continue;
    inputs.ndvi[m].setConstant(no_data);
    inputs.precipitation_mm[m].setConstant(no_data);
    inputs.radiation_MJ_m2[m].setConstant(no_data);
  }
  CasaYear year;
  CasaTerms terms;
  compute_casa_year({}, inputs, year, &terms);
  EXPECT_GOLDEN("E.aug_only", year.npp[august][0]);
  EXPECT_GOLDEN("S2a", terms.te2[august][0]);
  EXPECT_TRUE(year.annual.isNaN().all());
  for (std::size_t m = 0; m < 12; ++m) EXPECT_EQ(year.npp[m].isNaN().all(), m != august);
  EXPECT_GOLDEN("G3.fpar", 48 / (par_share * 540 * terms.lue[august][0]));
}

TEST(CasaYear, AnyImagedMonthIsItsOwnOptimum) {
  CasaInputs inputs = pingshuo();
  inputs.imaged.fill(true);
  CasaYear year;
  CasaTerms terms;
  compute_casa_year({}, inputs, year, &terms);
  for (std::size_t m = 0; m < 12; ++m) {
    EXPECT_GOLDEN("S2a", terms.te2[m][5]);
    EXPECT_EQ(terms.t_opt[m][5], temperature[m]);
  }
  EXPECT_EQ(year.npp[0][5], 0) << "T below -10 degC";
  EXPECT_EQ(terms.te1[1][5], 0.8) << "an optimum below 0 counts as 0";
  EXPECT_EQ(terms.water_stress[1][5], terms.water_stress[9][5]) << "carried over the new year";
}

TEST(CasaYear, ImagedMonthNeedsAllTemperatures) {
  CasaInputs inputs = pingshuo();
  inputs.imaged[august] = true;
  inputs.temperature_degC[0][8] = no_data;
  CasaYear year;
  compute_casa_year({}, inputs, year);
  for (int lane = 0; lane < batch_size; ++lane) EXPECT_EQ(std::isnan(year.npp[august][lane]), lane == 8);
}

TEST(CasaYear, LandWithoutPlantsProducesNothing) {
  CasaInputs inputs = pingshuo();
  inputs.vegetated[3] = false;
  inputs.emax_gC_MJ[3] = 0;
  inputs.ndvi_min[3] = inputs.ndvi_max[3] = no_data;
  inputs.vegetated[4] = false;
  inputs.ndvi[2][4] = no_data;
  inputs.radiation_MJ_m2[6][4] = no_data;
  inputs.water[august][5] = true;
  CasaYear year;
  CasaTerms terms;
  compute_casa_year(whole_year(), inputs, year, &terms);
  for (std::size_t m = 0; m < 12; ++m) {
    EXPECT_EQ(year.npp[m][3], 0);
    EXPECT_EQ(terms.fpar[m][3], 0);
    EXPECT_EQ(std::isnan(year.npp[m][4]), m == 2 || m == 6);
  }
  EXPECT_EQ(year.annual[3], 0);
  EXPECT_TRUE(std::isnan(year.annual[4]));
  EXPECT_EQ(year.npp[august][5], 0) << "flooded in August";
  EXPECT_GT(year.npp[august - 1][5], 0);
}

TEST(CasaYear, PixelWithoutClassOrBoundsIsMissing) {
  CasaInputs inputs = pingshuo();
  inputs.emax_gC_MJ[10] = no_data;
  inputs.vegetated[11] = false;
  inputs.emax_gC_MJ[11] = no_data;
  inputs.ndvi_max[12] = no_data;
  CasaYear year;
  compute_casa_year(whole_year(), inputs, year);
  for (int lane = 0; lane < batch_size; ++lane) {
    EXPECT_EQ(std::isnan(year.npp[august][lane]), lane >= 10 && lane <= 12) << lane;
  }
}

TEST(CasaYear, FreshInputsAreMissing) {
  CasaYear year;
  compute_casa_year(whole_year(), CasaInputs{}, year);
  for (const Batch& month : year.npp) EXPECT_TRUE(month.isNaN().all());
  EXPECT_TRUE(year.annual.isNaN().all());
}

TEST(CasaYear, FewImagesTakeTheWarmestMonth) {
  CasaInputs inputs = pingshuo();
  for (std::size_t m = 0; m < 7; ++m) inputs.ndvi[m][9] = no_data;
  CasaYear year;
  CasaTerms terms;
  compute_casa_year(whole_year(), inputs, year, &terms);
  EXPECT_EQ(terms.t_opt[august][9], 21.0);
  EXPECT_EQ(terms.t_opt[august][8], 19.1);
  EXPECT_TRUE(std::isnan(year.annual[9]));
  EXPECT_TRUE(std::isnan(year.npp[0][9]));
  EXPECT_GT(year.npp[august][9], 0);
}

TEST(CasaYear, DayLengthRaisesSummerDemand) {
  CasaOptions options = whole_year();
  options.day_length = true;
  CasaYear year;
  CasaTerms terms;
  compute_casa_year(options, pingshuo(), year, &terms);
  EXPECT_GOLDEN("S3d", terms.local_potential[august][20]);
  EXPECT_LT(terms.water_stress[august][20], testing::golden_value("S4d"));
}

TEST(CasaYear, AnnualWaterStressIsOneValue) {
  CasaOptions options = whole_year();
  options.water_stress = WaterStress::annual;
  CasaYear year;
  CasaTerms terms;
  compute_casa_year(options, pingshuo(), year, &terms);
  for (std::size_t m = 0; m < 12; ++m) EXPECT_GOLDEN("S4j", terms.water_stress[m][33]);
}

TEST(CasaYear, BucketHandsItsWaterOn) {
  CasaOptions options = whole_year();
  options.water_stress = WaterStress::bucket;
  CasaInputs inputs = pingshuo();
  inputs.woody[50] = true;
  CasaYear first, second, fresh;
  CasaTerms terms;
  compute_casa_year(options, inputs, first, &terms);
  EXPECT_GOLDEN("S3d", terms.local_potential[august][0]);
  EXPECT_GE(first.water.soil_water_mm[0], 270);
  EXPECT_GE(first.water.soil_water_mm[50], 433);
  EXPECT_GT(first.water.snowpack_mm[0], 10.9) << "November and December fell as snow";
  inputs.previous = first.water;
  compute_casa_year(options, inputs, second);
  EXPECT_NEAR(second.water.soil_water_mm[0], first.water.soil_water_mm[0], 0.01) << "the spin-up had settled";
  inputs.previous.soil_water_mm.setConstant(400);
  compute_casa_year(options, inputs, fresh);
  EXPECT_GE(fresh.annual[0], second.annual[0]) << "more soil water, no less growth";
  options.soil_code = 8;
  EXPECT_THROW(compute_casa_year(options, inputs, fresh), Error);
}

TEST(CasaYear, TermsChangeNothing) {
  CasaYear with, without;
  CasaTerms terms;
  compute_casa_year(whole_year(), pingshuo(), with, &terms);
  compute_casa_year(whole_year(), pingshuo(), without);
  for (std::size_t m = 0; m < 12; ++m) EXPECT_TRUE((with.npp[m] == without.npp[m]).all());
}

}  // namespace
}  // namespace minenpp::model
