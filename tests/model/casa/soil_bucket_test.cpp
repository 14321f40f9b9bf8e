#include "model/casa/soil_bucket.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "model/error.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

const SoilBatch grass5(5, BatchMask::Constant(false));

TEST(SoilBucket, ConstantsOfTheSevenTextures) {
  EXPECT_EQ(soil_constants(1, false), (SoilConstants{129, 232, .002, -6.54}));
  EXPECT_EQ(soil_constants(1, true), (SoilConstants{258, 463, .002, -6.54}));
  EXPECT_EQ(soil_constants(2, true), (SoilConstants{203, 506, .002, -5.48}));
  EXPECT_EQ(soil_constants(3, false), soil_constants(1, false));
  EXPECT_EQ(soil_constants(4, false), (SoilConstants{220, 393, .013, -6.57}));
  EXPECT_EQ(soil_constants(5, true), (SoilConstants{433, 647, .006, -9.47}));
  EXPECT_EQ(soil_constants(6, false), (SoilConstants{275, 363, .004, -13.8}));
  EXPECT_EQ(soil_constants(7, true), soil_constants(6, true));
  EXPECT_THROW((void)soil_constants(0, false), Error);
  EXPECT_THROW((void)soil_constants(8, true), Error);
  EXPECT_THROW(SoilBatch(9, BatchMask::Constant(true)), Error);
}

TEST(SoilBucket, RootingDepthIsEachPixelsOwn) {
  BatchMask woody = BatchMask::Constant(false);
  woody[40] = true;
  const SoilBatch soil(5, woody);
  for (int i = 0; i < batch_size; ++i) {
    EXPECT_EQ(soil.wilting_point_mm[i], i == 40 ? 433 : 270);
    EXPECT_EQ(soil.field_capacity_mm[i], i == 40 ? 647 : 405);
  }
}

TEST(SoilBucket, ThreeMonths) {
  Batch soil_water = grass5.wilting_point_mm;
  const std::array<std::array<double, 2>, 3> months{{{30, 60}, {120, 110}, {20, 90}}};
  for (std::size_t k = 0; k < months.size(); ++k) {
    const Batch supply = Batch::Constant(months[k][0]), potential = Batch::Constant(months[k][1]);
    const Batch actual = bucket_evapotranspiration(supply, potential, soil_water, grass5);
    soil_water = bucket_soil_water(supply, actual, soil_water, grass5);
    const Batch w = bucket_water_stress(actual, potential);
    const std::string step = "S5" + std::to_string(k + 1);
    for (const int lane : {0, 63}) {
      EXPECT_GOLDEN(step + "a", actual[lane]);
      EXPECT_GOLDEN(step + "b", soil_water[lane]);
      EXPECT_GOLDEN(step + "c", w[lane]);
    }
  }
}

TEST(SoilBucket, FullSoilRunsOff) {
  const Batch left =
      bucket_soil_water(Batch::Constant(300), Batch::Constant(50), Batch::Constant(400), grass5);
  EXPECT_TRUE((left == 405).all());
}

TEST(SoilBucket, MissingStaysMissingInEveryLane) {
  for (int lane = 0; lane < batch_size; ++lane) {
    Batch holed = Batch::Constant(300);
    holed[lane] = no_data;
    const Batch full = Batch::Constant(50);
    for (const Batch& result :
         {bucket_evapotranspiration(holed, full, full * 6, grass5),
          bucket_evapotranspiration(full, holed, full * 6, grass5),
          bucket_evapotranspiration(full * 2, full, holed, grass5),
          bucket_soil_water(holed, full, full * 6, grass5), bucket_soil_water(full, holed, full * 6, grass5),
          bucket_soil_water(full, full, holed, grass5)}) {
      for (int i = 0; i < batch_size; ++i) EXPECT_EQ(std::isnan(result[i]), i == lane);
    }
  }
}

/// The bucket of one pixel, month by month as its description says, without any of the batch code.
struct ScalarBucket {
  double wp, fc, alpha, beta;
  double soil, snow = 0;
  std::array<double, 12> w{};

  void pass(const std::array<double, 12>& t, const std::array<double, 12>& r,
            const std::array<double, 12>& pet) {
    for (std::size_t m = 0; m < 12; ++m) {
      double p = 0;
      if (t[m] < 0)
        snow += r[m];
      else
        p = r[m] + std::exchange(snow, 0.0);
      const double rdr = r[m] > pet[m] ? 1 : (1 + alpha) / (1 + alpha * std::pow(soil / fc, beta));
      const double eet = p >= pet[m] ? pet[m] : std::min(p + (pet[m] - p) * rdr, p + soil - wp);
      soil = std::min(soil + p - eet, fc);
      w[m] = pet[m] > 0 ? 0.5 + 0.5 * eet / pet[m] : no_data;
    }
  }
};

class BucketYear : public ::testing::Test {
 protected:
  using Year = std::array<double, 12>;

  struct Weather {
    Year t, r, pet;
  };

  Weather random_weather() {
    std::uniform_real_distribution<double> unit(0, 1);
    Weather weather{};
    const double wet = unit(random_) * 150, warm = -10 + unit(random_) * 30;
    for (std::size_t m = 0; m < 12; ++m) {
      weather.t[m] = warm - 15 * std::cos(static_cast<double>(m) * 0.5236) + unit(random_);
      weather.r[m] = unit(random_) * wet;
      weather.pet[m] = weather.t[m] > 0 ? 5 * weather.t[m] : 0;
    }
    return weather;
  }

