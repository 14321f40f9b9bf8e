#include "model/casa/pixel_quality.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <tuple>
#include <utility>

#include <gtest/gtest.h>

#include "support/golden.h"

namespace minenpp::model {
namespace {

using enum QualityLayout;
using enum LandsatSensor;

PixelQuality mask_snow(QualityLayout layout, LandsatSensor sensor, std::int32_t value) {
  return read_quality(layout, sensor, SnowRule::mask, value);
}

PixelQuality keep_snow(QualityLayout layout, LandsatSensor sensor, std::int32_t value) {
  return read_quality(layout, sensor, SnowRule::keep, value);
}

bool is_usable(QualityLayout layout, LandsatSensor sensor, std::int32_t value) {
  return mask_snow(layout, sensor, value).usable;
}

bool is_fill(QualityLayout layout, LandsatSensor sensor, std::int32_t value) {
  const PixelQuality quality = mask_snow(layout, sensor, value);
  return quality.fill && !quality.usable && !quality.water;
}

std::int32_t bits(std::initializer_list<int> set) {
  std::int32_t value = 0;
  for (const int bit : set) value |= 1 << bit;
  return value;
}

std::string yes_no(bool yes) {
  return yes ? "true" : "false";
}

struct GoldenPixel {
  const char* id;
  std::int32_t value;
  LandsatSensor sensor;
};

TEST(PixelQuality, GoldenPixels) {
  for (const auto& pixel : {GoldenPixel{"N2a", 21824, oli},
                            {"N2b", 22280, oli},
                            {"N2c", 23888, oli},
                            {"N2d", 21952, oli},
                            {"N2e", 1, oli},
                            {"N2f", 54596, oli},
                            {"N2g", 5444, tm}})
    EXPECT_EQ(yes_no(is_usable(qa_pixel, pixel.sensor, pixel.value)), testing::golden(pixel.id).expected)
        << pixel.id;
  EXPECT_EQ(yes_no(mask_snow(qa_pixel, oli, 21952).water), testing::golden("N2h").expected);
}

TEST(PixelQuality, WithoutALayerEverythingIsUsable) {
  for (const std::int32_t value : {-1, 0, 1, 65535}) {
    const PixelQuality quality = mask_snow(none, tm, value);
    EXPECT_TRUE(quality.usable && !quality.fill && !quality.water && quality.penalty == 0);
  }
}

TEST(PixelQuality, QaPixelBitByBit) {
  EXPECT_TRUE(is_fill(qa_pixel, oli, bits({0})));
  for (const int bit : {1, 3, 4, 5})
    for (const auto sensor : {tm, etm, oli}) EXPECT_FALSE(is_usable(qa_pixel, sensor, bits({bit}))) << bit;
  EXPECT_FALSE(is_usable(qa_pixel, oli, bits({2})));
  EXPECT_TRUE(is_usable(qa_pixel, tm, bits({2})));
  EXPECT_TRUE(is_usable(qa_pixel, etm, bits({2})));
  for (const int bit : {6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    EXPECT_TRUE(is_usable(qa_pixel, oli, bits({bit}))) << bit;
  EXPECT_TRUE(is_usable(qa_pixel, oli, 0)) << "the clear bit is not asked";
}

TEST(PixelQuality, QaPixelPenaltySumsConfidencesAboveLow) {
  EXPECT_EQ(mask_snow(qa_pixel, oli, bits({8, 10, 12, 14})).penalty, 0);
  EXPECT_EQ(mask_snow(qa_pixel, oli, bits({9, 10, 15})).penalty, 2);
  EXPECT_EQ(mask_snow(qa_pixel, etm, bits({9, 10, 15})).penalty, 1);
  EXPECT_EQ(mask_snow(qa_pixel, oli, 0xFF00).penalty, 8);
}

TEST(PixelQuality, ClearPixelsOfAllSensorsAreEqual) {
  for (const auto& [layout, sensor, clear] : {std::tuple{qa_pixel, oli, 21824},
                                              {qa_pixel, etm, 5440},
                                              {qa_pixel, tm, 5440},
                                              {bqa_collection1, oli, 2720},
                                              {bqa_collection1, tm, 672},
                                              {bqa_precollection, oli, 20480},
                                              {espa_pixel_qa, oli, 322},
                                              {espa_pixel_qa, tm, 66},
                                              {fmask, tm, 0}}) {
    const auto quality = mask_snow(layout, sensor, clear);
    EXPECT_TRUE(quality.usable) << clear;
    EXPECT_EQ(quality.penalty, 0) << clear;
  }
}

TEST(PixelQuality, BqaOfCollection1) {
  EXPECT_TRUE(is_fill(bqa_collection1, oli, bits({0})));
  EXPECT_TRUE(is_usable(bqa_collection1, oli, 2720)) << "USGS's value of clear land";
  EXPECT_TRUE(is_usable(bqa_collection1, tm, 672)) << "USGS's value of clear land";
  EXPECT_FALSE(is_usable(bqa_collection1, oli, 2800)) << "USGS's value of cloud";
  for (const auto sensor : {tm, etm, oli}) {
    EXPECT_FALSE(is_usable(bqa_collection1, sensor, bits({1})));
    EXPECT_FALSE(is_usable(bqa_collection1, sensor, bits({4})));
    EXPECT_FALSE(is_usable(bqa_collection1, sensor, bits({7, 8})));
    EXPECT_FALSE(is_usable(bqa_collection1, sensor, bits({9, 10})));
    for (const int bit : {2, 3, 5, 6, 7, 8, 9, 10, 11, 12})
      EXPECT_TRUE(is_usable(bqa_collection1, sensor, bits({bit}))) << bit;
  }
  EXPECT_FALSE(is_usable(bqa_collection1, oli, bits({11, 12})));
  EXPECT_TRUE(is_usable(bqa_collection1, tm, bits({11, 12})));
  EXPECT_EQ(mask_snow(bqa_collection1, oli, bits({6, 8, 9})).penalty, 2);
  EXPECT_FALSE(mask_snow(bqa_collection1, oli, 0x1FFE).water);
}

TEST(PixelQuality, BqaBeforeCollections) {
  EXPECT_TRUE(is_fill(bqa_precollection, oli, bits({0})));
  EXPECT_TRUE(is_usable(bqa_precollection, oli, 20480)) << "USGS's value of clear land";
  EXPECT_FALSE(is_usable(bqa_precollection, oli, 53248)) << "USGS's value of cloud";
  EXPECT_FALSE(is_usable(bqa_precollection, oli, 28672)) << "USGS's value of cirrus";
  EXPECT_EQ(is_usable(bqa_precollection, oli, 53248 - 65536), is_usable(bqa_precollection, oli, 53248));
  for (const int bit : {1, 2}) EXPECT_FALSE(is_usable(bqa_precollection, oli, bits({bit}))) << bit;
  for (const int low : {10, 12, 14}) {
    EXPECT_FALSE(is_usable(bqa_precollection, oli, bits({low, low + 1}))) << low;
    EXPECT_TRUE(is_usable(bqa_precollection, oli, bits({low}))) << low;
    EXPECT_TRUE(is_usable(bqa_precollection, oli, bits({low + 1}))) << low;
  }
  EXPECT_TRUE(mask_snow(bqa_precollection, oli, bits({4, 5})).water);
  EXPECT_TRUE(mask_snow(bqa_precollection, oli, bits({4, 5})).usable);
  EXPECT_FALSE(mask_snow(bqa_precollection, oli, bits({5})).water);
  EXPECT_EQ(mask_snow(bqa_precollection, oli, bits({10, 13, 15})).penalty, 2);
}

TEST(PixelQuality, PixelQaOfEspa) {
  EXPECT_TRUE(is_fill(espa_pixel_qa, tm, 1));
  for (const std::int32_t clear : {66, 130}) EXPECT_TRUE(is_usable(espa_pixel_qa, tm, clear)) << clear;
  for (const std::int32_t bad : {72, 80, 96, 112, 136, 144, 160, 176, 224})
    EXPECT_FALSE(is_usable(espa_pixel_qa, tm, bad)) << bad;
  for (const std::int32_t clear : {322, 386}) EXPECT_TRUE(is_usable(espa_pixel_qa, oli, clear)) << clear;
  for (const std::int32_t cirrus : {834, 898}) EXPECT_FALSE(is_usable(espa_pixel_qa, oli, cirrus)) << cirrus;
  EXPECT_FALSE(is_usable(espa_pixel_qa, oli, 1346)) << "hidden by terrain";
  EXPECT_TRUE(is_usable(espa_pixel_qa, tm, bits({8, 9, 10}))) << "bits of OLI";
  EXPECT_TRUE(mask_snow(espa_pixel_qa, tm, 68).usable && mask_snow(espa_pixel_qa, tm, 68).water);
  EXPECT_EQ(mask_snow(espa_pixel_qa, oli, bits({1, 7, 9})).penalty, 2);
  EXPECT_EQ(mask_snow(espa_pixel_qa, tm, bits({1, 7, 9})).penalty, 1);
}

TEST(PixelQuality, FmaskClasses) {
  EXPECT_TRUE(is_usable(fmask, oli, 0));
  EXPECT_TRUE(is_usable(fmask, oli, 1) && mask_snow(fmask, oli, 1).water);
  for (const std::int32_t hidden : {2, 3, 4, 5, -1, 254}) {
    EXPECT_FALSE(is_usable(fmask, oli, hidden)) << hidden;
    EXPECT_FALSE(is_fill(fmask, oli, hidden)) << hidden;
  }
  EXPECT_TRUE(is_fill(fmask, oli, 255));
}

TEST(PixelQuality, Mod13Reliability) {
  EXPECT_TRUE(is_fill(modis_reliability, oli, -1));
  EXPECT_TRUE(is_fill(modis_reliability, oli, 255));
  for (const std::int32_t usable : {0, 1}) {
    EXPECT_TRUE(is_usable(modis_reliability, oli, usable));
    EXPECT_EQ(mask_snow(modis_reliability, oli, usable).penalty, usable);
  }
  for (const std::int32_t bad : {2, 3, 4, 100}) EXPECT_FALSE(is_usable(modis_reliability, oli, bad)) << bad;
}

TEST(PixelQuality, Mod13ViQuality) {
  const std::int32_t land = bits({11});
  EXPECT_TRUE(is_fill(modis_vi_quality, oli, 65535));
  EXPECT_TRUE(is_fill(modis_vi_quality, oli, -1)) << "65535 read with a sign";
  EXPECT_TRUE(is_usable(modis_vi_quality, oli, land));
  EXPECT_TRUE(is_usable(modis_vi_quality, oli, land | 1));
  EXPECT_FALSE(is_usable(modis_vi_quality, oli, land | 2));
  EXPECT_FALSE(is_usable(modis_vi_quality, oli, land | 3));
  for (const int bit : {8, 10, 14, 15})
    EXPECT_FALSE(is_usable(modis_vi_quality, oli, land | bits({bit}))) << bit;
  for (const int bit : {6, 7, 9}) EXPECT_TRUE(is_usable(modis_vi_quality, oli, land | bits({bit}))) << bit;
}

TEST(PixelQuality, Mod13Usefulness) {
  for (std::int32_t usefulness = 0; usefulness < 16; ++usefulness) {
    const PixelQuality quality = mask_snow(modis_vi_quality, oli, bits({11}) | usefulness << 2);
    EXPECT_EQ(quality.penalty, usefulness);
    EXPECT_EQ(quality.usable, usefulness < 13) << usefulness;
  }
}

TEST(PixelQuality, Mod13LandAndWater) {
  for (std::int32_t code = 0; code < 8; ++code) {
    const bool land = code == 1 || code == 2 || code == 4;
    const PixelQuality quality = mask_snow(modis_vi_quality, oli, code << 11);
    EXPECT_EQ(quality.water, !land) << code;
    EXPECT_TRUE(quality.usable) << code;
  }
}

struct SnowPixel {
  QualityLayout layout;
  std::int32_t snow;    ///< snow and nothing else
  std::int32_t hidden;  ///< snow and something that hides the ground
};

TEST(PixelQuality, SnowCanBeKept) {
  for (const auto& [layout, snow, hidden] : {SnowPixel{qa_pixel, bits({5, 12, 13}), bits({5, 3})},
                                             {bqa_collection1, bits({9, 10}), bits({9, 10, 4})},
                                             {bqa_precollection, bits({10, 11}), bits({10, 11, 14, 15})},
                                             {espa_pixel_qa, bits({4}), bits({4, 3})},
                                             {fmask, 3, 2},
                                             {modis_reliability, 2, 3},
                                             {modis_vi_quality, bits({11, 14}), bits({11, 14, 15})}}) {
    const int number = static_cast<int>(layout);
    EXPECT_FALSE(mask_snow(layout, oli, snow).usable) << number;
    EXPECT_TRUE(keep_snow(layout, oli, snow).usable) << number;
    EXPECT_FALSE(keep_snow(layout, oli, hidden).usable) << number;
  }
}

TEST(PixelQuality, KeptSnowComesAfterClearGround) {
  for (const auto& [layout, snow] : {std::pair{qa_pixel, bits({5, 12, 13})},
                                     {bqa_collection1, bits({9, 10})},
                                     {espa_pixel_qa, bits({4})},
                                     {fmask, 3},
                                     {modis_reliability, 2}})
    EXPECT_GT(keep_snow(layout, oli, snow).penalty, keep_snow(layout, oli, 0).penalty);
}

TEST(Saturation, BandsOfTheSensorsOwnCount) {
  using enum NdviBand;
  EXPECT_EQ(band_number(tm, red), 3);
  EXPECT_EQ(band_number(etm, nir), 4);
  EXPECT_EQ(band_number(oli, red), 4);
  EXPECT_EQ(band_number(oli, nir), 5);
}

void expect_saturated_bits(SaturationLayout layout, LandsatSensor sensor,
                           std::initializer_list<int> saturated) {
  for (int bit = 0; bit < 16; ++bit) {
    const bool expected = std::find(saturated.begin(), saturated.end(), bit) != saturated.end();
    EXPECT_EQ(is_saturated(layout, sensor, bits({bit})), expected) << bit;
  }
  EXPECT_FALSE(is_saturated(layout, sensor, 0));
}

TEST(Saturation, OnlyRedNirAndLostPixelsCount) {
  expect_saturated_bits(SaturationLayout::qa_radsat, tm, {2, 3, 9});
  expect_saturated_bits(SaturationLayout::qa_radsat, etm, {2, 3, 9});
  expect_saturated_bits(SaturationLayout::qa_radsat, oli, {3, 4, 11});
  expect_saturated_bits(SaturationLayout::espa_radsat_qa, tm, {3, 4});
  expect_saturated_bits(SaturationLayout::espa_radsat_qa, oli, {4, 5});
  expect_saturated_bits(SaturationLayout::none, oli, {});
}

}  // namespace
}  // namespace minenpp::model
