#include <cmath>
#include <numbers>

#include <gmock/gmock.h>

#include "io/scenes/discovery.h"
#include "io/scenes/fixture.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::colombia;
using ::minenpp::testing::json_of;
using ::minenpp::testing::make_files;
using ::minenpp::testing::mtl_groups;
using ::minenpp::testing::odl;
using ::minenpp::testing::only_broken;
using ::minenpp::testing::only_scene;
using ::minenpp::testing::surface_files;
using ::minenpp::testing::TemporaryFolder;
using ::minenpp::testing::xml_of;
using model::QualityLayout;
using model::SaturationLayout;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string level1 = "LC08_L1TP_008059_20191201_20200825_02_T1";
const std::string collection1 = "LT05_L1TP_014034_19840101_20160901_01_T1";
const std::string before = "LT52240631988227CUB02";

TEST(LandsatScene, SurfaceReflectanceWithItsMtl) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  auto groups = mtl_groups(colombia);
  ::minenpp::testing::set(groups, "REFLECTANCE_ADD_BAND_5", "-0.25");
  const auto mtl = folder.write(colombia + "_MTL.txt", odl(groups));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.id, colombia);
  EXPECT_EQ(scene.source, folder.path().string());
  EXPECT_EQ(scene.sensor, SceneSensor::landsat8);
  EXPECT_EQ(scene.level, SceneLevel::surface);
  EXPECT_EQ(scene.date, (Date{2019, 12, 1}));
  EXPECT_EQ(scene.path, 8);
  EXPECT_EQ(scene.row, 59);
  EXPECT_EQ(scene.cloud_share, 0.125);
  EXPECT_EQ(scene.sun_elevation_deg, 30);
  EXPECT_EQ(scene.red.path, folder.file(colombia + "_SR_B4.TIF"));
  EXPECT_EQ(scene.nir.path, folder.file(colombia + "_SR_B5.TIF"));
  EXPECT_EQ(scene.red_calibration.gain, 2.75e-5);
  EXPECT_EQ(scene.red_calibration.bias, -0.2);
  EXPECT_EQ(scene.nir_calibration.bias, -0.25) << "of Level-2, not of Level-1";
  EXPECT_EQ(scene.quality->path, folder.file(colombia + "_QA_PIXEL.TIF"));
  EXPECT_EQ(scene.quality_layout, QualityLayout::qa_pixel);
  EXPECT_EQ(scene.saturation->path, folder.file(colombia + "_QA_RADSAT.TIF"));
  EXPECT_EQ(scene.saturation_layout, SaturationLayout::qa_radsat);
  EXPECT_THAT(scene.metadata_files, ElementsAre(mtl));
}

TEST(LandsatScene, SurfaceReflectanceByNameAlone) {
  const TemporaryFolder folder;
  const std::string id = "LT05_L2SP_014034_19840101_20200901_02_T1";
  make_files(folder, {id + "_SR_B3.TIF", id + "_sr_b4.tif", id + "_QA_PIXEL.TIF", id + "_QA_RADSAT.TIF",
                      id + "_SR_B5.TIF", id + "_ST_B6.TIF"});
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.sensor, SceneSensor::landsat5);
  EXPECT_EQ(scene.landsat, model::LandsatSensor::tm);
  EXPECT_EQ(scene.red.path, folder.file(id + "_SR_B3.TIF"));
  EXPECT_EQ(scene.nir.path, folder.file(id + "_sr_b4.tif"));
  EXPECT_EQ(scene.red_calibration.gain, 2.75e-5);
  EXPECT_FALSE(scene.cloud_share);
}

TEST(LandsatScene, EachMissingFileOfSurfaceReflectanceIsNamed) {
  for (const auto& missing : surface_files(colombia)) {
    const TemporaryFolder folder;
    for (const auto& file : surface_files(colombia))
      if (file != missing) make_files(folder, {file});
    const auto broken = only_broken({folder.path().string()});
    EXPECT_EQ(broken.id, colombia);
    EXPECT_EQ(broken.source, folder.path().string());
    EXPECT_THAT(broken.reason, HasSubstr(missing));
  }
}

