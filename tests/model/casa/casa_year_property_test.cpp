#include "scalar_year.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/casa/casa_year.h"

namespace minenpp::model {
namespace {

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

/// Years of random pixels: cold, hot, dry, wet, bare, missing.
class RandomYears : public ::testing::Test {
 protected:
  double between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }

  void random_pixel(CasaInputs& inputs, int lane) {
    const double mean = between(-25, 24), swing = between(0, 14), wet = between(0, 300);
    for (std::size_t m = 0; m < 12; ++m) {
      inputs.temperature_degC[m][lane] =
          mean - swing * std::cos(0.5236 * static_cast<double>(m)) + between(-2, 2);
      inputs.precipitation_mm[m][lane] = random_() % 8 == 0 ? 0 : between(0, wet);
      inputs.radiation_MJ_m2[m][lane] = between(50, 900);
      inputs.ndvi[m][lane] = between(-0.3, 0.95);
    }
    inputs.emax_gC_MJ[lane] = between(0.2, 1);
    inputs.ndvi_min[lane] = between(0, 0.3);
    inputs.ndvi_max[lane] = inputs.ndvi_min[lane] + between(0.05, 0.65);
    inputs.latitude_deg[lane] = between(-89, 89);
    inputs.vegetated[lane] = random_() % 8 != 0;
    inputs.woody[lane] = random_() % 2 == 0;
  }

  CasaInputs random_inputs() {
    CasaInputs inputs;
    for (int lane = 0; lane < batch_size; ++lane) random_pixel(inputs, lane);
    for (std::size_t m = 0; m < 12; ++m) inputs.imaged[m] = random_() % 2 == 0;
    return inputs;
  }

  void make_holes(CasaInputs& inputs, unsigned one_in) {
    for (MonthlyBatch* months :
         {&inputs.ndvi, &inputs.temperature_degC, &inputs.precipitation_mm, &inputs.radiation_MJ_m2}) {
      for (Batch& month : *months) {
        for (double& value : month) value = random_() % one_in == 0 ? no_data : value;
      }
    }
  }

  std::vector<CasaOptions> every_option() const {
    std::vector<CasaOptions> all;
    for (const auto mode : {SurveyMode::full_year, SurveyMode::imaged_month}) {
      for (const auto water : {WaterStress::monthly, WaterStress::annual, WaterStress::bucket}) {
        for (const auto rule : {TemperatureRule::zhu2007, TemperatureRule::smooth}) {
          CasaOptions options;
          options.mode = mode;
          options.water_stress = water;
          options.temperature_rule = rule;
          options.day_length = rule == TemperatureRule::smooth;
          all.push_back(options);
        }
      }
    }
    return all;
  }

  static void copy(const CasaInputs& from, int lane, CasaInputs& to, int place) {
    for (std::size_t m = 0; m < 12; ++m) {
      to.ndvi[m][place] = from.ndvi[m][lane];
      to.temperature_degC[m][place] = from.temperature_degC[m][lane];
      to.precipitation_mm[m][place] = from.precipitation_mm[m][lane];
      to.radiation_MJ_m2[m][place] = from.radiation_MJ_m2[m][lane];
      to.water[m][place] = from.water[m][lane];
    }
    to.emax_gC_MJ[place] = from.emax_gC_MJ[lane];
    to.ndvi_min[place] = from.ndvi_min[lane];
    to.ndvi_max[place] = from.ndvi_max[lane];
    to.latitude_deg[place] = from.latitude_deg[lane];
    to.vegetated[place] = from.vegetated[lane];
    to.woody[place] = from.woody[lane];
  }

