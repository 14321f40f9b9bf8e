#include "io/results/transaction.h"

#include "sample.h"
#include <fstream>

#include <gtest/gtest.h>

#include "io/results/archive_writer.h"
#include "io/results/digest.h"
#include "io/world.h"
#include "model/error.h"

namespace minenpp::io {
namespace {

bool is_there(const std::filesystem::path& path) {
  world().barrier();
  const bool found = std::filesystem::exists(path);
  world().barrier();
  return found;
}

TEST(Transaction, RenamesOnCommit) {
  const SharedFolder folder;
  const auto path = folder / "deep/er/stage.nc";
  Transaction transaction(world(), path);
  if (world().is_root()) std::ofstream(transaction.part()) << "whole";
  EXPECT_FALSE(is_there(path));
  transaction.commit();
  EXPECT_TRUE(is_there(path));
  EXPECT_FALSE(is_there(path.string() + ".part"));
}

TEST(Transaction, LeavesNothingWithoutCommit) {
  const SharedFolder folder;
  const auto path = folder / "stage.nc";
  {
    const Transaction transaction(world(), path);
    if (world().is_root()) std::ofstream(transaction.part()) << "half";
  }
  EXPECT_FALSE(is_there(path));
  EXPECT_FALSE(is_there(path.string() + ".part"));
}

TEST(Transaction, KeepsTheOldFileUntilCommit) {
  const SharedFolder folder;
  const auto path = folder / "survey.h5";
  sample::write_survey(path, "old");
  EXPECT_THROW(write_archive(world(), path, "new",
                             [](ArchiveWriter&) { throw model::Error(model::Fault::input, "no weather"); }),
               model::Error);
  EXPECT_EQ(stage_key(path), "old");
  EXPECT_FALSE(is_there(path.string() + ".part"));
  sample::write_survey(path, "new");
  EXPECT_EQ(stage_key(path), "new");
}

TEST(Transaction, RemovesWhatAKilledRunLeft) {
  const SharedFolder folder;
  const auto path = folder / "stage.nc";
  if (world().is_root()) std::ofstream(path.string() + ".part") << "left behind";
  world().barrier();
  const Transaction transaction(world(), path);
  EXPECT_FALSE(is_there(transaction.part()));
}

TEST(Transaction, AFolderThatCannotBeMadeIsEveryonesError) {
  const SharedFolder folder;
  if (world().is_root()) std::ofstream(folder / "file") << "not a folder";
  world().barrier();
  try {
    const Transaction transaction(world(), folder / "file/stage.nc");
    FAIL() << "a folder was made inside a file";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::system);
    EXPECT_NE(std::string(error.what()).find("file"), std::string::npos) << error.what();
  }
}

TEST(StageKey, OfNothingOrDamageIsEmpty) {
  const SharedFolder folder;
  EXPECT_EQ(stage_key(folder / "none.h5"), "");
  EXPECT_EQ(stage_key(folder.path()), "");
  sample::write_survey(folder / "survey.h5", "the key");
  EXPECT_EQ(stage_key(folder / "survey.h5"), "the key");
  world().barrier();
  if (world().is_root())
    std::filesystem::resize_file(folder / "survey.h5", std::filesystem::file_size(folder / "survey.h5") / 2);
  world().barrier();
  EXPECT_EQ(stage_key(folder / "survey.h5"), "");
}

TEST(StageKey, PartsOfAnyLengthAreKeptAndAreNoValue) {
  const SharedFolder folder;
  const std::string long_parts = "{\"scene\":\"" + std::string(300000, 'x') + "\"}";
  const auto write = [&](const char* name, const StageKey& key) {
    write_archive(world(), folder / name, key,
                  [](ArchiveWriter& archive) { archive.group("a").scalar("b", 1.0); });
  };
  write("a.h5", {"the key", long_parts});
  write("b.h5", {"another key", "{}"});
  EXPECT_EQ(stage_key(folder / "a.h5"), "the key");
  EXPECT_EQ(stage_parts(folder / "a.h5"), long_parts);
  EXPECT_EQ(digest(folder / "a.h5"), digest(folder / "b.h5"));
  world().barrier();
}

}  // namespace
}  // namespace minenpp::io
