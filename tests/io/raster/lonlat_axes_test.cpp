#include "io/raster/lonlat_axes.h"

#include <array>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include "io/gdal/fixture.h"
#include "io/gdal/handles.h"
#include "io/gdal/session.h"
#include "io/raster/raster_place.h"

namespace minenpp::io {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

/// A raster in memory with the metadata that GDAL's netCDF driver gives, and no CRS.
DatasetHandle raster(const Lines& metadata, double west = 112, double north = 39.7, double pixel = 0.1) {
  start_gdal();
  DatasetHandle made(
      GetGDALDriverManager()->GetDriverByName("MEM")->Create("", 6, 6, 1, GDT_Float32, nullptr));
  std::array<double, 6> transform{west, pixel, 0, north, 0, -pixel};
  made->SetGeoTransform(transform.data());
  for (const auto& [key, value] : metadata) made->SetMetadataItem(key.c_str(), value.c_str());
  return made;
}

const Lines by_units{{"x#units", "degrees_east"}, {"y#units", "degrees_north"}};

TEST(LonLatAxes, AreKnownByUnitsAndByNames) {
  EXPECT_TRUE(has_lonlat_axes(*raster(by_units)));
  EXPECT_TRUE(has_lonlat_axes(*raster({{"lon#long_name", "place"}, {"lat#long_name", "place"}})));
  EXPECT_TRUE(has_lonlat_axes(*raster({{"longitude#units", "degree_E"}, {"latitude#_FillValue", "nan"}})));
  EXPECT_TRUE(has_lonlat_axes(*raster(by_units, 355, 90.05)));
}

TEST(LonLatAxes, AreNotGuessed) {
  EXPECT_FALSE(has_lonlat_axes(*raster({})));
  EXPECT_FALSE(has_lonlat_axes(*raster({{"x#units", "degrees_east"}})));
  EXPECT_FALSE(has_lonlat_axes(*raster({{"x#units", "m"}, {"y#units", "m"}})));
  EXPECT_FALSE(has_lonlat_axes(*raster({{"rlon#units", "degrees"}, {"rlat#units", "degrees"}})));
  EXPECT_FALSE(has_lonlat_axes(*raster({{"t#note", "units=degrees_east"}, {"y#units", "degrees_north"}})));
  EXPECT_FALSE(has_lonlat_axes(*raster(by_units, 600000, 4376000, 30))) << "corners are no degrees";
}

TEST(LonLatAxes, GiveARasterWithoutCrsItsPlaceUnlessTheSettingDoes) {
  const auto with_axes = raster(by_units), without = raster({});
  EXPECT_EQ(raster_place(*with_axes, {}, "gridded.crs").crs.code(), "EPSG:4326");
  const auto china = Crs::from_text("EPSG:4490");
  EXPECT_TRUE(raster_place(*with_axes, china, "gridded.crs").crs.same_as(china));
  EXPECT_NE(testing::error_of([&] { (void)raster_place(*without, {}, "gridded.crs"); }).find("gridded.crs"),
            std::string::npos);
}

}  // namespace
}  // namespace minenpp::io
