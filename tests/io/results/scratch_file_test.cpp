#include "io/results/scratch_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"

namespace minenpp::io {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

std::string read(const ScratchFile& file, std::int64_t offset, std::size_t count) {
  std::string text(count, '?');
  file.read(offset, std::as_writable_bytes(std::span(text)));
  return text;
}

/// Of the disk, of this process' file without a name; 0 where the system does not tell.
std::int64_t blocks_of_scratch() {
  std::int64_t blocks = 0;
  std::error_code ignored;
  for (const auto& open : std::filesystem::directory_iterator("/proc/self/fd", ignored)) {
    if (std::filesystem::read_symlink(open, ignored).string().find("minenpp-scratch") == std::string::npos)
      continue;
    struct ::stat about {};
    if (::stat(open.path().c_str(), &about) == 0) blocks += about.st_blocks;
  }
  return blocks;
}

class ScratchFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("scratch-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::ptrdiff_t names() const {
    return std::distance(std::filesystem::directory_iterator(folder_), {});
  }
  std::filesystem::path folder_;
};

TEST_F(ScratchFileTest, GivesBackWhatWasPutAsideAndHasNoName) {
  ScratchFile file(folder_, 1000, 0);
  const auto first = file.append(bytes_of("npp of a tile")), second = file.append(bytes_of("another"));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(read(file, *second, 7), "another");
  EXPECT_EQ(read(file, *first, 13), "npp of a tile");
  EXPECT_EQ(file.size(), 20);
  EXPECT_EQ(names(), 0);
}

TEST_F(ScratchFileTest, PiecesLieOneBehindTheOther) {
  ScratchFile file(folder_, 9, 0);
  const std::string one = "npp", two = "ndvi";
  const std::vector pieces{bytes_of(one), bytes_of(two)};
  const auto at = file.append(pieces);
  ASSERT_TRUE(at);
  EXPECT_EQ(read(file, *at, 7), "nppndvi");
  EXPECT_FALSE(file.append(pieces)) << "all of them or none";
}

TEST_F(ScratchFileTest, WhatIsDiscardedLeavesTheRest) {
  ScratchFile file(folder_, 100000, 0);
  const std::string first(5000, 'a'), second(20000, 'b'), third(5000, 'c');
  std::vector<std::int64_t> at;
  for (const auto* text : {&first, &second, &third}) at.push_back(file.append(bytes_of(*text)).value());
  const auto before = blocks_of_scratch();
  file.discard(at[0], 100);  // less than a page: nothing
  EXPECT_EQ(blocks_of_scratch(), before);
  file.discard(at[1], 20000);
  if (before > 0) {
    EXPECT_LT(blocks_of_scratch(), before);
  }
  EXPECT_EQ(read(file, at[0], 5000), first);
  EXPECT_EQ(read(file, at[2], 5000), third);
  EXPECT_EQ(file.size(), 30000);
}

TEST_F(ScratchFileTest, KeepsNothingBeyondItsLimit) {
  ScratchFile file(folder_, 10, 0);
  const auto fits = file.append(bytes_of("12345678"));
  ASSERT_TRUE(fits);
  EXPECT_FALSE(file.append(bytes_of("901")));
  EXPECT_FALSE(file.append(bytes_of("9"))) << "what has run out of room asks no more";
  EXPECT_EQ(read(file, *fits, 8), "12345678");
}

TEST_F(ScratchFileTest, KeepsNothingWhereTheDiskIsNeededOrTheFolderIsNone) {
  ScratchFile crowded(folder_, 1000, std::int64_t{1} << 60);
  EXPECT_FALSE(crowded.append(bytes_of("x")));
  ScratchFile nowhere(folder_ / "absent", 1000, 0);
  EXPECT_FALSE(nowhere.append(bytes_of("x")));
  ScratchFile none(folder_, 0, 0);
  EXPECT_FALSE(none.append(bytes_of("x")));
}

TEST_F(ScratchFileTest, ReadingBeyondTheEndIsAnError) {
  ScratchFile file(folder_, 1000, 0);
  ASSERT_TRUE(file.append(bytes_of("short")));
  std::string text(6, '?');
  EXPECT_THROW(file.read(0, std::as_writable_bytes(std::span(text))), model::Error);
}

}  // namespace
}  // namespace minenpp::io
