#include <gmock/gmock.h>

#include "io/scenes/stac_items.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::colombia;
using ::minenpp::testing::landsat_item;
using ::minenpp::testing::make_files;
using ::minenpp::testing::make_raster;
using ::minenpp::testing::mtl_groups;
using ::minenpp::testing::odl;
using ::minenpp::testing::only_broken;
using ::minenpp::testing::only_scene;
using ::minenpp::testing::other_item;
using ::minenpp::testing::surface_files;
using ::minenpp::testing::TemporaryFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(StacScene, LandsatCountsAsCollection2) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  const auto path = folder.write("item.json", landsat_item().dump());
  for (const auto& place : {path, folder.path().string()}) {
    const auto scene = only_scene({place});
    EXPECT_EQ(scene.id, colombia + "_SR");
    EXPECT_EQ(scene.source, path);
    EXPECT_EQ(scene.level, SceneLevel::surface);
    EXPECT_EQ(scene.red_calibration.gain, 2.75e-5);
    EXPECT_EQ(scene.red_calibration.lowest_dn, 7273);
    EXPECT_EQ(scene.quality_layout, model::QualityLayout::qa_pixel);
    EXPECT_EQ(scene.saturation_layout, model::SaturationLayout::qa_radsat);
    EXPECT_THAT(scene.metadata_files, ElementsAre(path));
  }
}

TEST(StacScene, ItemAndMtlOfTheSameFilesAreOne) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  auto document = landsat_item();
  document["id"] = "another name";
  const auto item = folder.write("item.json", document.dump());
  const auto mtl = folder.write(colombia + "_MTL.txt", odl(mtl_groups(colombia)));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.id, colombia);
  EXPECT_EQ(scene.cloud_share, 0.125) << "as the MTL says";
  EXPECT_THAT(scene.metadata_files, ElementsAre(mtl, item));
  EXPECT_EQ(::minenpp::testing::text_of(find_scenes({item, folder.path().string()})),
            ::minenpp::testing::text_of(find_scenes({folder.path().string()})));
}

TEST(StacScene, ItemAndMtlThatContradictAreBroken) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  auto document = landsat_item();
  document["properties"]["datetime"] = "2019-12-02T00:00:00Z";
  static_cast<void>(folder.write("item.json", document.dump()));
  static_cast<void>(folder.write(colombia + "_MTL.txt", odl(mtl_groups(colombia))));
  EXPECT_THAT(only_broken({folder.path().string()}).reason,
              AllOf(HasSubstr("2019-12-01"), HasSubstr("2019-12-02")));
}

TEST(StacScene, BrokenItemBesideAGoodMtlIsNoSecondScene) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  auto document = landsat_item();
  document["assets"].erase("red");  // the surface temperature item that USGS delivers as well
  static_cast<void>(folder.write("item.json", document.dump()));
  static_cast<void>(folder.write(colombia + "_MTL.txt", odl(mtl_groups(colombia))));
  EXPECT_EQ(only_scene({folder.path().string()}).id, colombia);
}

TEST(StacScene, LandsatWithoutItsQualityIsBroken) {
  for (const char* layer : {"qa_pixel", "qa_radsat"}) {
    const TemporaryFolder folder;
    make_files(folder, {colombia + "_SR_B4.TIF", colombia + "_SR_B5.TIF"});
    auto document = landsat_item();
    document["assets"]["qa_pixel"]["href"] = colombia + "_SR_B4.TIF";
    document["assets"]["qa_radsat"]["href"] = colombia + "_SR_B4.TIF";
    document["assets"].erase(layer);
    const auto path = folder.write("item.json", document.dump());
    EXPECT_THAT(only_broken({path}).reason, HasSubstr(layer));
  }
}

