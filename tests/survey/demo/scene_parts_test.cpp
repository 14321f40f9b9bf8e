#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/casa/pixel_quality.h"
#include "model/casa/reflectance.h"
#include "survey/demo/scene_clouds.h"
#include "survey/demo/scene_gaps.h"
#include "survey/demo/scene_numbers.h"
#include "survey/demo/scene_quality.h"

namespace minenpp::survey {
namespace {

using model::LandsatSensor;

constexpr LandsatSensor sensors[] = {LandsatSensor::tm, LandsatSensor::etm, LandsatSensor::oli};

// What a survey reads from the two numbers.
double read_back(LandsatSensor sensor, const StoredPair& pair) {
  model::NdviCalibration calibration;
  calibration.red = calibration.nir = model::collection2_surface();
  if (sensor != LandsatSensor::oli) calibration.harmonisation = model::Harmonisation::ndvi_surface;
  return model::ndvi_of(calibration, pair.red, pair.nir);
}

TEST(SceneNumbers, NdviComesBackWithin1e4) {
  double worst = 0;
  for (const LandsatSensor sensor : sensors) {
    for (int land = 1; land <= land_code_count; ++land) {
      for (const double brightness : {0.98, 0.991, 1.0, 1.017, 1.04}) {
        const double total = brightness * total_reflectance(static_cast<LandCode>(land));
        EXPECT_TRUE(total >= 0.35 && total <= 0.52);
        for (int code = -3500; code <= 9000; ++code) {
          const StoredPair pair = stored_ndvi(sensor, code / 1e4, total);
          worst = std::max(worst, std::abs(read_back(sensor, pair) - code / 1e4));
        }
      }
    }
  }
  RecordProperty("worst", std::to_string(worst));
  EXPECT_LT(worst, 5e-5);
  EXPECT_GT(worst, 1e-6);
}

TEST(SceneNumbers, WhatHidesTheGroundIsValidAndUnlikeIt) {
  for (const LandsatSensor sensor : sensors) {
    EXPECT_NEAR(read_back(sensor, stored_cloud(sensor, 12345)), 0.02, 1e-4);
    EXPECT_GT(stored_cloud(sensor, 12345).red, 25000);
    // No class reaches 0.84 but for sensor noise of at most 0.035.
    EXPECT_GT(read_back(sensor, stored_shadow(sensor)), 0.9);
    EXPECT_GT(read_back(sensor, stored_haze(sensor)), 0.9);
  }
}

TEST(SceneQuality, CodesAreThoseOfUsgs) {
  const auto oli = [](int cover, bool water = false) {
    return quality_code(LandsatSensor::oli, static_cast<std::uint8_t>(cover), water);
  };
  EXPECT_EQ(oli(0), 21824);
  EXPECT_EQ(oli(0, true), 21952);
  EXPECT_EQ(oli(cloud_bit), 22280);
  EXPECT_EQ(oli(dilated_bit), 21762);
  EXPECT_EQ(oli(shadow_bit), 23888);
  EXPECT_EQ(oli(dilated_bit | shadow_bit), 23826);
  EXPECT_EQ(oli(cirrus_bit), 54596);
  EXPECT_EQ(oli(cloud_bit | cirrus_bit), 55052);
  for (const LandsatSensor sensor : {LandsatSensor::tm, LandsatSensor::etm}) {
    EXPECT_EQ(quality_code(sensor, 0, false), 5440);
    EXPECT_EQ(quality_code(sensor, 0, true), 5504);
    EXPECT_EQ(quality_code(sensor, cloud_bit, true), 5896);
    EXPECT_EQ(quality_code(sensor, dilated_bit, false), 5442);
    EXPECT_EQ(quality_code(sensor, shadow_bit, false), 7440);
  }
}

TEST(SceneQuality, ReadBackOnlyClearPixelsAreUsable) {
  for (const LandsatSensor sensor : sensors) {
    for (int cover = 0; cover < (sensor == LandsatSensor::oli ? 16 : 8); ++cover) {
      for (const bool water : {false, true}) {
        const std::uint16_t code = quality_code(sensor, static_cast<std::uint8_t>(cover), water);
        const model::PixelQuality quality =
            model::read_quality(model::QualityLayout::qa_pixel, sensor, model::SnowRule::mask, code);
        EXPECT_EQ(quality.usable, cover == 0) << code;
        EXPECT_EQ(quality.water, water && (cover & cloud_bit) == 0) << code;
        EXPECT_FALSE(quality.fill) << code;
      }
    }
    for (const Defect defect : {Defect::none, Defect::red_saturated, Defect::nir_saturated,
                                Defect::other_band_saturated, Defect::lost}) {
      const bool harmless = defect == Defect::none || defect == Defect::other_band_saturated;
      EXPECT_EQ(
          model::is_saturated(model::SaturationLayout::qa_radsat, sensor, saturation_code(sensor, defect)),
          !harmless);
    }
  }
}

double share_of_gaps(const ScanGaps& gaps, std::int64_t rows, std::int64_t cols) {
  std::int64_t pixels = 0;
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t col = 0; col < cols; ++col) pixels += gaps.holds(row, col) ? 1 : 0;
  }
  return static_cast<double>(pixels) / static_cast<double>(rows * cols);
}

