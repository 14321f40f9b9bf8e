#include "io/results/scratch_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
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
