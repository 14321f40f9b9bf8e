#include "io/scenes/discovery.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/scenes/fixture.h"
#include "io/scenes/settle.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;
using ::minenpp::testing::colombia;
using ::minenpp::testing::error_of;
using ::minenpp::testing::make_files;
using ::minenpp::testing::make_tar;
using ::minenpp::testing::mtl_groups;
using ::minenpp::testing::odl;
using ::minenpp::testing::only_broken;
using ::minenpp::testing::only_scene;
using ::minenpp::testing::surface_files;
using ::minenpp::testing::TemporaryFolder;
using ::minenpp::testing::text_of;
using model::Fault;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// The files of a Collection 2 Level-2 delivery in a subfolder.
void make_scene(const TemporaryFolder& folder, const std::string& below, const std::string& id) {
  fs::create_directories(folder.path() / below);
  for (const auto& file : surface_files(id)) make_files(folder, {below + "/" + file});
}

std::string find_error(const std::vector<std::string>& places, Fault fault = Fault::input) {
  return error_of([&] { static_cast<void>(find_scenes(places)); }, fault);
}

TEST(FindScenes, SearchesSubfoldersToADepth) {
  const TemporaryFolder folder;
  make_scene(folder, "1/2/3/4/5/6", colombia);
  make_scene(folder, "1/2/3/4/5/6/7", "LC08_L2SP_008060_20191201_20200825_02_T1");
  make_scene(folder, ".hidden", "LC08_L2SP_008061_20191201_20200825_02_T1");
  const auto scene = only_scene({folder.path().string() + "/"});
  EXPECT_EQ(scene.id, colombia);
  EXPECT_EQ(scene.source, folder.file("1/2/3/4/5/6"));
}

TEST(FindScenes, LinkedFoldersAreSearchedOnce) {
  const TemporaryFolder folder;
  make_scene(folder, "z/real", colombia);
  fs::create_directory_symlink(folder.path(), folder.path() / "z/loop");
  fs::create_directory_symlink(folder.path() / "z/real", folder.path() / "link");
  const auto scene = only_scene({folder.path().string(), folder.file("z"), folder.file("link")});
  EXPECT_EQ(scene.source, folder.file("z/real")) << "by its own path";
  EXPECT_EQ(only_scene({folder.file("link")}).source, folder.file("link"));
}

TEST(FindScenes, LinksThatLeadNowhereAreNoFiles) {
  const TemporaryFolder folder;
  const auto files = surface_files(colombia);
  make_files(folder, {files[0], files[2], files[3]});
  fs::create_symlink(folder.path() / "gone", folder.path() / files[1]);
  ASSERT_EQ(::mkfifo(folder.file("pipe_stac.json").c_str(), 0600), 0);
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr(files[1]));
}

TEST(FindScenes, TarsAreReadAsTheyAre) {
  const TemporaryFolder folder;
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& file : surface_files(colombia)) files.emplace_back(file, "x");
  files.emplace_back(colombia + "_MTL.txt", odl(mtl_groups(colombia)));
  make_tar(folder.file("a.tar"), files);
  const auto tar = folder.file("a.tar");
  for (const auto& place : {tar, folder.path().string()}) {
    const auto scene = only_scene({place});
    EXPECT_EQ(scene.source, tar);
    EXPECT_EQ(scene.red.path, "/vsitar/" + tar + "/" + colombia + "_SR_B4.TIF");
    EXPECT_EQ(scene.cloud_share, 0.125);
  }
  for (auto& [name, content] : files) name.insert(0, "./inside/");
  make_tar(folder.file("b.tar"), files);
  EXPECT_EQ(only_scene({folder.file("b.tar")}).red.path,
            "/vsitar/" + folder.file("b.tar") + "/inside/" + colombia + "_SR_B4.TIF");
}