/// The one scene of a folder, where quality layers may be missing.
Scene scene_without_quality(const TemporaryFolder& folder) {
  const auto found = find_scenes({folder.path().string()}, MissingQuality::use);
  EXPECT_EQ(found.broken.size(), 0U);
  EXPECT_EQ(found.scenes.size(), 1U);
  return found.scenes.empty() ? Scene{} : found.scenes.front();
}

TEST(LandsatScene, CollectionsWithoutQualityAreUsedWhereThatIsAskedFor) {
  const TemporaryFolder surface;
  make_files(surface, {colombia + "_SR_B4.TIF", colombia + "_SR_B5.TIF"});
  auto scene = scene_without_quality(surface);
  EXPECT_FALSE(scene.quality || scene.saturation);
  EXPECT_EQ(scene.quality_layout, QualityLayout::none);
  EXPECT_EQ(scene.saturation_layout, SaturationLayout::none);
  make_files(surface, {colombia + "_QA_PIXEL.TIF"});
  scene = scene_without_quality(surface);
  EXPECT_EQ(scene.quality_layout, QualityLayout::qa_pixel) << "a layer that is there is used";

  const TemporaryFolder old;
  make_files(old, {collection1 + "_B3.TIF", collection1 + "_B4.TIF"});
  static_cast<void>(old.write(collection1 + "_MTL.txt", odl(mtl_groups(collection1))));
  scene = scene_without_quality(old);
  EXPECT_FALSE(scene.quality);
  EXPECT_EQ(scene.quality_layout, QualityLayout::none);
}

TEST(LandsatScene, Level1OfCollection2) {
  const TemporaryFolder folder;
  make_files(folder,
             {level1 + "_B4.TIF", level1 + "_B5.TIF", level1 + "_QA_PIXEL.TIF", level1 + "_QA_RADSAT.TIF"});
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr(level1 + "_MTL.txt"));
  static_cast<void>(folder.write(level1 + "_MTL.json", json_of(mtl_groups(level1))));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.level, SceneLevel::toa);
  EXPECT_NEAR(scene.red_calibration.gain, 4e-5, 1e-18);  // sin 30 degrees
  EXPECT_NEAR(scene.red_calibration.bias, -0.2, 1e-15);
  EXPECT_EQ(scene.red_calibration.highest_dn, 65534);
  EXPECT_EQ(scene.quality_layout, QualityLayout::qa_pixel);
  EXPECT_EQ(scene.saturation_layout, SaturationLayout::qa_radsat);
}

TEST(LandsatScene, Level1OfCollection1HasBqa) {
  const TemporaryFolder folder;
  make_files(folder, {collection1 + "_B3.TIF", collection1 + "_B4.TIF"});
  static_cast<void>(folder.write(collection1 + "_MTL.txt", odl(mtl_groups(collection1))));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr(collection1 + "_BQA.TIF"));
  make_files(folder, {collection1 + "_BQA.TIF"});
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.quality_layout, QualityLayout::bqa_collection1);
  EXPECT_FALSE(scene.saturation);
  EXPECT_NEAR(scene.nir_calibration.gain, 3e-3, 1e-16);
  EXPECT_EQ(scene.nir_calibration.highest_dn, 254);
}