TEST(StacScene, LandsatWithoutItsQualityIsTakenWhereThatIsAskedFor) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  auto document = landsat_item();
  document["assets"].erase("qa_pixel");
  const auto item = folder.write("item.json", document.dump());
  for (const auto& place : {item, folder.path().string()}) {
    const auto found = find_scenes({place}, MissingQuality::use);
    ASSERT_EQ(found.scenes.size(), 1) << place;
    EXPECT_FALSE(found.scenes.front().quality);
    ASSERT_TRUE(found.scenes.front().saturation);
    EXPECT_EQ(found.scenes.front().saturation_layout, model::SaturationLayout::qa_radsat);
  }
}

TEST(StacScene, OtherPlatformsNeedAScale) {
  const TemporaryFolder folder;
  make_raster(folder.file("B04.tif"), "UInt16", 0);
  make_raster(folder.file("B08.tif"), "UInt16", 0);
  auto document = other_item();
  static_cast<void>(folder.write("item.json", document.dump()));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, AllOf(HasSubstr("B04.tif"), HasSubstr("scale")));
  for (const char* key : {"B04", "B08"})
    document["assets"][key]["raster:bands"] = {{{"scale", 1e-4}, {"offset", -0.1}, {"nodata", 0}}};
  static_cast<void>(folder.write("item.json", document.dump()));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.sensor, SceneSensor::other);
  EXPECT_EQ(scene.landsat, model::LandsatSensor::oli);
  EXPECT_EQ(scene.red_calibration.gain, 1e-4);
  EXPECT_EQ(scene.red_calibration.bias, -0.1);
  EXPECT_EQ(scene.red_calibration.lowest_dn, 1000);
  EXPECT_EQ(scene.red_calibration.highest_dn, 11000);
  EXPECT_FALSE(scene.quality);
}

TEST(StacScene, NodataIsNotValid) {
  const TemporaryFolder folder;
  make_raster(folder.file("B04.tif"), "UInt16", 0);
  make_raster(folder.file("B08.tif"), "UInt16", 0);
  auto document = other_item();
  document["assets"]["B04"]["raster:bands"] = {{{"scale", 1e-4}}};
  document["assets"]["B08"]["raster:bands"] = {{{"scale", 1e-4}, {"nodata", 10000}}};
  static_cast<void>(folder.write("item.json", document.dump()));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.red_calibration.lowest_dn, 1) << "the file says 0";
  EXPECT_EQ(scene.nir_calibration.lowest_dn, 0) << "the item says another";
  EXPECT_EQ(scene.nir_calibration.highest_dn, 9999);
  document["assets"]["B08"]["raster:bands"] = {{{"scale", 1e-4}, {"nodata", 5}}};
  static_cast<void>(folder.write("item.json", document.dump()));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr("nodata number 5"));
  document["assets"]["B08"]["raster:bands"] = {{{"scale", 0}}};
  static_cast<void>(folder.write("item.json", document.dump()));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr("scale"));
}

TEST(StacScene, FloatingPointIsReflectanceAsItIs) {
  const TemporaryFolder folder;
  make_raster(folder.file("B04.tif"), "Float32");
  make_raster(folder.file("B08.tif"), "Float32");
  static_cast<void>(folder.write("item.json", other_item().dump()));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.red_calibration.gain, 1);
  EXPECT_EQ(scene.red_calibration.highest_dn, 1);
}

TEST(StacScene, OtherJsonIsPassedOver) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  static_cast<void>(folder.write("mines.geojson", R"({"type": "FeatureCollection", "features": []})"));
  static_cast<void>(folder.write("settings.json", "not even JSON"));
  static_cast<void>(
      folder.write("collection.json", R"({"type": "Collection", "item_assets": {}, "assets": {}})"));
  EXPECT_EQ(only_scene({folder.path().string()}).id, colombia);
}

TEST(StacScene, DamagedItemIsBroken) {
  const TemporaryFolder folder;
  const auto text = landsat_item().dump();
  const auto path = folder.write("item.json", text.substr(0, text.size() - 5));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, AllOf(HasSubstr("item.json"), HasSubstr("byte")));
  EXPECT_THAT(only_broken({path}).reason, HasSubstr("byte"));
}

}  // namespace
}  // namespace minenpp::io
