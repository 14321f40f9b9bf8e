#include "io/results/file_writer.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;
using ::minenpp::testing::TemporaryFolder;
using ::testing::HasSubstr;

std::string error_of(const std::function<void()>& work) {
  return ::minenpp::testing::error_of(work, model::Fault::system);
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(FileWriter, TheNameAppearsWithTheWholeContent) {
  const TemporaryFolder folder;
  const auto path = folder.write("a.txt", "old");
  (void)folder.write("a.txt.part", "left by a run that was killed");
  {
    FileWriter file(path);
    file.write("one ");
    file.write("two");
    EXPECT_EQ(content_of(path), "old");
    file.finish();
  }
  EXPECT_EQ(content_of(path), "one two");
  EXPECT_FALSE(fs::exists(path + ".part"));
}

TEST(FileWriter, WhatIsNotFinishedLeavesNothing) {
  const TemporaryFolder folder;
  const auto path = folder.write("a.txt", "old");
  FileWriter(path).write("half");
  EXPECT_EQ(content_of(path), "old");
  EXPECT_FALSE(fs::exists(path + ".part"));
}

TEST(FileWriter, ADiskThatRefusesIsNamed) {
  const TemporaryFolder folder;
  const auto none = folder.file("none/a.txt");
  EXPECT_THAT(error_of([&] { write_whole_file(none, "text"); }),
              HasSubstr("none/a.txt.part: creating: No such"));
  fs::create_directory(folder.file("a.txt"));
  EXPECT_THAT(error_of([&] { write_whole_file(folder.file("a.txt"), "text"); }),
              HasSubstr("a.txt: renaming into place: Is a directory"));
  EXPECT_FALSE(fs::exists(folder.file("a.txt.part")));
}

TEST(Publish, ReplacesWhatHadTheNameAndKeepsThePartWhereItCannot) {
  const TemporaryFolder folder;
  for (const auto durability : {Durability::flushed, Durability::left_to_system}) {
    const auto part = folder.write("a.part", "new"), path = folder.write("a", "old");
    publish(part, path, durability);
    EXPECT_EQ(content_of(path), "new");
    EXPECT_FALSE(fs::exists(part));
  }
  const auto part = folder.write("a.part", "new");
  EXPECT_THAT(error_of([&] { publish(part, folder.file("none/a")); }),
              HasSubstr("none/a: renaming into place"));
  EXPECT_EQ(content_of(part), "new");
  EXPECT_THAT(error_of([&] { publish(folder.file("none.part"), folder.file("a")); }),
              HasSubstr("none.part: opening"));
}

}  // namespace
}  // namespace minenpp::io
