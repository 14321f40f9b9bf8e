#include <cstdio>
#include <exception>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "io/world.h"

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

int run(int argc, char** argv) {
  const minenpp::mpi::Session session(argc, argv);
  opened = &session;
  if (!session.world().is_root()) {
    auto& listeners = testing::UnitTest::GetInstance()->listeners();
    delete listeners.Release(listeners.default_result_printer());
    listeners.Append(new RankPrinter);
  }
  const int failed = RUN_ALL_TESTS();
  return static_cast<int>(session.world().all_reduce(failed, minenpp::mpi::Reduction::max));
}

}  // namespace

namespace minenpp::io {

const mpi::Session& test_session() {
  return *opened;
}

SharedFolder::SharedFolder() {
  std::string made;
  if (world().is_root()) {
    made = (std::filesystem::temp_directory_path() / "minenpp-io-XXXXXX").string();
    if (::mkdtemp(made.data()) == nullptr) made.clear();
  }
  world().broadcast(made);
  if (made.empty()) throw std::runtime_error("no temporary folder could be made");
  path_ = made;
}

SharedFolder::~SharedFolder() {
  world().barrier();
  std::error_code ignored;
  if (world().is_root()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace minenpp::io

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