TEST(ScanGaps, ShareOfAnImageIsAbout22Percent) {
  for (const double phase : {0.0, 0.3, 0.77}) {
    EXPECT_NEAR(share_of_gaps(ScanGaps(916, 816, phase), 916, 816), 0.22, 0.02);
    EXPECT_NEAR(share_of_gaps(ScanGaps(1736, 1536, phase), 1736, 1536), 0.22, 0.02);
    EXPECT_NEAR(share_of_gaps(ScanGaps(850, 490, phase), 850, 490), 0.22, 0.02);
  }
}

TEST(ScanGaps, WidenFromTheCentreLineAndRepeat) {
  const ScanGaps gaps(900, 800, 0.4);
  const auto in_column = [&](std::int64_t col) {
    std::int64_t pixels = 0;
    for (std::int64_t row = 400; row < 499; ++row) pixels += gaps.holds(row, col) ? 1 : 0;
    return pixels;
  };
  EXPECT_EQ(in_column(400), 0);
  EXPECT_GT(in_column(200), 10);
  EXPECT_GT(in_column(10), in_column(200));
  EXPECT_GT(in_column(790), in_column(600));
  // A period further down the tilt has moved the centre line by four pixels, no more than a wedge is thin.
  std::int64_t different = 0;
  for (std::int64_t row = 0; row < 800; ++row)
    different += gaps.holds(row, 30) != gaps.holds(row + 33, 30) ? 1 : 0;
  EXPECT_LT(different, 40);
}

TEST(SceneClouds, CoverTheShareAskedFor) {
  for (const double share : {0.0, 0.1, 0.45, 1.0}) {
    const std::vector<std::uint8_t> cover = cloud_cover(7, 300, 400, share, false);
    const auto clouds =
        std::ranges::count_if(cover, [](std::uint8_t bits) { return (bits & cloud_bit) != 0; });
    EXPECT_NEAR(static_cast<double>(clouds) / 120000, share, 1e-4);
    EXPECT_THAT(cover, ::testing::Each(::testing::Lt(cirrus_bit)));
  }
  const std::vector<std::uint8_t> overcast = cloud_cover(7, 300, 400, 1, false);
  EXPECT_THAT(overcast, ::testing::Each(::testing::Eq(cloud_bit)));
  EXPECT_NE(cloud_cover(7, 300, 400, 0.2, true), cloud_cover(8, 300, 400, 0.2, true));
}

TEST(SceneClouds, HaveARimAndAShadowToTheNorthWest) {
  constexpr std::int64_t rows = 300, cols = 400;
  const std::vector<std::uint8_t> cover = cloud_cover(3, rows, cols, 0.2, true);
  const auto at = [&](std::int64_t row, std::int64_t col) {
    return cover[static_cast<std::size_t>(row * cols + col)];
  };
  std::int64_t rims = 0, shadows = 0;
  for (std::int64_t row = 3; row < rows - 14; ++row) {
    for (std::int64_t col = 3; col < cols - 11; ++col) {
      if ((at(row, col) & cloud_bit) != 0) {
        EXPECT_EQ(at(row, col) & (dilated_bit | shadow_bit), 0);
        continue;
      }
      bool near = false;
      for (std::int64_t r = row - 3; r <= row + 3; ++r)
        for (std::int64_t c = col - 3; c <= col + 3; ++c) near = near || (at(r, c) & cloud_bit) != 0;
      EXPECT_EQ((at(row, col) & dilated_bit) != 0, near);
      EXPECT_EQ((at(row, col) & shadow_bit) != 0, (at(row + 14, col + 11) & cloud_bit) != 0);
      rims += near ? 1 : 0;
      shadows += (at(row, col) & shadow_bit) != 0 ? 1 : 0;
    }
  }
  EXPECT_GT(rims, 100);
  EXPECT_GT(shadows, 100);
}

}  // namespace
}  // namespace minenpp::survey
