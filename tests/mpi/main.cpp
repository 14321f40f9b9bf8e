#include "world.h"
#include <cstdio>
#include <cstring>
#include <exception>

#include <gtest/gtest.h>

namespace {

const minenpp::mpi::Session* opened = nullptr;

/// Failures of ranks other than the root, which prints as usual.
class RankPrinter : public testing::EmptyTestEventListener {
  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed()) return;
    std::fprintf(stderr, "rank %d: %s:%d: %s\n", opened->world().rank(),
                 result.file_name() ? result.file_name() : "?", result.line_number(), result.message());
  }
};

}  // namespace

const minenpp::mpi::Session& minenpp::mpi::test_session() {
  return *opened;
}

static int run(int argc, char** argv) {
  const minenpp::mpi::Session session(argc, argv);
  opened = &session;
  if (argc == 3 && std::strcmp(argv[1], "--fail") == 0)
    return minenpp::mpi::run_failing_program(session, argv[2]);
  if (!session.world().is_root()) {
    auto& listeners = testing::UnitTest::GetInstance()->listeners();
    delete listeners.Release(listeners.default_result_printer());
    listeners.Append(new RankPrinter);
  }
  const int failed = RUN_ALL_TESTS();
  return static_cast<int>(session.world().all_reduce(failed, minenpp::mpi::Reduction::max));
}

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  constexpr int left_the_session = 6;
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return left_the_session;
  }
}
