#include "io/gdal/crs.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <unistd.h>

#include "model/error.h"
#include "support/golden.h"

namespace minenpp::io {
namespace {

using model::Error;
using ::testing::HasSubstr;

struct Place {
  const char* id;
  double lat, lon;
};

class Utm49 : public ::testing::TestWithParam<Place> {};

TEST_P(Utm49, MatchesTheGoldenCoordinates) {
  const auto [id, lat, lon] = GetParam();
  std::vector<double> x{lon}, y{lat};
  EXPECT_EQ(CrsTransform(Crs::wgs84(), Crs::from_text("EPSG:32649"))(x, y), 0U);
  const std::string name = id;
  const auto dot = name.find('.');
  EXPECT_GOLDEN(name.substr(0, dot) + ".x" + name.substr(dot + 1), x[0]);
  EXPECT_GOLDEN(name.substr(0, dot) + ".y" + name.substr(dot + 1), y[0]);
}

INSTANTIATE_TEST_SUITE_P(Golden, Utm49,
                         ::testing::Values(Place{"K1.1", 39.24, 112.11}, Place{"K1.2", 39.36, 112.13},
                                           Place{"K1.3", 39.30, 112.19}, Place{"K1.4", 39.25, 112.28},
                                           Place{"K1.5", 39.35, 112.27}, Place{"K1.6", 39.31, 112.24},
                                           Place{"K1.0", 39.29, 112.22}, Place{"K2.1", 39.33, 112.43},
                                           Place{"K2.2", 39.52, 112.29}, Place{"K2.3", 39.50, 112.82},
                                           Place{"K2.4", 39.55, 113.18}, Place{"K2.5", 40.00, 112.45},
                                           Place{"K2.6", 39.83, 113.10}, Place{"K2.0", 39.50, 112.33}));

TEST(Crs, ReadsCodesWktAndProjStrings) {
  const auto code = Crs::from_text("EPSG:32649");
  EXPECT_EQ(code.name(), "WGS 84 / UTM zone 49N");
  EXPECT_EQ(code.code(), "EPSG:32649");
  EXPECT_TRUE(code.is_projected());
  EXPECT_FALSE(code.is_geographic());
  EXPECT_DOUBLE_EQ(code.unit(), 1);
  EXPECT_TRUE(code.same_as(Crs::from_text(code.wkt())));
  EXPECT_THAT(code.wkt(), HasSubstr("PROJCRS["));
  const auto proj =
      Crs::from_text("+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=23 +lon_0=-96 +datum=WGS84 +units=m");
  EXPECT_TRUE(proj.is_projected());
  EXPECT_FALSE(proj.same_as(code));
  EXPECT_DOUBLE_EQ(Crs::from_text("EPSG:2225").unit(), 1200.0 / 3937.0);
}

TEST(Crs, ReadsAFile) {
  const auto path =
      std::filesystem::temp_directory_path() / ("minenpp_crs_" + std::to_string(::getpid()) + ".prj");
  std::ofstream(path) << "  " << Crs::from_text("EPSG:32618").wkt() << "\n";
  const auto crs = Crs::from_text(path.string());
  std::filesystem::remove(path);
  EXPECT_TRUE(crs.same_as(Crs::from_text("EPSG:32618")));
}

TEST(Crs, RefusesOtherText) {
  for (const char* text : {"", "EPSG:999999", "utm forty-nine"})
    EXPECT_THROW(Crs::from_text(text), Error) << text;
  try {
    static_cast<void>(Crs::from_text("EPSG:999999"));
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::usage);
    EXPECT_THAT(error.what(), HasSubstr("EPSG:999999"));
  }
}

TEST(Crs, DropsTheVerticalPart) {
  const auto compound = Crs::from_text("EPSG:32649+5773");
  EXPECT_TRUE(compound.same_as(Crs::from_text("EPSG:32649")));
  EXPECT_TRUE(Crs::from_text("EPSG:4979").is_geographic());
}

TEST(Crs, EmptyIsNoCrs) {
  const Crs none;
  EXPECT_TRUE(none.empty());
  EXPECT_TRUE(none.same_as(Crs()));
  EXPECT_FALSE(none.same_as(Crs::wgs84()));
  EXPECT_THROW(static_cast<void>(none.name()), Error);
  EXPECT_THROW(CrsTransform(none, Crs::wgs84()), Error);
}

TEST(CrsTransform, KeepsLongitudeFirst) {
  // EPSG:4326 itself puts latitude first; the program never does.
  std::vector<double> x{111}, y{0};
  CrsTransform(Crs::wgs84(), Crs::from_text("EPSG:32649"))(x, y);
  EXPECT_NEAR(x[0], 500000, 1e-6);
  EXPECT_NEAR(y[0], 0, 1e-6);
}

TEST(CrsTransform, ThereAndBackIsTheSamePoint) {
  std::vector<double> x{112.1667, 112.3, 112.5}, y{39.3833, 39.5, 39.6167};
  const auto lon = x, lat = y;
  const auto utm = Crs::from_text("EPSG:32649");
  CrsTransform(Crs::wgs84(), utm)(x, y);
  CrsTransform(utm, Crs::wgs84())(x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_NEAR(x[i], lon[i], 1e-11);
    EXPECT_NEAR(y[i], lat[i], 1e-11);
  }
}

TEST(CrsTransform, PointsThatCannotBeMovedBecomeNan) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> x{112, nan, 0}, y{39, 39, 1e30};
  EXPECT_EQ(CrsTransform(Crs::wgs84(), Crs::from_text("EPSG:32649"))(x, y), 2U);
  EXPECT_TRUE(std::isfinite(x[0]));
  EXPECT_TRUE(std::isnan(x[1]) && std::isnan(y[1]));
  EXPECT_TRUE(std::isnan(x[2]) && std::isnan(y[2]));
}

}  // namespace
}  // namespace minenpp::io
