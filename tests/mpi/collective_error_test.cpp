#include "mpi/collective_error.h"

#include "world.h"
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace minenpp::mpi {
namespace {

using model::Error;
using model::Fault;
using testing::HasSubstr;

/// The Error that agree() throws; a test failure where it returns.
template <typename Work>
Error agreed_error(Work&& work) {
  try {
    agree(world(), work);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "agree() returned";
  return Error(Fault::usage, "none");
}

std::string failure_of(int rank) {
  return "band " + std::to_string(rank) + " is missing";
}

TEST(Agree, ReturnsEachRanksOwnValueWhereNothingFails) {
  EXPECT_EQ(agree(world(), [] { return world().rank() * 10; }), world().rank() * 10);
  const auto moved = agree(world(), [] { return std::make_unique<int>(world().rank()); });
  EXPECT_EQ(*moved, world().rank());
  int runs = 0;
  agree(world(), [&] { ++runs; });
  EXPECT_EQ(runs, 1);
}

TEST(Agree, AThrowOnAnyOneRankReachesAllWithItsContexts) {
  for (int failing = 0; failing < world().size(); ++failing) {
    const auto error = agreed_error([&] {
      model::in_context("reading scene LC08", [&] {
        if (world().rank() == failing) throw Error(Fault::input, failure_of(failing)).within("band 4");
      });
    });
    EXPECT_EQ(error.what(), "reading scene LC08: band 4: " + failure_of(failing));
    EXPECT_EQ(error.fault(), Fault::input);
  }
}

TEST(Agree, TheLowestFailingRankSpeaksAndCountsTheOthers) {
  const int size = world().size();
  if (size < 2) GTEST_SKIP() << "needs two ranks";
  const auto error = agreed_error([&] {
    if (world().rank() == 0) return;
    throw Error(world().rank() == 1 ? Fault::usage : Fault::system, failure_of(world().rank()));
  });
  EXPECT_EQ(error.fault(), Fault::usage);
  std::string expected = failure_of(1);
  if (size == 3) expected += " (and 1 more rank)";
  if (size > 3) expected += " (and " + std::to_string(size - 2) + " more ranks)";
  EXPECT_EQ(error.what(), expected);
}

TEST(Agree, OneFailureSharedByAllRanksIsSaidOnce) {
  const auto first = agreed_error([] { throw Error(Fault::usage, "no such file"); });
  EXPECT_STREQ(first.what(), "no such file");
  const auto again = agreed_error([&] { throw first; });
  EXPECT_STREQ(again.what(), "no such file");
}

TEST(Agree, OtherExceptionsBecomeSystemFaults) {
  const int last = world().size() - 1;
  const auto memory = agreed_error([&] {
    if (world().rank() == last) throw std::bad_alloc();
  });
  EXPECT_EQ(memory.fault(), Fault::system);
  EXPECT_EQ(memory.what(), "out of memory on rank " + std::to_string(last));
  const auto other = agreed_error([&] {
    if (world().rank() == last) throw std::runtime_error("disk full");
  });
  EXPECT_STREQ(other.what(), "disk full");
  const auto strange = agreed_error([&] {
    if (world().rank() == last) throw 7;
  });
  EXPECT_STREQ(strange.what(), "an exception of unknown type");
}

TEST(Agree, TheStopRequestKeepsItsCode) {
  const auto error = agreed_error([] {
    if (world().is_root()) throw Error(Fault::stopped, "stopped by request");
  });
  EXPECT_EQ(error.fault(), Fault::stopped);
}

TEST(Agree, CollectiveCallsInsideAreRefusedOnEveryRankCount) {
  const auto barrier = agreed_error([] { world().barrier(); });
  EXPECT_THAT(barrier.what(), HasSubstr("the collective call barrier was made inside agree()"));
  const auto nested = agreed_error([] { agree(world(), [] {}); });
  EXPECT_THAT(nested.what(), HasSubstr("inside agree()"));
  const auto half = world().split(world().rank() % 2);
  const auto split = agreed_error([&] { (void)half.all_reduce(1, Reduction::sum); });
  EXPECT_THAT(split.what(), HasSubstr("inside agree()"));
  EXPECT_NO_THROW(world().barrier()) << "the mark must go with the agreement";
}

TEST(Agree, WorksOnPartOfTheRanks) {
  const auto half = world().split(world().rank() % 2);
  const auto fail = [&] {
    if (world().rank() == 0) throw Error(Fault::input, "only the even ranks hear this");
  };
  if (world().rank() % 2 == 0) {
    EXPECT_THROW(agree(half, fail), Error);
  } else {
    EXPECT_NO_THROW(agree(half, fail));
  }
}

}  // namespace
}  // namespace minenpp::mpi
