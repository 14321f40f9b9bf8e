#include "survey/run/folder_locks.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "model/error.h"
#include "support/temporary_folder.h"

namespace minenpp::survey {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Locks : public testing::Test {
 protected:
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  /// Why a run of these years is refused; empty where it is not.
  [[nodiscard]] std::string refusal(const std::vector<int>& years) const {
    try {
      const FolderLocks locks(folder_.path(), years);
      return {};
    } catch (const model::Error& error) {
      EXPECT_EQ(error.fault(), model::Fault::system);
      return error.what();
    }
  }

  /// The lock of a run of this machine that was killed.
  void leave_dead(const std::string& name) const {
    LockHolder dead = this_process();
    dead.command = "minenpp run dead.ini";
    LockFile(folder_.path() / name).write(dead);
  }

  const tests::TemporaryFolder folder_;
};

TEST_F(Locks, OneFileForTheWholeAndOneAYear) {
  {
    const FolderLocks whole(folder_.path(), {});
    EXPECT_THAT(files(), ElementsAre("run.lock"));
    EXPECT_THAT(whole.taken_over(), IsEmpty());
    whole.check();
  }
  EXPECT_THAT(files(), IsEmpty()) << "they go with the run";
  const FolderLocks years(folder_.path(), {2006, 2010});
  EXPECT_THAT(files(), ElementsAre("run-2006.lock", "run-2010.lock"));
  years.check();
}

TEST_F(Locks, RunsOfOtherYearsWorkSideBySide) {
  const FolderLocks first(folder_.path(), {2006, 2010});
  EXPECT_EQ(refusal({2016}), "");
  EXPECT_THAT(refusal({2010}), HasSubstr("another run works there"));
  EXPECT_THAT(refusal({2016, 2010}), HasSubstr("another run works there"));
  EXPECT_THAT(files(), ElementsAre("run-2006.lock", "run-2010.lock")) << "a refused run leaves nothing";
}

TEST_F(Locks, TheWholeAndAYearNeverMeet) {
  {
    const FolderLocks whole(folder_.path(), {});
    EXPECT_THAT(refusal({}), HasSubstr("another run works there"));
    EXPECT_THAT(refusal({2006}), HasSubstr("another run works there"));
    EXPECT_THAT(files(), ElementsAre("run.lock"));
  }
  const FolderLocks year(folder_.path(), {2006});
  EXPECT_THAT(refusal({}), HasSubstr("another run works there"));
  EXPECT_THAT(files(), ElementsAre("run-2006.lock"));
}

TEST_F(Locks, WhatADeadRunLeftIsTakenOver) {
  leave_dead("run.lock");
  leave_dead("run-2006.lock");
  const FolderLocks whole(folder_.path(), {});
  ASSERT_EQ(whole.taken_over().size(), 2U);
  EXPECT_THAT(whole.taken_over().front().text(), HasSubstr("minenpp run dead.ini"));
  EXPECT_THAT(files(), ElementsAre("run.lock"));
}

TEST_F(Locks, ARunOfAYearLeavesTheDeadLockOfTheWhole) {
  leave_dead("run.lock");
  leave_dead("run-2006.lock");
  const FolderLocks year(folder_.path(), {2006});
  EXPECT_EQ(year.taken_over().size(), 1U);
  EXPECT_THAT(files(), ElementsAre("run-2006.lock", "run.lock"));
}

TEST_F(Locks, OfSeveralYearsAllAreGivenBackWhereOneIsHeld) {
  const FolderLocks held(folder_.path(), {2016});
  EXPECT_NE(refusal({2006, 2010, 2016}), "");
  EXPECT_EQ(refusal({2006, 2010}), "");
}

TEST_F(Locks, ALockThatAnotherTookOverIsNoticed) {
  const FolderLocks whole(folder_.path(), {});
  auto other = this_process();
  other.host = "node7";
  LockFile(folder_.path() / "run.lock").write(other);
  try {
    whole.check();
    FAIL() << "the other's lock is not seen";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::system);
    EXPECT_THAT(error.what(), HasSubstr("took the folder over"));
    EXPECT_THAT(error.what(), HasSubstr("node7"));
  }
}

TEST_F(Locks, AFolderThatIsNotThereIsAnErrorOfTheSystem) {
  EXPECT_THROW(FolderLocks(folder_.path() / "absent", {}), model::Error);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "absent"));
}

}  // namespace
}  // namespace minenpp::survey
