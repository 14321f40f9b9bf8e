#include <gmock/gmock.h>

#include "io/scenes/espa_metadata.h"
#include "io/scenes/fixture.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::make_files;
using ::minenpp::testing::make_raster;
using ::minenpp::testing::mtl_groups;
using ::minenpp::testing::mutated;
using ::minenpp::testing::odl;
using ::minenpp::testing::only_broken;
using ::minenpp::testing::only_scene;
using ::minenpp::testing::TemporaryFolder;
using model::QualityLayout;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string old_id = "LE70230282011250EDC00";
const std::string collection1 = "LC08_L1TP_026027_20170101_20170218_01_T1";

std::string xml(const std::string& id, const std::string& date = "2017-01-01",
                const std::string& scaling = "scale_factor=\"0.000100\"") {
  return "<?xml version=\"1.0\"?>\n<espa_metadata version=\"2.0\" xmlns=\"http://espa.cr.usgs.gov/v2\">\n"
         "<global_metadata><satellite>LANDSAT_8</satellite><acquisition_date>" +
         date +
         "</acquisition_date><solar_angles zenith=\"40.5\" azimuth=\"150\" units=\"degrees\"/>"
         "<wrs system=\"2\" path=\"26\" row=\"27\"/><product_id>" +
         id +
         "</product_id></global_metadata>\n<bands>"
         "<band name=\"sr_band4\" " +
         scaling + "/><band name=\"sr_band5\" " + scaling +
         "/><band name=\"cfmask\"><percent_coverage><cover type=\"clear\">80</cover>"
         "<cover type=\"cloud\">25</cover></percent_coverage></band></bands></espa_metadata>\n";
}

TEST(EspaScene, OldNamesWithoutMetadata) {
  const TemporaryFolder folder;
  make_raster(folder.file(old_id + "_sr_band3.tif"));
  make_raster(folder.file(old_id + "_sr_band4.tif"));
  make_files(folder, {old_id + "_toa_band3.tif", old_id + "_ndvi.tif"});
  auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.id, old_id);
  EXPECT_EQ(scene.sensor, SceneSensor::landsat7);
  EXPECT_EQ(scene.level, SceneLevel::surface);
  EXPECT_EQ(scene.date, (Date{2011, 9, 7}));
  EXPECT_EQ(scene.red_calibration.gain, 1e-4);
  EXPECT_EQ(scene.red_calibration.highest_dn, 10000);
  EXPECT_FALSE(scene.quality);
  EXPECT_TRUE(scene.metadata_files.empty());
  make_files(folder, {old_id + "_fmask.tif"});
  EXPECT_EQ(only_scene({folder.path().string()}).quality_layout, QualityLayout::fmask);
  make_files(folder, {old_id + "_pixel_qa.tif", old_id + "_radsat_qa.tif"});
  scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.quality_layout, QualityLayout::espa_pixel_qa);
  EXPECT_EQ(scene.saturation_layout, model::SaturationLayout::espa_radsat_qa);
}

TEST(EspaScene, FloatingPointWithoutScaleIsReflectance) {
  const TemporaryFolder folder;
  make_raster(folder.file(old_id + "_sr_band3.tif"), "Float32");
  make_raster(folder.file(old_id + "_sr_band4.tif"), "Float32");
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.red_calibration.gain, 1);
  EXPECT_EQ(scene.red_calibration.lowest_dn, 0);
  EXPECT_EQ(scene.red_calibration.highest_dn, 1);
}

TEST(EspaScene, XmlGivesDatePlaceSunCloudAndScale) {
  const TemporaryFolder folder;
  make_raster(folder.file(collection1 + "_sr_band4.tif"), "Float64");
  make_raster(folder.file(collection1 + "_sr_band5.tif"), "Float64");
  const auto path = folder.write(collection1 + ".xml", xml(collection1));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.id, collection1);
  EXPECT_EQ(scene.path, 26);
  EXPECT_EQ(scene.row, 27);
  EXPECT_EQ(scene.sun_elevation_deg, 49.5);
  EXPECT_EQ(scene.cloud_share, 0.25);
  EXPECT_EQ(scene.red_calibration.gain, 1e-4) << "though the file is floating-point";
  EXPECT_EQ(scene.red_calibration.highest_dn, 10000);
  EXPECT_THAT(scene.metadata_files, ElementsAre(path));
}