TEST(LandsatScene, RadianceBeforeCollections) {
  const TemporaryFolder folder;
  make_files(folder, {before + "_B3.TIF", before + "_B4.TIF"});
  auto groups = mtl_groups(before);
  const auto gain_with = [&](const std::string& text) {
    static_cast<void>(folder.write(before + "_MTL.txt", text));
    const auto scene = only_scene({folder.path().string()});
    EXPECT_FALSE(scene.quality);
    EXPECT_EQ(scene.quality_layout, QualityLayout::none);
    return scene.red_calibration.gain;
  };
  const double per_distance2 = std::numbers::pi * 0.5 / (1536 * 0.5);
  const double distance = model::earth_sun_distance(227);
  EXPECT_NEAR(gain_with(odl(groups)), per_distance2 * distance * distance, 1e-15);
  groups[1].second.emplace_back("EARTH_SUN_DISTANCE", "1.01");
  EXPECT_NEAR(gain_with(odl(groups)), per_distance2 * 1.01 * 1.01, 1e-15);
}

TEST(LandsatScene, Landsat8BeforeCollectionsMayHaveBqa) {
  const TemporaryFolder folder;
  const std::string id = "LC82320832016040LGN00";
  make_files(folder, {id + "_band4.tif", id + "_band5.tif"});
  auto groups = mtl_groups(id);
  static_cast<void>(folder.write(id + "_MTL.txt", odl(groups)));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr("REFLECTANCE_MULT_BAND_4"));
  groups.back().second = {{"REFLECTANCE_MULT_BAND_4", "2E-05"},
                          {"REFLECTANCE_ADD_BAND_4", "-0.1"},
                          {"REFLECTANCE_MULT_BAND_5", "2E-05"},
                          {"REFLECTANCE_ADD_BAND_5", "-0.1"}};
  static_cast<void>(folder.write(id + "_MTL.txt", odl(groups)));
  EXPECT_FALSE(only_scene({folder.path().string()}).quality);
  make_files(folder, {id + "_BQA.TIF"});
  EXPECT_EQ(only_scene({folder.path().string()}).quality_layout, QualityLayout::bqa_precollection);
}

TEST(LandsatScene, MtlFormatsSideBySideAreOneScene) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  auto groups = mtl_groups(colombia);
  const auto xml = folder.write(colombia + "_MTL.xml", xml_of(groups));
  const auto json = folder.write(colombia + "_MTL.json", json_of(groups));
  ::minenpp::testing::set(groups, "CLOUD_COVER", "50");
  const auto text = folder.write(colombia + "_MTL.txt", odl(groups));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_THAT(scene.metadata_files, ElementsAre(text, json, xml));
  EXPECT_EQ(scene.cloud_share, 0.5) << "the text is read first";
}

TEST(LandsatScene, MtlFormatsThatContradictAreBroken) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  const std::string other = "LC08_L2SP_008060_20191201_20200825_02_T1";
  static_cast<void>(folder.write(colombia + "_MTL.txt", odl(mtl_groups(colombia))));
  static_cast<void>(folder.write(colombia + "_MTL.json", json_of(mtl_groups(other))));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, AllOf(HasSubstr(colombia), HasSubstr(other)));
}

TEST(LandsatScene, MtlOfAnotherSceneIsBroken) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  const std::string other = "LC08_L2SP_008060_20191201_20200825_02_T1";
  static_cast<void>(folder.write(colombia + "_MTL.txt", odl(mtl_groups(other))));
  EXPECT_THAT(only_broken({folder.path().string()}).reason,
              AllOf(HasSubstr(colombia + "_MTL.txt"), HasSubstr("another scene"), HasSubstr(other)));
}

TEST(LandsatScene, MtlWithoutANameIsJoinedByItsId) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  static_cast<void>(folder.write("MTL.txt", odl(mtl_groups(colombia))));
  EXPECT_EQ(only_scene({folder.path().string()}).cloud_share, 0.125);
}

TEST(LandsatScene, BandsMayHaveTheNamesThatTheMtlSays) {
  const TemporaryFolder folder;
  auto files = surface_files(colombia);
  make_files(folder, {"red.tif", files[1], files[2], files[3]});
  auto groups = mtl_groups(colombia);
  groups.front().second.emplace_back("FILE_NAME_BAND_4", "red.tif");
  groups.front().second.emplace_back("FILE_NAME_BAND_5", "../../etc/passwd");
  static_cast<void>(folder.write(colombia + "_MTL.txt", odl(groups)));
  const auto scene = only_scene({folder.path().string()});
  EXPECT_EQ(scene.red.path, folder.file("red.tif"));
  EXPECT_EQ(scene.nir.path, folder.file(files[1]));
}