TEST(FindScenes, ItemInATarFindsItsFiles) {
  const TemporaryFolder folder;
  const std::string item = R"({"type": "Feature", "id": "a", "properties": {"datetime": "2019-12-01",
    "platform": "landsat-8"}, "assets": {"red": {"href": "../r/r.tif"}, "nir08": {"href": "n.tif"},
    "qa_pixel": {"href": "https://host/q.tif"}, "qa_radsat": {"href": "s.tif"}}})";
  make_tar(folder.file("a.tar"),
           {{"i/item.json", item}, {"r/r.tif", "x"}, {"i/n.tif", "x"}, {"i/q.tif", "x"}, {"i/s.tif", "x"}});
  const auto scene = only_scene({folder.file("a.tar")});
  const auto root = "/vsitar/" + folder.file("a.tar");
  EXPECT_EQ(scene.red.path, root + "/r/r.tif");
  EXPECT_EQ(scene.quality->path, root + "/i/q.tif");
}

TEST(FindScenes, DamagedTarIsBrokenOrAnError) {
  const TemporaryFolder folder;
  const auto tar = folder.write("a.tar", "this is no tar");
  EXPECT_THAT(find_error({tar}), HasSubstr(tar));
  EXPECT_THAT(only_broken({folder.path().string()}).reason, HasSubstr(tar));
  make_scene(folder, "b", colombia);
  const auto found = find_scenes({folder.path().string()});
  EXPECT_EQ(found.scenes.size(), 1U);
  EXPECT_EQ(found.broken.size(), 1U);
}

TEST(FindScenes, CompressedDeliveriesAreNamed) {
  const TemporaryFolder folder;
  make_files(folder, {colombia + ".tar.gz", "photos.zip"});
  EXPECT_THAT(only_broken({folder.path().string()}).reason,
              AllOf(HasSubstr(colombia + ".tar.gz"), HasSubstr("unpack")));
}

TEST(FindScenes, TheLaterCopyIsBroken) {
  const TemporaryFolder folder;
  make_scene(folder, "a", colombia);
  make_scene(folder, "b", colombia);
  make_scene(folder, "c", colombia);
  const auto found = find_scenes({folder.path().string()});
  ASSERT_EQ(found.scenes.size(), 1U) << text_of(found);
  ASSERT_EQ(found.broken.size(), 2U);
  EXPECT_EQ(found.scenes[0].source, folder.file("a"));
  for (const auto& broken : found.broken)
    EXPECT_THAT(broken.reason,
                AllOf(HasSubstr(folder.file("a")), HasSubstr(broken.source), HasSubstr("a copy")));
}

TEST(FindScenes, TheOlderProcessingIsBroken) {
  const TemporaryFolder folder;
  const std::string newer = "LC08_L2SP_008059_20191201_20210101_02_T1";
  make_scene(folder, "a", colombia);
  make_scene(folder, "b", newer);
  const auto found = find_scenes({folder.path().string()});
  ASSERT_EQ(found.scenes.size(), 1U) << text_of(found);
  EXPECT_EQ(found.scenes[0].id, newer);
  ASSERT_EQ(found.broken.size(), 1U);
  EXPECT_THAT(found.broken[0].reason,
              AllOf(HasSubstr(colombia), HasSubstr(newer), HasSubstr("older processing")));
}