TEST(EspaScene, AnotherScaleIsTaken) {
  const TemporaryFolder folder;
  make_raster(folder.file(collection1 + "_sr_band4.tif"), "UInt16", 0);
  make_raster(folder.file(collection1 + "_sr_band5.tif"), "UInt16", 0);
  static_cast<void>(folder.write(
      collection1 + ".xml", xml(collection1, "2017-01-01", R"(scale_factor="2.75e-05" add_offset="-0.2")")));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.nir_calibration.gain, 2.75e-5);
  EXPECT_EQ(scene.nir_calibration.bias, -0.2);
  EXPECT_EQ(scene.nir_calibration.lowest_dn, 7273);
  EXPECT_EQ(scene.nir_calibration.highest_dn, 43636);
}

TEST(EspaScene, ItsXmlMaySayWhatAForeignNameDoesNot) {
  const TemporaryFolder folder;
  make_raster(folder.file("mine_sr_band4.tif"));
  make_raster(folder.file("mine_sr_band5.tif"));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr("its date and sensor cannot be told"));
  static_cast<void>(folder.write("mine.xml", xml(collection1)));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.id, "mine");
  EXPECT_EQ(scene.date, (Date{2017, 1, 1}));
  EXPECT_EQ(scene.sensor, SceneSensor::landsat8);
}

TEST(EspaScene, XmlOfAnotherSceneIsBroken) {
  const TemporaryFolder folder;
  make_raster(folder.file(collection1 + "_sr_band4.tif"));
  make_raster(folder.file(collection1 + "_sr_band5.tif"));
  const auto reason_with = [&](const std::string& text) {
    static_cast<void>(folder.write(collection1 + ".xml", text));
    return only_broken({folder.path().string()}).reason;
  };
  EXPECT_THAT(reason_with(xml("LC08_L1TP_026028_20170101_20170218_01_T1")), HasSubstr("LC08_L1TP_026028"));
  EXPECT_THAT(reason_with(xml(collection1, "2017-01-02")), HasSubstr("2017-01-02"));
  EXPECT_THAT(reason_with(xml(collection1, "soon")), AllOf(HasSubstr("acquisition_date"), HasSubstr("soon")));
  EXPECT_THAT(reason_with(xml(collection1, "2017-01-01", "scale_factor=\"much\"")), HasSubstr("much"));
  EXPECT_THAT(reason_with("<espa_metadata>"), HasSubstr(collection1 + ".xml"));
  EXPECT_THAT(reason_with("<other/>"), HasSubstr("espa_metadata"));
}

TEST(EspaScene, MissingBandIsNamed) {
  const TemporaryFolder folder;
  make_raster(folder.file(old_id + "_sr_band3.tif"));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr(old_id + "_sr_band4.tif"));
}

TEST(EspaScene, DeliveredMtlMakesNoSecondScene) {
  const TemporaryFolder folder;
  make_raster(folder.file(collection1 + "_sr_band4.tif"));
  make_raster(folder.file(collection1 + "_sr_band5.tif"));
  const auto mtl = folder.write(collection1 + "_MTL.txt", odl(mtl_groups(collection1)));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.level, SceneLevel::surface);
  EXPECT_EQ(scene.cloud_share, 0.125);
  EXPECT_THAT(scene.metadata_files, ElementsAre(mtl));
}

TEST(EspaScene, Level1BesideIsASceneOfItsOwn) {
  const TemporaryFolder folder;
  make_raster(folder.file(collection1 + "_sr_band4.tif"));
  make_raster(folder.file(collection1 + "_sr_band5.tif"));
  make_files(folder, {collection1 + "_b4.tif", collection1 + "_b5.tif", collection1 + "_bqa.tif"});
  static_cast<void>(folder.write(collection1 + "_MTL.txt", odl(mtl_groups(collection1))));
  const auto found = find_scenes({folder.path().string()});
  ASSERT_EQ(found.scenes.size(), 2U) << ::minenpp::testing::text_of(found);
  EXPECT_TRUE(found.broken.empty());
  EXPECT_EQ(found.scenes[0].level, SceneLevel::surface);
  EXPECT_EQ(found.scenes[1].level, SceneLevel::toa);
}

TEST(EspaScene, DamagedXmlGivesErrorsAndNothingElse) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    try {
      static_cast<void>(parse_espa(mutated(xml(collection1), seed), "a.xml"));
    } catch (const model::Error& error) {
      EXPECT_EQ(error.fault(), model::Fault::input);
    }
  }
}

}  // namespace
}  // namespace minenpp::io