  static constexpr std::size_t august_ = 7;
  std::mt19937_64 random_{20220106};
};

TEST_F(RandomYears, AgreeWithScalarFormulas) {
  for (int round = 0; round < 20; ++round) {
    CasaInputs inputs = random_inputs();
    inputs.vegetated.setConstant(true);
    CasaOptions options;
    options.mode = SurveyMode::full_year;
    if (round % 2 == 1) options.temperature_rule = TemperatureRule::smooth;
    CasaYear year;
    compute_casa_year(options, inputs, year);
    for (int lane = 0; lane < batch_size; ++lane) {
      testing::ScalarYear pixel;
      for (std::size_t m = 0; m < 12; ++m) {
        pixel.ndvi[m] = inputs.ndvi[m][lane];
        pixel.t[m] = inputs.temperature_degC[m][lane];
        pixel.rain[m] = inputs.precipitation_mm[m][lane];
        pixel.sol[m] = inputs.radiation_MJ_m2[m][lane];
      }
      pixel.emax = inputs.emax_gC_MJ[lane];
      pixel.low = inputs.ndvi_min[lane];
      pixel.high = inputs.ndvi_max[lane];
      pixel.zhu = options.temperature_rule == TemperatureRule::zhu2007;
      const auto expected = pixel.npp();
      for (std::size_t m = 0; m < 12; ++m)
        EXPECT_NEAR(year.npp[m][lane], expected[m], 1e-11 * (1 + expected[m]));
    }
  }
}

TEST_F(RandomYears, StayWithinTheirLimits) {
  for (const CasaOptions& options : every_option()) {
    for (int round = 0; round < 5; ++round) {
      const CasaInputs inputs = random_inputs();
      CasaYear year;
      CasaTerms terms;
      compute_casa_year(options, inputs, year, &terms);
      for (std::size_t m = 0; m < 12; ++m) {
        if (options.mode == SurveyMode::imaged_month && !inputs.imaged[m]) continue;
        const Batch& sol = inputs.radiation_MJ_m2[m];
        EXPECT_TRUE((terms.fpar[m] == 0 || (terms.fpar[m] >= 0.001 && terms.fpar[m] <= 0.95)).all());
        EXPECT_TRUE(((terms.fpar[m] == 0) == !inputs.vegetated).all());
        EXPECT_TRUE((terms.apar[m] >= 0 && terms.apar[m] <= 0.475 * sol).all());
        EXPECT_TRUE((terms.te1[m] == 0 || terms.te1[m] >= 0.8).all());
        EXPECT_TRUE((terms.te1[m] <= 1 && terms.te2[m] > 0 && terms.te2[m] < 1).all());
        EXPECT_TRUE((terms.water_stress[m] >= 0.5 && terms.water_stress[m] <= 1).all());
        EXPECT_TRUE((terms.lue[m] >= 0 && terms.lue[m] <= inputs.emax_gC_MJ).all());
        EXPECT_TRUE((year.npp[m] >= 0 && year.npp[m] <= 0.475 * sol * inputs.emax_gC_MJ).all());
      }
      EXPECT_EQ(year.annual.isNaN().all(), options.mode == SurveyMode::imaged_month);
    }
  }
}

TEST_F(RandomYears, AreLinearInRadiationAndEfficiency) {
  const CasaInputs inputs = random_inputs();
  CasaInputs doubled = inputs, halved = inputs;
  for (Batch& month : doubled.radiation_MJ_m2) month *= 2;
  halved.emax_gC_MJ *= 0.5;
  for (const CasaOptions& options : every_option()) {
    CasaYear year, brighter, weaker;
    compute_casa_year(options, inputs, year);
    compute_casa_year(options, doubled, brighter);
    compute_casa_year(options, halved, weaker);
    for (std::size_t m = 0; m < 12; ++m) {
      for (int lane = 0; lane < batch_size; ++lane) {
        EXPECT_TRUE(same_bits(brighter.npp[m][lane], 2 * year.npp[m][lane]));
        EXPECT_TRUE(same_bits(weaker.npp[m][lane], 0.5 * year.npp[m][lane]));
      }
    }
  }
}

// A pixel's numbers may depend neither on where in a batch it lies nor on who lies beside it.
TEST_F(RandomYears, DoNotDependOnLaneOrNeighbours) {
  CasaInputs inputs = random_inputs();
  make_holes(inputs, 60);
  inputs.water[august_][7] = true;
  std::vector<int> places(batch_size);
  std::iota(places.begin(), places.end(), 0);
  std::shuffle(places.begin(), places.end(), random_);
  CasaInputs mixed = random_inputs();
  mixed.imaged = inputs.imaged;
  for (int lane = 0; lane < batch_size / 2; ++lane)
    copy(inputs, lane, mixed, places[static_cast<std::size_t>(lane)]);
  for (const CasaOptions& options : every_option()) {
    CasaYear straight, shuffled;
    compute_casa_year(options, inputs, straight);
    compute_casa_year(options, mixed, shuffled);
    for (int lane = 0; lane < batch_size / 2; ++lane) {
      const int place = places[static_cast<std::size_t>(lane)];
      for (std::size_t m = 0; m < 12; ++m) {
        EXPECT_TRUE(same_bits(straight.npp[m][lane], shuffled.npp[m][place])) << lane << " to " << place;
      }
      EXPECT_TRUE(same_bits(straight.annual[lane], shuffled.annual[place]));
      EXPECT_TRUE(same_bits(straight.water.soil_water_mm[lane], shuffled.water.soil_water_mm[place]));
      EXPECT_TRUE(same_bits(straight.water.snowpack_mm[lane], shuffled.water.snowpack_mm[place]));
      EXPECT_TRUE(same_bits(straight.water.water_stress[lane], shuffled.water.water_stress[place]));
    }
  }
}

// Every number that a month's NPP needs is taken away in turn, in every lane; the lanes between must not
// notice.
TEST_F(RandomYears, AnyMissingInputOfAMonthGivesAMissingMonth) {
  CasaInputs inputs = random_inputs();
  inputs.imaged.fill(true);
  const auto month_of = [](int lane) { return static_cast<std::size_t>(lane / 2 % 12); };
  for (const CasaOptions& options : every_option()) {
    for (int which = 0; which < 10; ++which) {
      CasaInputs holed = inputs;
      for (int lane = which / 5; lane < batch_size; lane += 2) {
        const std::size_t m = month_of(lane);
        if (which % 5 == 0) holed.ndvi[m][lane] = no_data;
        if (which % 5 == 1) holed.temperature_degC[(m + 5) % 12][lane] = no_data;
        if (which % 5 == 2) holed.precipitation_mm[m][lane] = no_data;
        if (which % 5 == 3) holed.radiation_MJ_m2[m][lane] = no_data;
        if (which % 5 == 4) holed.emax_gC_MJ[lane] = no_data;
      }
      CasaYear year;
      compute_casa_year(options, holed, year);
      for (int lane = 0; lane < batch_size; ++lane) {
        const bool touched = lane % 2 == which / 5;
        EXPECT_EQ(std::isnan(year.npp[month_of(lane)][lane]), touched) << which << " lane " << lane;
        EXPECT_EQ(std::isnan(year.annual[lane]), touched || options.mode == SurveyMode::imaged_month);
        if (touched) continue;
        for (const Batch& month : year.npp)
          EXPECT_FALSE(std::isnan(month[lane])) << which << " lane " << lane;
      }
    }
  }
}

}  // namespace
}  // namespace minenpp::model
