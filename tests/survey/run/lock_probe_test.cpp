#include "survey/run/lock_probe.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temporary_folder.h"

namespace minenpp::survey {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;

/// A lock as a run of some machine wrote it.
LockHolder holder_of(const std::string& boot) {
  return {"node7", boot, 4711, "2026-05-01T12:00:00Z", "minenpp run mine.ini", "a token"};
}

/// The system's lock on a file, as a living run has it; other descriptors of this process count as others'.
class SystemLock {
 public:
  explicit SystemLock(const std::filesystem::path& file) : descriptor_(::open(file.c_str(), O_RDWR)) {
    EXPECT_EQ(::flock(descriptor_, LOCK_EX | LOCK_NB), 0);
  }
  SystemLock(const SystemLock&) = delete;
  SystemLock& operator=(const SystemLock&) = delete;
  ~SystemLock() { ::close(descriptor_); }

 private:
  int descriptor_;
};

class LockProbe : public testing::Test {
 protected:
  void leave_lock(const LockHolder& holder) const { LockFile(lock_).write(holder); }

  /// As if its last sign of life were so long ago.
  void age(seconds by) const {
    const auto then = std::filesystem::last_write_time(lock_) - by;
    std::filesystem::last_write_time(lock_, then);
  }

  const tests::TemporaryFolder folder_;
  const std::filesystem::path lock_ = folder_.path() / "run.lock";
};

TEST_F(LockProbe, NoLockIsNobodys) {
  EXPECT_EQ(living_holder(lock_), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(lock_)) << "looking makes no lock";
}

TEST_F(LockProbe, AHolderOfThisMachineIsKnownByTheSystem) {
  const auto holder = holder_of(this_process().boot);
  leave_lock(holder);
  {
    const SystemLock held(lock_);
    EXPECT_EQ(living_holder(lock_), holder);
  }
  EXPECT_EQ(living_holder(lock_), std::nullopt) << "dead at once, however fresh the file";
  EXPECT_EQ(read_holder(lock_), holder) << "and left as it is";
}

TEST_F(LockProbe, LookersDoNotKeepEachOtherOut) {
  leave_lock(holder_of(this_process().boot));
  const int other = ::open(lock_.c_str(), O_RDONLY);
  ASSERT_EQ(::flock(other, LOCK_SH | LOCK_NB), 0);
  EXPECT_EQ(living_holder(lock_), std::nullopt);
  ::close(other);
}

TEST_F(LockProbe, AHeldLockThatSaysNothingHasAnUnknownHolder) {
  std::ofstream(lock_) << "not a lock";
  const SystemLock held(lock_);
  const auto found = living_holder(lock_);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->host, "an unknown host");
  EXPECT_THAT(found->text(), HasSubstr("run.lock is damaged"));
}

TEST_F(LockProbe, OfAnotherMachineOnlySilenceTells) {
  leave_lock(holder_of("another machine"));
  age(deadly_silence + seconds(1));
  EXPECT_GE(silence(lock_), deadly_silence);
  EXPECT_EQ(living_holder(lock_), std::nullopt);
}

TEST_F(LockProbe, ASilenceThatIsNotYetDeadlyIsWaitedOut) {
  leave_lock(holder_of("another machine"));
  age(deadly_silence - seconds(1));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(stays_silent(lock_));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(500));
}

TEST_F(LockProbe, ASignOfLifeEndsTheWaiting) {
  leave_lock(holder_of("another machine"));
  std::jthread beating([&] {
    std::this_thread::sleep_for(look_again / 2);
    LockFile(lock_).beat();
  });
  EXPECT_FALSE(stays_silent(lock_));
}

TEST_F(LockProbe, ALockThatGoesWhileWaitingIsNobodys) {
  leave_lock(holder_of("another machine"));
  std::jthread ending([&] {
    std::this_thread::sleep_for(look_again / 2);
    std::filesystem::remove(lock_);
  });
  EXPECT_EQ(living_holder(lock_), std::nullopt);
}

TEST_F(LockProbe, LooksLeaveNoFileBehind) {
  leave_lock(holder_of("another machine"));
  age(deadly_silence + seconds(1));
  (void)living_holder(lock_);
  const auto files = std::distance(std::filesystem::directory_iterator(folder_.path()), {});
  EXPECT_EQ(files, 1);
}

TEST_F(LockProbe, TheRefusalNamesTheFolderAndTheRun) {
  const auto error = held_by("result", holder_of("b"));
  EXPECT_EQ(error.fault(), model::Fault::system);
  EXPECT_STREQ(error.what(),
               "output.dir result: another run works there: process 4711 on node7, started at "
               "2026-05-01T12:00:00Z (minenpp run mine.ini). Wait for its end, or end it, or choose another "
               "output.dir");
  EXPECT_THAT(held_by("result", std::nullopt).what(), HasSubstr("one that has just started"));
}

}  // namespace
}  // namespace minenpp::survey
