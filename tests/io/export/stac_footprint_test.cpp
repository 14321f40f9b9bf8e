#include "io/export/stac_footprint.h"

#include <gtest/gtest.h>

namespace minenpp::io {
namespace {

using nlohmann::json;

/// The item of a box whose longitudes count as given, with a point in the middle of its south and north.
json item_of(double west, double middle, double east) {
  json item;
  add_footprint(item, {west, middle, east, east, middle, west, west}, {10, 10, 10, 20, 20, 20, 10});
  return item;
}

json item_of(double west, double east) {
  return item_of(west, (west + east) / 2, east);
}

/// A ring of the test's latitudes.
json ring(const std::vector<double>& south, const std::vector<double>& north) {
  auto points = json::array();
  for (const double lon : south) points.push_back({lon, 10});
  for (const double lon : north) points.push_back({lon, 20});
  points.push_back(points.front());
  return json::array({points});
}

TEST(StacFootprint, CountsLongitudesTo180) {
  for (const double turn : {0.0, 360.0, -360.0}) {
    const auto item = item_of(-100 + turn, -90 + turn);
    EXPECT_EQ(item["bbox"], json({-100, 10, -90, 20}));
    EXPECT_EQ(item["geometry"]["type"], "Polygon");
    EXPECT_EQ(item["geometry"]["coordinates"], ring({-100, -95, -90}, {-90, -95, -100}));
  }
}

TEST(StacFootprint, IsCutAt180Degrees) {
  // As a grid in degrees counts on, and as a projection tells each point by itself.
  for (const auto& item :
       {item_of(170, 190), item_of(-190, -170), item_of(170, 180, -170), item_of(170, -180, -170)}) {
    EXPECT_EQ(item["bbox"], json({170, 10, -170, 20}));
    EXPECT_EQ(item["geometry"]["type"], "MultiPolygon");
    EXPECT_EQ(item["geometry"]["coordinates"][0], ring({170, 180}, {180, 170}));
    EXPECT_EQ(item["geometry"]["coordinates"][1], ring({-180, -170}, {-170, -180}));
  }
  const auto item = item_of(176, 178, -176);
  EXPECT_EQ(item["geometry"]["coordinates"][0], ring({176, 178, 180}, {180, 178, 176}));
  EXPECT_EQ(item["geometry"]["coordinates"][1], ring({-180, -176}, {-176, -180}));
}

TEST(StacFootprint, TouchingOrAroundTheEarthIsNoCut) {
  EXPECT_EQ(item_of(170, 180)["bbox"], json({170, 10, 180, 20}));
  EXPECT_EQ(item_of(180, 190)["bbox"], json({-180, 10, -170, 20}));
  EXPECT_EQ(item_of(-180, 0, 180)["bbox"], json({-180, 10, 180, 20}));
  EXPECT_EQ(item_of(0, 360)["bbox"], json({-180, 10, 180, 20}));
}

TEST(StacFootprint, BoxAroundBoxes) {
  using Box = std::vector<double>;
  EXPECT_EQ(box_around({{1, 2, 3, 4}, {-5, 3, 2, 6}}), (Box{-5, 2, 3, 6}));
  EXPECT_EQ(box_around({{179, 0, -178, 1}, {-179, 0, -177, 2}, {175, 0, 178, 1}}), (Box{175, 0, -177, 2}));
  EXPECT_EQ(box_around({{179, 0, -178, 1}, {-180, 0, 180, 1}}), (Box{-180, 0, 180, 1}));
  EXPECT_TRUE(box_around({}).empty());
}

}  // namespace
}  // namespace minenpp::io