TEST(FindScenes, ScenesAreInOrder) {
  const TemporaryFolder folder;
  const std::vector<std::string> ids = {
      "LT05_L2SP_224063_19880814_20200825_02_T1", "LE07_L2SP_008059_20191201_20200825_02_T1",
      "LC08_L2SP_008059_20191201_20200825_02_T1", "LC08_L2SP_008060_20191201_20200825_02_T1",
      "LC08_L2SP_009001_20191201_20200825_02_T1", "LC09_L2SP_001001_20220101_20220825_02_T1"};
  for (std::size_t i = 0; i < ids.size(); ++i) make_scene(folder, std::to_string(9 - i), ids[i]);
  const auto found = find_scenes({folder.path().string()});
  ASSERT_EQ(found.scenes.size(), ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(found.scenes[i].id, ids[i]);
}

TEST(FindScenes, OrderOfPlacesDoesNotMatter) {
  const TemporaryFolder folder;
  make_scene(folder, "a", colombia);
  make_scene(folder, "b", colombia);
  make_scene(folder, "c/d", "LE07_L2SP_008059_20191201_20200825_02_T1");
  const auto expected = text_of(find_scenes({folder.file("a"), folder.file("b"), folder.file("c")}));
  EXPECT_EQ(text_of(find_scenes({folder.file("c"), folder.file("b"), folder.file("./a/"), folder.file("b")})),
            expected);
  EXPECT_EQ(text_of(find_scenes({folder.path().string()})), expected);
  EXPECT_EQ(text_of(find_scenes({folder.file("c/d"), folder.path().string()})), expected);
}

TEST(FindScenes, OrderOfFindingsDoesNotMatter) {
  std::vector<Finding> findings;
  for (int i = 0; i < 40; ++i) {
    Finding finding;
    finding.by = static_cast<FoundBy>(i % 3);
    finding.folder = "f" + std::to_string(i % 4);
    finding.product = "p" + std::to_string(i % 2);
    finding.processed = i % 5 == 0 ? "" : std::to_string(i % 5);
    finding.bands = {BandFile{"b" + std::to_string(i % 7)}};
    Scene scene;
    scene.id = "i" + std::to_string(i % 6);
    scene.source = "s" + std::to_string(i % 8);
    scene.date = {2000, 1, 1 + i % 2};
    scene.path = scene.row = i % 2;
    scene.metadata_files = {"m" + std::to_string(i)};
    finding.what = scene;
    if (i % 9 == 0) finding.what = BrokenScene{scene.id, scene.source, "reason " + std::to_string(i)};
    findings.push_back(finding);
  }
  const auto expected = text_of(settle(findings));
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::shuffle(findings.begin(), findings.end(), random);
    ASSERT_EQ(text_of(settle(findings)), expected);
  }
}

TEST(FindScenes, PlacesThatAreNone) {
  const TemporaryFolder folder;
  EXPECT_THAT(find_error({folder.file("absent")}), HasSubstr("absent"));
  EXPECT_THAT(find_error({""}, Fault::usage), HasSubstr("empty"));
  EXPECT_THAT(find_error({folder.path().string()}), HasSubstr("no file"));
  const auto table = folder.write("table.csv", "a,b\n");
  EXPECT_THAT(find_error({folder.path().string()}), AllOf(HasSubstr("1 file"), HasSubstr("table.csv")));
  EXPECT_THAT(find_error({table}), AllOf(HasSubstr("table.csv"), HasSubstr(".tar")));
  EXPECT_THAT(find_error({folder.write("x.json", "{}")}), AllOf(HasSubstr("x.json"), HasSubstr("STAC")));
  make_scene(folder, "a", colombia);
  EXPECT_THAT(find_error({folder.file("a"), folder.file("absent")}), HasSubstr("absent"));
}

TEST(FindScenes, FoldersThatCannotBeListed) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may list every folder";
  const TemporaryFolder folder;
  make_scene(folder, "a", colombia);
  make_scene(folder, "closed", colombia);
  fs::permissions(folder.path() / "closed", fs::perms::none);
  const auto found = find_scenes({folder.path().string()});
  EXPECT_EQ(found.scenes.size(), 1U);
  ASSERT_EQ(found.broken.size(), 1U);
  EXPECT_THAT(found.broken[0].reason, HasSubstr("closed"));
  EXPECT_THAT(find_error({folder.file("closed")}), HasSubstr("cannot be listed"));
  fs::permissions(folder.path() / "closed", fs::perms::owner_all);
}

}  // namespace
}  // namespace minenpp::io
