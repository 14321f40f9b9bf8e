#include "io/scenes/product_name.h"

#include <gtest/gtest.h>

#include "io/scenes/scene_text.h"

namespace minenpp::io {
namespace {

using model::LandsatSensor;

TEST(SceneProductName, Collection2) {
  const auto name = landsat_name("LC08_L2SP_008059_20191201_20200825_02_T1");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->platform.sensor, SceneSensor::landsat8);
  EXPECT_EQ(name->platform.landsat, LandsatSensor::oli);
  EXPECT_EQ(name->product, LandsatProduct::collection2_surface);
  EXPECT_EQ(name->path, 8);
  EXPECT_EQ(name->row, 59);
  EXPECT_EQ(name->date, (Date{2019, 12, 1}));
  EXPECT_EQ(name->processed, "20200825");
}

TEST(SceneProductName, CapitalsDoNotMatter) {
  const auto name = landsat_name("le07_l1gt_023028_20110907_20200909_02_t2");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->id, "LE07_L1GT_023028_20110907_20200909_02_T2");
  EXPECT_EQ(name->platform.landsat, LandsatSensor::etm);
  EXPECT_EQ(name->product, LandsatProduct::collection2_level1);
}

TEST(SceneProductName, Collection1AndBefore) {
  const auto first = landsat_name("LT05_L1TP_014034_19840101_20160901_01_T1");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->product, LandsatProduct::collection1_level1);
  EXPECT_EQ(first->platform.landsat, LandsatSensor::tm);
  const auto before = landsat_name("LT52240631988227CUB02");
  ASSERT_TRUE(before);
  EXPECT_EQ(before->product, LandsatProduct::precollection_level1);
  EXPECT_EQ(before->platform.sensor, SceneSensor::landsat5);
  EXPECT_EQ(before->path, 224);
  EXPECT_EQ(before->row, 63);
  EXPECT_EQ(before->date, (Date{1988, 8, 14}));
  EXPECT_EQ(before->processed, "02");
}

TEST(SceneProductName, EverySatellite) {
  const std::pair<const char*, SceneSensor> known[] = {
      {"LT04", SceneSensor::landsat4}, {"LT05", SceneSensor::landsat5}, {"LE07", SceneSensor::landsat7},
      {"LC08", SceneSensor::landsat8}, {"LO08", SceneSensor::landsat8}, {"LC09", SceneSensor::landsat9},
      {"LO09", SceneSensor::landsat9}};
  for (const auto& [letters, sensor] : known) {
    const auto name = landsat_name(std::string(letters) + "_L2SR_008059_20191201_20200825_02_T1");
    ASSERT_TRUE(name) << letters;
    EXPECT_EQ(name->platform.sensor, sensor) << letters;
  }
}

TEST(SceneProductName, RefusesWhatIsNone) {
  for (const char* text :
       {"", "LC08", "LT08_L1TP_008059_20191201_20200825_02_T1",  // TIRS alone
        "LM05_L1TP_008059_19891201_20200825_02_T1",              // MSS
        "LC06_L2SP_008059_20191201_20200825_02_T1", "LC08_L2SP_008059_20191301_20200825_02_T1",
        "LC08_L2SP_008059_20190229_20200825_02_T1", "LC08_L2SP_008059_20191201_20200825_03_T1",
        "LC08_L2SP_008059_20191201_20200825_02_T9", "LC08_L2SP_00805_20191201_20200825_02_T1",
        "LC08_L2SP_008059_20191201_20200825_02_T1_X", "LT52240631987366CUB02", "LT52240631988227CUBXX",
        "LT5224063198822-CUB02"})
    EXPECT_FALSE(landsat_name(text)) << text;
}

TEST(SceneProductName, PlatformsAsTheyAreWritten) {
  for (const char* text : {"LANDSAT_8", "landsat-8", "Landsat 8", "landsat8"}) {
    const auto platform = landsat_platform(text);
    ASSERT_TRUE(platform) << text;
    EXPECT_EQ(platform->sensor, SceneSensor::landsat8) << text;
  }
  for (const char* text : {"", "landsat", "landsat-6", "sentinel-2a", "landsat-89"})
    EXPECT_FALSE(landsat_platform(text)) << text;
}

TEST(SceneDates, KnowTheCalendar) {
  EXPECT_EQ(date_from("2016-02-29T12:00:00Z"), (Date{2016, 2, 29}));
  EXPECT_EQ(date_from_digits("20160229"), (Date{2016, 2, 29}));
  EXPECT_EQ(date_from_year_day("2016366"), (Date{2016, 12, 31}));
  EXPECT_EQ(date_from_year_day("2015060"), (Date{2015, 3, 1}));
  for (const char* text : {"2015-02-29", "2016-2-29", "2016-02-29x", "2016/02/29", "", "NaN", "0000-01-01"})
    EXPECT_FALSE(date_from(text)) << text;
  for (const char* text : {"2015366", "2015000", "201506", "20150601"})
    EXPECT_FALSE(date_from_year_day(text)) << text;
  EXPECT_EQ(text_of(Date{1988, 8, 14}), "1988-08-14");
  EXPECT_EQ(day_of_year(Date{1988, 8, 14}), 227);
}

TEST(SceneSensors, HaveNames) {
  EXPECT_EQ(name_of(SceneSensor::landsat8), "Landsat 8");
  EXPECT_EQ(name_of(SceneSensor::terra_modis), "Terra MODIS");
}

}  // namespace
}  // namespace minenpp::io
