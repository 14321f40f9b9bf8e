#include "world.h"
#include <cstdio>
#include <filesystem>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "model/error.h"
#include "mpi/collective_error.h"

namespace minenpp::mpi {

namespace {

using model::Error;
using model::Fault;

void fail_as(const Session& session, const std::string& name) {
  const auto& comm = session.world();
  const bool last = comm.rank() == comm.size() - 1;
  if (name == "agreed") {
    agree(comm, [&] {
      if (last) throw Error(Fault::input, "the last rank's input is bad");
    });
  }
  if (name == "alone") {
    if (last) throw Error(Fault::input, "a failure outside agreement");
    comm.barrier();
  }
  if (name == "apart") throw Error(Fault::stopped, "rank " + std::to_string(comm.rank()) + " gives up");
}

struct Ended {
  int code = -1;
  std::string output;
};

Ended mpirun(const std::string& name) {
  // A clean environment: the program under test must not take itself for a rank of this test's own run.
  const auto self = std::filesystem::read_symlink("/proc/self/exe").string();
  const auto command =
      "env -i PATH=\"$PATH\" HOME=\"$HOME\" ASAN_OPTIONS=\"$ASAN_OPTIONS\" "
      "LSAN_OPTIONS=\"$LSAN_OPTIONS\" OMPI_MCA_btl_vader_single_copy_mechanism=none mpirun "
      "--allow-run-as-root --oversubscribe -n 3 '" +
      self + "' --fail " + name + " 2>&1";
  Ended ended;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return ended;
  char buffer[4096];
  while (const auto got = std::fread(buffer, 1, sizeof buffer, pipe)) ended.output.append(buffer, got);
  ended.code = WEXITSTATUS(pclose(pipe));
  return ended;
}

class FailingProgram : public testing::Test {
 protected:
  void SetUp() override {
    if (world().size() > 1)
      GTEST_SKIP() << "starts ranks of its own; once, in the run of one rank, is enough";
    if (std::system("command -v mpirun > /dev/null") != 0) GTEST_SKIP() << "mpirun is not on the path";
  }
};

TEST_F(FailingProgram, AnAgreedErrorEndsOrderlyWithOneMessageAndItsCode) {
  const auto ended = mpirun("agreed");
  EXPECT_EQ(ended.code, 3) << ended.output;
  EXPECT_NE(ended.output.find("together: the last rank's input is bad\n"), std::string::npos) << ended.output;
  EXPECT_EQ(ended.output.find("MPI_ABORT"), std::string::npos) << ended.output;
}

TEST_F(FailingProgram, ALoneFailureEndsEveryRankWithItsMessageAndCode) {
  const auto ended = mpirun("alone");
  EXPECT_EQ(ended.code, 3) << ended.output;
  EXPECT_NE(ended.output.find("rank 2 failed alone: a failure outside agreement"), std::string::npos)
      << ended.output;
}

TEST_F(FailingProgram, RanksThatFailApartAreReportedAsOne) {
  const auto ended = mpirun("apart");
  EXPECT_EQ(ended.code, 4) << ended.output;
  EXPECT_NE(ended.output.find("together: rank 0 gives up (and 2 more ranks)\n"), std::string::npos)
      << ended.output;
}

TEST_F(FailingProgram, AnExceptionMayLeaveTheSession) {
  const auto ended = mpirun("leaving");
  EXPECT_EQ(ended.code, 6) << ended.output;
  EXPECT_EQ(ended.output.find("MPI_ABORT"), std::string::npos) << ended.output;
}

}  // namespace

int run_failing_program(const Session& session, const char* name) {
  if (std::string(name) == "leaving") throw std::runtime_error("left the session");
  try {
    fail_as(session, name);
    return 0;
  } catch (...) {
    const auto error = last_resort(session, std::current_exception(), std::chrono::milliseconds(500));
    if (session.world().is_root()) std::printf("together: %s\n", error.what());
    return static_cast<int>(error.fault());
  }
}

}  // namespace minenpp::mpi
