#include "io/scenes/modis_scene.h"

#include <gdal_priv.h>
#include <gmock/gmock.h>

#include "io/gdal/session.h"
#include "io/scenes/fixture.h"
#include "io/scenes/modis_name.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::make_files;
using ::minenpp::testing::make_raster;
using ::minenpp::testing::only_broken;
using ::minenpp::testing::only_scene;
using ::minenpp::testing::TemporaryFolder;
using model::QualityLayout;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// Takes GDAL's HDF4 driver away while it lives.
class WithoutHdf4 {
 public:
  WithoutHdf4() {
    start_gdal();
    driver_ = GetGDALDriverManager()->GetDriverByName("HDF4");
    if (driver_ != nullptr) GetGDALDriverManager()->DeregisterDriver(driver_);
  }
  ~WithoutHdf4() {
    if (driver_ != nullptr) GetGDALDriverManager()->RegisterDriver(driver_);
  }
  WithoutHdf4(const WithoutHdf4&) = delete;
  WithoutHdf4& operator=(const WithoutHdf4&) = delete;
  WithoutHdf4(WithoutHdf4&&) = delete;
  WithoutHdf4& operator=(WithoutHdf4&&) = delete;

 private:
  GDALDriver* driver_ = nullptr;
};

TEST(ModisSceneName, OfATile) {
  const auto name = modis_name("MOD13Q1.A2013257.h12v10.006.2015261115434.hdf");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->product, "MOD13Q1");
  EXPECT_EQ(name->sensor, SceneSensor::terra_modis);
  EXPECT_EQ(name->date, (Date{2013, 9, 14}));
  EXPECT_EQ(name->h, 12);
  EXPECT_EQ(name->v, 10);
  EXPECT_EQ(name->processed, "2015261115434");
}

TEST(ModisSceneName, OfExports) {
  EXPECT_EQ(modis_name("MOD13Q1.006__250m_16_days_NDVI_doy2013257_aid0001.tif")->date, (Date{2013, 9, 14}));
  EXPECT_EQ(modis_name("MYD13A2.061__1_km_16_days_NDVI_doy2013257000000_aid0001.tif")->date,
            (Date{2013, 9, 14}));
  EXPECT_EQ(modis_name("MYD13A2.A2012366.NDVI.tif")->sensor, SceneSensor::aqua_modis);
  EXPECT_EQ(modis_name("MYD13A2.A2012366.NDVI.tif")->date, (Date{2012, 12, 31}));
  EXPECT_EQ(modis_name("MOD13A3.A2010213.h26v05.061.2021165123456.hdf")->product, "MOD13A3");
  EXPECT_EQ(modis_name("MYD13A3.061__1_km_monthly_NDVI_doy2010213_aid0001.tif")->date, (Date{2010, 8, 1}));
  EXPECT_FALSE(modis_name("MOD13Q1.NDVI.tif")->date);
  EXPECT_FALSE(modis_name("MOD13Q1.A2013366.NDVI.tif")->date);
  for (const char* file : {"MOD09A1.A2013257.h12v10.006.1.hdf", "MOD13C2.A2013244.061.hdf", "mod.tif",
                           "MOD13Q1x.A2013257.tif", "", "...", "xMOD13Q1.tif"})
    EXPECT_FALSE(modis_name(file)) << file;
}

TEST(ModisSceneName, LayersByTheirWords) {
  EXPECT_EQ(modis_layer("250m 16 days NDVI"), ModisLayer::ndvi);
  EXPECT_EQ(modis_layer("1 km 16 days pixel reliability"), ModisLayer::reliability);
  EXPECT_EQ(modis_layer("1 km monthly NDVI"), ModisLayer::ndvi);
  EXPECT_EQ(modis_layer("1 km monthly pixel reliability"), ModisLayer::reliability);
  EXPECT_EQ(modis_layer("1 km monthly VI Quality"), ModisLayer::vi_quality);
  EXPECT_EQ(modis_layer("MOD13Q1.006__250m_16_days_VI_Quality_doy2013257.tif"), ModisLayer::vi_quality);
  for (const char* name : {"250m 16 days EVI", "250m 16 days red reflectance", "ndvix", "", "VI usefulness"})
    EXPECT_FALSE(modis_layer(name)) << name;
}

TEST(ModisScene, SubdatasetsOfTheProducts) {
  const std::string begin =
      "HDF4_EOS:EOS_GRID:\"/a/MOD13Q1.A2013257.NDVI.hdf\":MODIS_Grid_16DAY_250m_500m_VI:";
  const auto layers = modis_subdatasets({begin + "\"250m 16 days EVI\"", begin + "\"250m 16 days NDVI\"",
                                         begin + "\"250m 16 days VI Quality\"",
                                         begin + "\"250m 16 days pixel reliability\""});
  EXPECT_EQ(layers.ndvi, begin + "\"250m 16 days NDVI\"");
  EXPECT_EQ(layers.reliability, begin + "\"250m 16 days pixel reliability\"");
  EXPECT_EQ(layers.vi_quality, begin + "\"250m 16 days VI Quality\"");
  EXPECT_EQ(modis_subdatasets({begin + "1 km 16 days NDVI"}).ndvi, begin + "1 km 16 days NDVI");
  EXPECT_EQ(modis_subdatasets({begin + "EVI"}).ndvi, "");
}

