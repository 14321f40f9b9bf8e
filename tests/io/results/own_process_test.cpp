#include "io/results/own_process.h"

#include <csignal>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "model/error.h"

namespace minenpp::io {
namespace {

const std::vector<std::filesystem::path> files{"somewhere/survey.h5"};

std::string message_of(long seconds, const std::function<int()>& work) {
  try {
    in_own_process(files, seconds, work);
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::input);
    return error.what();
  }
  return "no error";
}

TEST(OwnProcess, PassesTheExitCodeOn) {
  EXPECT_EQ(in_own_process(files, 20, [] { return 0; }), 0);
  EXPECT_EQ(in_own_process(files, 20, [] { return 3; }), 3);
}

TEST(OwnProcess, LeavesThisOneAlone) {
  int here = 1;
  EXPECT_EQ(in_own_process(files, 20, [&] { return ++here; }), 2);
  EXPECT_EQ(here, 1);
}

TEST(OwnProcess, ACrashIsAnErrorThatNamesTheFile) {
  const auto message = message_of(20, []() -> int {
    std::signal(SIGSEGV, SIG_DFL);
    return std::raise(SIGSEGV);
  });
  EXPECT_THAT(message, testing::HasSubstr("somewhere/survey.h5: damaged: HDF5 crashes on it (signal 11)"));
}

TEST(OwnProcess, WorkWithoutEndIsEnded) {
  const auto message = message_of(1, []() -> int {
    volatile unsigned long turns = 0;
    while (true) turns = turns + 1;
  });
  EXPECT_THAT(message, testing::HasSubstr("reading did not end within 1 s"));
}

TEST(OwnProcess, PatienceGrowsWithTheFiles) {
  EXPECT_EQ(patience_seconds(files), 20);
  const auto folder = std::filesystem::path(testing::TempDir()) / ("patience-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder / "maps");
  for (const auto& name : {folder / "a.h5", folder / "maps" / "b.nc"}) {
    std::fclose(std::fopen(name.c_str(), "w"));
    std::filesystem::resize_file(name, 3'000'000);
  }
  const std::vector<std::filesystem::path> folders{folder};
  EXPECT_EQ(patience_seconds(folders), 26);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace minenpp::io
