#include <filesystem>

#include <gmock/gmock.h>

#include "io/scenes/fixture.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;
using ::minenpp::testing::colombia;
using ::minenpp::testing::only_broken;
using ::minenpp::testing::only_scene;
using ::minenpp::testing::real_data;
using ::minenpp::testing::TemporaryFolder;
using model::QualityLayout;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

std::string landsat(const std::string& name) {
  return real_data() + "/landsat/" + name;
}

/// Links to the files of a real scene, but for those whose names hold `without`.
void link_files(const std::string& name, const TemporaryFolder& folder, const std::string& without) {
  for (const auto& entry : fs::directory_iterator(landsat(name))) {
    const auto file = entry.path().filename().string();
    if (file.find(without) == std::string::npos)
      fs::create_symlink(fs::absolute(entry.path()), folder.path() / file);
  }
}

TEST(RealScenes, AllOfThemAreFound) {
  MINENPP_NEEDS_REAL_DATA();
  const auto found = find_scenes({real_data() + "/landsat"});
  EXPECT_TRUE(found.broken.empty()) << ::minenpp::testing::text_of(found);
  ASSERT_EQ(found.scenes.size(), 6U) << ::minenpp::testing::text_of(found);
  EXPECT_EQ(found.scenes.front().date, (Date{1988, 8, 14}));
  EXPECT_EQ(found.scenes.back().date, (Date{2019, 12, 1}));
}

TEST(RealScenes, ThematicMapperOfPara) {
  MINENPP_NEEDS_REAL_DATA();
  const auto scene = only_scene({landsat("lt05_l1_1988_para")});
  EXPECT_EQ(scene.id, "LT52240631988227CUB02");
  EXPECT_EQ(scene.level, SceneLevel::toa);
  EXPECT_EQ(scene.sun_elevation_deg, 49.75588889);
  EXPECT_EQ(scene.cloud_share, 0);
  EXPECT_EQ(scene.quality_layout, QualityLayout::none);
  // pi L d^2/(ESUN sin e) of DN 20, by hand: L = 1.044 x 20 - 2.21398 = 18.66602, d = 1.012861.
  EXPECT_NEAR(model::reflectance(scene.red_calibration, 20), 0.05131, 1e-5);
  EXPECT_EQ(scene.red_calibration.highest_dn, 254);
}

TEST(RealScenes, MendozaHasBothLevels) {
  MINENPP_NEEDS_REAL_DATA();
  const auto found = find_scenes({landsat("lc08_l1_sr_2016_mendoza")});
  ASSERT_EQ(found.scenes.size(), 2U);
  EXPECT_TRUE(found.broken.empty());
  const auto& surface = found.scenes[0];
  const auto& toa = found.scenes[1];
  EXPECT_EQ(surface.level, SceneLevel::surface);
  EXPECT_EQ(toa.level, SceneLevel::toa);
  EXPECT_THAT(surface.red.path, EndsWith("_sr_band4.tif"));
  EXPECT_THAT(toa.red.path, EndsWith("GN00_band4.tif"));
  EXPECT_EQ(surface.red_calibration.gain, 1e-4) << "stored as floating-point, scaled all the same";
  EXPECT_EQ(surface.cloud_share, 0.1186);
  EXPECT_NEAR(*surface.sun_elevation_deg, *toa.sun_elevation_deg, 1e-5);
  EXPECT_EQ(surface.date, toa.date);
}

TEST(RealScenes, MichiganByNameAlone) {
  MINENPP_NEEDS_REAL_DATA();
  const auto scene = only_scene({landsat("le07_sr_2011_michigan")});
  EXPECT_EQ(scene.date, (Date{2011, 9, 7}));
  EXPECT_EQ(scene.quality_layout, QualityLayout::fmask);
  EXPECT_EQ(scene.nir_calibration.gain, 1e-4);
}

TEST(RealScenes, ColombiaSaysTheSameInEveryFormat) {
  MINENPP_NEEDS_REAL_DATA();
  const auto whole = only_scene({landsat("lc08_c2l2_2019_colombia")});
  EXPECT_EQ(whole.id, colombia);
  EXPECT_THAT(whole.metadata_files, ElementsAre(EndsWith("MTL.txt"), EndsWith("MTL.json"),
                                                EndsWith("MTL.xml"), EndsWith("stac.json")));
  for (const auto& [first, second] : {std::pair("MTL.json", "MTL.xml"), std::pair("MTL.txt", "MTL.xml"),
                                      std::pair("MTL.txt", "MTL.json"), std::pair("MTL", "MTL")}) {
    const TemporaryFolder folder;
    link_files("lc08_c2l2_2019_colombia", folder, first);
    fs::remove(folder.path() / (colombia + "_" + second));
    const auto scene = only_scene({folder.path().string()});
    EXPECT_EQ(scene.date, whole.date);
    EXPECT_EQ(scene.path, 8);
    EXPECT_EQ(scene.row, 59);
    EXPECT_EQ(scene.cloud_share, whole.cloud_share);
    EXPECT_EQ(scene.sun_elevation_deg, whole.sun_elevation_deg);
    EXPECT_EQ(scene.red_calibration.gain, whole.red_calibration.gain);
    EXPECT_EQ(scene.nir_calibration.bias, whole.nir_calibration.bias);
    EXPECT_EQ(scene.quality_layout, QualityLayout::qa_pixel);
  }
}

TEST(RealScenes, MissingQualityOfColombiaIsNamed) {
  MINENPP_NEEDS_REAL_DATA();
  const TemporaryFolder folder;
  link_files("lc08_c2l2_2019_colombia", folder, "QA_PIXEL");
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr(colombia + "_QA_PIXEL.TIF"));
  EXPECT_THAT(only_broken({folder.file(colombia + "_SR_stac.json")}).reason, HasSubstr("download it first"));
}

TEST(RealScenes, CloudOfAppalachiaIsSaid) {
  MINENPP_NEEDS_REAL_DATA();
  EXPECT_EQ(only_scene({landsat("lc08_c2l2_2013_appalachia_cloud")}).cloud_share, 1);
}

TEST(RealScenes, RastersThatAreNoScenesAreNone) {
  MINENPP_NEEDS_REAL_DATA();
  EXPECT_THAT(::minenpp::testing::error_of(
                  [] { static_cast<void>(find_scenes({landsat("le07_2002_pennsylvania")})); }),
              HasSubstr("3 file(s)"));
}

}  // namespace
}  // namespace minenpp::io