TEST(ModisScene, GeoTiffWithItsReliability) {
  const TemporaryFolder folder;
  const std::string name = "MOD13Q1.006__250m_16_days_NDVI_doy2013257_aid0001";
  make_raster(folder.file(name + ".tif"), "Int16", -3000);
  make_files(folder, {"MOD13Q1.006__250m_16_days_EVI_doy2013257_aid0001.tif",
                      "MOD13Q1.006__250m_16_days_VI_Quality_doy2013257_aid0001.tif",
                      "MOD13Q1.006__250m_16_days_pixel_reliability_doy2013273_aid0001.tif"});
  auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.id, name);
  EXPECT_EQ(scene.level, SceneLevel::ndvi);
  EXPECT_EQ(scene.sensor, SceneSensor::terra_modis);
  EXPECT_EQ(scene.date, (Date{2013, 9, 14}));
  EXPECT_EQ(scene.ndvi.path, folder.file(name + ".tif"));
  EXPECT_EQ(scene.ndvi_scale, 1e-4);
  EXPECT_EQ(scene.ndvi_lowest_dn, -2000);
  EXPECT_EQ(scene.ndvi_highest_dn, 10000);
  EXPECT_EQ(scene.quality_layout, QualityLayout::modis_vi_quality);
  const std::string reliability = "MOD13Q1.006__250m_16_days_pixel_reliability_doy2013257_aid0001.tif";
  make_files(folder, {reliability});
  scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.quality_layout, QualityLayout::modis_reliability);
  EXPECT_EQ(scene.quality->path, folder.file(reliability));
}

TEST(ModisScene, MonthlyGeoTiff) {
  const TemporaryFolder folder;
  const std::string name = "MOD13A3.A2010213.h26v05.061.2021165123456.1_km_monthly_";
  make_raster(folder.file(name + "NDVI.tif"), "Int16", -3000);
  make_files(folder, {name + "EVI.tif", name + "VI_Quality.tif"});
  auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.date, (Date{2010, 8, 1}));
  EXPECT_EQ(scene.path, 26);
  EXPECT_EQ(scene.row, 5);
  EXPECT_EQ(scene.quality_layout, QualityLayout::modis_vi_quality);
  make_files(folder, {name + "pixel_reliability.tif"});
  scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.quality->path, folder.file(name + "pixel_reliability.tif"));
}

TEST(ModisScene, FloatingPointIsNdviItself) {
  const TemporaryFolder folder;
  make_raster(folder.file("MYD13A1.A2013257.h12v10.NDVI.tif"), "Float32");
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.ndvi_scale, 1);
  EXPECT_EQ(scene.ndvi_fill_dn, static_cast<double>(-0.3F)) << "as a pixel holds it";
  EXPECT_EQ(scene.ndvi_lowest_dn, static_cast<double>(-0.2F));
  EXPECT_EQ(scene.ndvi_highest_dn, 1);
  EXPECT_EQ(scene.path, 12);
  EXPECT_EQ(scene.row, 10);
  EXPECT_FALSE(scene.quality);
  const TemporaryFolder second;
  make_raster(second.file("MYD13A1.A2013257.h12v10.NDVI.tif"), "Float64");
  EXPECT_EQ(only_scene({second.path().string()}).ndvi_fill_dn, -3000 * 1e-4);
}

TEST(ModisScene, BrokenOnes) {
  const TemporaryFolder folder;
  make_files(folder, {"MOD13Q1.NDVI.tif"});
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr("its date cannot be told"));
  const TemporaryFolder second;
  make_files(second, {"MOD13Q1.A2013257.NDVI.tif"});
  EXPECT_THAT(only_broken({second.path().string()}).reason, HasSubstr("MOD13Q1.A2013257.NDVI.tif"));
}

TEST(ModisScene, HdfThatIsNone) {
  const TemporaryFolder folder;
  const auto path = folder.write("MOD13Q1.A2013257.h12v10.006.2015261115434.hdf", "rubbish");
  EXPECT_THAT(only_broken({folder.path().string()}).reason, AllOf(HasSubstr(path), HasSubstr("HDF4")));
  const WithoutHdf4 without;
  EXPECT_THAT(only_broken({folder.path().string()}).reason,
              AllOf(HasSubstr(path), HasSubstr("no HDF4 driver")));
}

}  // namespace
}  // namespace minenpp::io
