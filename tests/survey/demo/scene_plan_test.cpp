#include "survey/demo/scene_plan.h"

#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey/demo/demo_layout.h"

namespace minenpp::survey {
namespace {

using model::LandsatSensor;
using ::testing::Contains;
using ::testing::ElementsAre;

TEST(ScenePlan, OverpassesAreThoseOfRealProducts) {
  // LC08_L2SP_017036_20130419, LC82320832016040 and LE70230282011250.
  EXPECT_THAT(overpass_days(LandsatSensor::oli, 17, 2013, 4), Contains(19U));
  EXPECT_THAT(overpass_days(LandsatSensor::oli, 232, 2016, 2), Contains(9U));
  EXPECT_THAT(overpass_days(LandsatSensor::etm, 23, 2011, 9), Contains(7U));
  EXPECT_THAT(overpass_days(LandsatSensor::oli, 126, 2016, 8), ElementsAre(13, 29));
  EXPECT_THAT(overpass_days(LandsatSensor::tm, 126, 2006, 2), ElementsAre(7, 23));
}

std::map<int, int> scenes_by_month(const std::vector<DemoScene>& plan, int year) {
  std::map<int, int> count;
  for (const DemoScene& scene : plan) {
    if (scene.year == year) ++count[scene.month()];
  }
  return count;
}

TEST(ScenePlan, AugustIsSeenFromBothPathsByTheSatellitesOfTheYear) {
  const std::vector<DemoScene> plan = scene_plan(false);
  std::set<std::tuple<int, int, LandsatSensor>> seen;
  for (const DemoScene& scene : plan) {
    EXPECT_EQ(scene.month(), 8);
    EXPECT_EQ(static_cast<int>(scene.date.year()), demo_years[scene.year]);
    seen.emplace(scene.year, scene.path, scene.sensor);
  }
  for (const int path : {demo_home_path, demo_east_path}) {
    for (const int year : {0, 1}) {
      EXPECT_TRUE(seen.contains({year, path, LandsatSensor::tm}));
      EXPECT_TRUE(seen.contains({year, path, LandsatSensor::etm}));
      EXPECT_FALSE(seen.contains({year, path, LandsatSensor::oli}));
    }
    for (const int year : {2, 3}) EXPECT_TRUE(seen.contains({year, path, LandsatSensor::oli}));
  }
  EXPECT_EQ(seen.size(), 12U);
  EXPECT_EQ(std::ranges::count(plan, 1.0, &DemoScene::cloud_share), 1);
}

TEST(ScenePlan, AllMonthsHaveScenesAndTheSameAugust) {
  const std::vector<DemoScene> plan = scene_plan(true), august = scene_plan(false);
  std::set<std::string> ids;
  for (const DemoScene& scene : plan) ids.insert(product_id(scene));
  EXPECT_EQ(ids.size(), plan.size());
  for (const DemoScene& scene : august) EXPECT_TRUE(ids.contains(product_id(scene)));
  for (int year = 0; year < demo_year_count; ++year) EXPECT_EQ(scenes_by_month(plan, year).size(), 12U);
  EXPECT_EQ(scenes_by_month(plan, 1)[2], 1);
  const auto february = std::ranges::find_if(
      plan, [](const DemoScene& scene) { return scene.year == 1 && scene.month() == 2; });
  EXPECT_EQ(february->cloud_share, 1);
}

TEST(ScenePlan, IdsAreThoseOfCollection2) {
  const DemoScene first = scene_plan(false).front();
  EXPECT_EQ(product_id(first), "LT05_L2SP_126033_20060802_20200820_02_T1");
  EXPECT_EQ(product_id(first, "L1TP"), "LT05_L1TP_126033_20060802_20200820_02_T1");
  EXPECT_EQ(first.day_of_year(), 214);
  EXPECT_EQ(product_id(scene_plan(false).back()), "LC08_L2SP_126033_20200824_20200909_02_T1");
}

}  // namespace
}  // namespace minenpp::survey