  void put(int lane, const Weather& weather) {
    for (std::size_t m = 0; m < 12; ++m) {
      t_[m][lane] = weather.t[m];
      r_[m][lane] = weather.r[m];
      pet_[m][lane] = weather.pet[m];
    }
  }

  std::mt19937_64 random_{8};
  MonthlyBatch t_ = missing_months(), r_ = missing_months(), pet_ = missing_months(), w_;
};

TEST_F(BucketYear, SpinsUpEachPixelByItself) {
  std::array<ScalarBucket, batch_size> expected{};
  int longest = 0, shortest = 99;
  for (int lane = 0; lane < batch_size; ++lane) {
    const Weather weather = random_weather();
    put(lane, weather);
    ScalarBucket bucket{270, 405, .006, -9.47, 270};
    int passes = 0;
    for (double before = -1; passes < 10 && !(passes > 1 && std::abs(bucket.soil - before) < 0.01);
         ++passes) {
      before = bucket.soil;
      bucket.pass(weather.t, weather.r, weather.pet);
    }
    longest = std::max(longest, passes);
    shortest = std::min(shortest, passes);
    expected[static_cast<std::size_t>(lane)] = bucket;
  }
  const WaterState end = bucket_year(t_, r_, pet_, grass5, {}, w_);
  EXPECT_LT(shortest, longest) << "the weather must make pixels differ";
  for (int lane = 0; lane < batch_size; ++lane) {
    const auto& bucket = expected[static_cast<std::size_t>(lane)];
    EXPECT_NEAR(end.soil_water_mm[lane], bucket.soil, 1e-9) << lane;
    EXPECT_NEAR(end.snowpack_mm[lane], bucket.snow, 1e-9) << lane;
    for (std::size_t m = 0; m < 12; ++m) {
      if (!std::isnan(bucket.w[m])) {
        EXPECT_NEAR(w_[m][lane], bucket.w[m], 1e-9) << lane << " month " << m + 1;
      }
      EXPECT_TRUE(w_[m][lane] >= 0.5 && w_[m][lane] <= 1) << lane << " month " << m + 1;
    }
  }
}

TEST_F(BucketYear, DoesNotDependOnTheNeighbours) {
  const Weather weather = random_weather();
  for (int lane = 0; lane < batch_size; ++lane) put(lane, random_weather());
  put(20, weather);
  const WaterState mixed = bucket_year(t_, r_, pet_, grass5, {}, w_);
  MonthlyBatch alone;
  for (int lane = 0; lane < batch_size; ++lane) put(lane, weather);
  const WaterState same = bucket_year(t_, r_, pet_, grass5, {}, alone);
  EXPECT_EQ(mixed.soil_water_mm[20], same.soil_water_mm[63]);
  EXPECT_EQ(mixed.snowpack_mm[20], same.snowpack_mm[63]);
  for (std::size_t m = 0; m < 12; ++m) EXPECT_EQ(w_[m][20], alone[m][63]);
}

TEST_F(BucketYear, ContinuesFromTheYearBefore) {
  const Weather weather = random_weather();
  for (int lane = 0; lane < batch_size; ++lane) put(lane, weather);
  WaterState previous;
  previous.soil_water_mm.setConstant(333);
  previous.snowpack_mm.setConstant(21);
  previous.water_stress.setConstant(0.77);
  previous.soil_water_mm[1] = 9999;
  previous.soil_water_mm[2] = 1;
  ScalarBucket middle{270, 405, .006, -9.47, 333, 21}, full{270, 405, .006, -9.47, 405, 21},
      empty{270, 405, .006, -9.47, 270, 21};
  for (auto* bucket : {&middle, &full, &empty}) bucket->pass(weather.t, weather.r, weather.pet);
  const WaterState end = bucket_year(t_, r_, pet_, grass5, previous, w_);
  EXPECT_NEAR(end.soil_water_mm[0], middle.soil, 1e-9);
  EXPECT_NEAR(end.soil_water_mm[1], full.soil, 1e-9);
  EXPECT_NEAR(end.soil_water_mm[2], empty.soil, 1e-9);
  if (weather.pet[0] <= 0) {
    EXPECT_EQ(w_[0][0], 0.77);
  }
}

TEST_F(BucketYear, MissingWeatherEndsTheRecordOfItsPixelOnly) {
  for (int lane = 0; lane < batch_size; ++lane) put(lane, random_weather());
  for (int lane = 0; lane < batch_size; lane += 9) {
    MonthlyBatch r = r_;
    r[static_cast<std::size_t>(lane % 12)][lane] = no_data;
    const WaterState end = bucket_year(t_, r, pet_, grass5, {}, w_);
    for (int i = 0; i < batch_size; ++i) {
      EXPECT_EQ(std::isnan(end.soil_water_mm[i]), i == lane);
      EXPECT_EQ(std::isnan(w_[static_cast<std::size_t>(lane % 12)][i]), i == lane);
    }
  }
}

}  // namespace
}  // namespace minenpp::model
