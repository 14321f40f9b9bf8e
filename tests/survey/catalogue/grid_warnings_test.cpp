#include "survey/catalogue/grid_warnings.h"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

using ::testing::HasSubstr;

io::StudyGrid study(const std::string& crs, double west, double north, double pixel = 30, int edge = 100) {
  const auto system = io::Crs::from_text(crs);
  return {model::Grid(west, north, pixel, pixel, edge, edge, system.is_geographic()), system};
}

/// Web Mercator at the Pingshuo district, 39.5 N.
io::StudyGrid web_mercator() {
  return study("EPSG:3857", 12501000, 4793000);
}

TEST(MapScale, OfUtmIsNearlyOne) {
  const auto scale = map_scale(study("EPSG:32649", 600000, 4375000));
  EXPECT_NEAR(scale.least, 0.9996 + 0.5 * std::pow(100000 / 6.37e6, 2), 5e-5);
  EXPECT_NEAR(scale.largest, scale.least, 1e-5);
}

TEST(MapScale, OfWebMercatorGrowsWithLatitude) {
  const auto scale = map_scale(web_mercator());
  // 1/cos of the latitude on the sphere; on the ellipsoid a little less along meridians (Snyder 1987, 7-6).
  const double secant = 1 / std::cos(39.5 * std::numbers::pi / 180);
  EXPECT_NEAR(scale.least, secant, 0.01);
  EXPECT_NEAR(scale.largest, secant, 0.01);
  EXPECT_NEAR(scale.area, secant * secant, 0.02);
}

TEST(MapScale, OfAnEqualAreaMapKeepsAreas) {
  const auto scale = map_scale(study("EPSG:6933", 10800000, 5000000, 1000));
  EXPECT_GT(scale.largest, 1.05);
  EXPECT_LT(scale.least, 0.95);
  EXPECT_NEAR(scale.area, 1, 1e-3);
}

TEST(MapScale, CountsAcrossTheDateLine) {
  const auto scale = map_scale(study("EPSG:32660", 830000, 7500000, 30, 4000));
  EXPECT_NEAR(scale.least, 1, 0.01);
  EXPECT_NEAR(scale.largest, 1, 0.01);
}

TEST(UtmAt, IsTheZoneOfThePlace) {
  EXPECT_EQ(utm_at(112.3, 39.5), "EPSG:32649");
  EXPECT_EQ(utm_at(-70, -33), "EPSG:32719");
  EXPECT_EQ(utm_at(290, -33), "EPSG:32719");
  EXPECT_EQ(utm_at(180, 10), "EPSG:32601");
  EXPECT_EQ(utm_at(-180, 10), "EPSG:32601");
}

TEST(GridWarnings, NameWhatIsMeasuredOnAStretchedMapAndABetterOne) {
  Notices notices(true, "error");
  warn_about_scale(web_mercator(), notices);
  ASSERT_EQ(notices.warnings().size(), 1u);
  EXPECT_THAT(notices.warnings()[0],
              HasSubstr("are 1.29 to 1.30 times those on the ground, areas up to 1.68 times"));
  EXPECT_THAT(notices.warnings()[0], HasSubstr("EPSG:32649"));
  Notices none(true, "error");
  warn_about_scale(study("EPSG:32649", 600000, 4375000), none);
  warn_about_scale(study("EPSG:4326", 112, 40, 0.001), none);
  EXPECT_TRUE(none.warnings().empty());
}

}  // namespace
}  // namespace minenpp::survey