TEST(LandsatScene, DateThatIsNoneIsNamed) {
  for (const auto& [text, expected] :
       {std::pair("yesterday", "yesterday"), std::pair("2019-12-02", "2019-12-02")}) {
    const TemporaryFolder folder;
    make_files(folder, surface_files(colombia));
    auto groups = mtl_groups(colombia);
    ::minenpp::testing::set(groups, "DATE_ACQUIRED", text);
    static_cast<void>(folder.write(colombia + "_MTL.txt", odl(groups)));
    EXPECT_THAT(only_broken({folder.path().string()}).reason,
                AllOf(HasSubstr("DATE_ACQUIRED"), HasSubstr(expected), HasSubstr("_MTL.txt")));
  }
}

TEST(LandsatScene, NameThatGivesNoDateIsBroken) {
  const TemporaryFolder folder;
  make_files(folder, surface_files("mine"));
  const auto broken = only_broken({folder.path().string()});
  EXPECT_EQ(broken.id, "mine");
  EXPECT_THAT(broken.reason, AllOf(HasSubstr("mine_SR_B4.TIF"), HasSubstr("its date cannot be told")));
}

TEST(LandsatScene, NumbersOfTheMtlAreChecked) {
  const std::pair<const char*, const char*> wrong[] = {
      {"SUN_ELEVATION", "-3"},         {"SUN_ELEVATION", "low"},       {"SUN_ELEVATION", ""},
      {"QUANTIZE_CAL_MAX_BAND_4", ""}, {"REFLECTANCE_ADD_BAND_5", ""}, {"REFLECTANCE_MULT_BAND_5", "0"}};
  for (const auto& [key, value] : wrong) {
    const TemporaryFolder folder;
    make_files(folder,
               {level1 + "_B4.TIF", level1 + "_B5.TIF", level1 + "_QA_PIXEL.TIF", level1 + "_QA_RADSAT.TIF"});
    auto groups = mtl_groups(level1);
    ::minenpp::testing::set(groups, key, value);
    static_cast<void>(folder.write(level1 + "_MTL.txt", odl(groups)));
    const auto broken = only_broken({folder.path().string()});
    EXPECT_FALSE(broken.reason.empty()) << key;
    const bool by_formula = std::string(key) == "SUN_ELEVATION";  // which says it in words
    EXPECT_THAT(broken.reason, HasSubstr(by_formula ? "" : key));
  }
}

TEST(LandsatScene, UnreadableMtlIsBroken) {
  const TemporaryFolder folder;
  make_files(folder, surface_files(colombia));
  static_cast<void>(folder.write(colombia + "_MTL.txt", "GROUP = LANDSAT_METADATA_FILE\nGROUP"));
  EXPECT_THAT(only_broken({folder.path().string()}).reason,
              AllOf(HasSubstr("_MTL.txt"), HasSubstr("line 2")));
}

TEST(LandsatScene, MtlWithoutBandsIsBroken) {
  const TemporaryFolder folder;
  static_cast<void>(folder.write(colombia + "_MTL.txt", odl(mtl_groups(colombia))));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr(colombia + "_SR_B4.TIF"));
}

TEST(LandsatScene, OldSensorIsNamed) {
  const TemporaryFolder folder;
  auto groups = mtl_groups(level1);
  ::minenpp::testing::set(groups, "LANDSAT_PRODUCT_ID", "LM05_L1TP_008059_19891201_20200825_02_T1");
  static_cast<void>(folder.write("x_MTL.txt", odl(groups)));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr("LM05_L1TP"));
}

}  // namespace
}  // namespace minenpp::io
