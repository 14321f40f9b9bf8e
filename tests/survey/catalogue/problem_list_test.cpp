#include "survey/catalogue/problem_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

using model::Error;
using model::Fault;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(ProblemList, NothingWrongThrowsNothing) {
  EXPECT_NO_THROW(ProblemList{}.throw_if_any());
}

TEST(ProblemList, AllProblemsComeInOneError) {
  ProblemList problems;
  EXPECT_FALSE(problems.attempt("land cover", [] { throw Error(Fault::input, "no CRS"); }));
  EXPECT_TRUE(problems.attempt([] {}));
  problems.add(Fault::input, "no station");
  problems.add(Fault::input, "no station");
  try {
    problems.throw_if_any();
    FAIL() << "problems were passed over";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::input);
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("2 problems"), HasSubstr("land cover: no CRS"), HasSubstr("no station")));
  }
}

TEST(ProblemList, AUsageProblemDecidesTheExitCode) {
  ProblemList problems;
  problems.add(Fault::input, "no CRS");
  problems.add(Fault::usage, "unknown key");
  try {
    problems.throw_if_any();
    FAIL() << "problems were passed over";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::usage);
  }
}

}  // namespace
}  // namespace minenpp::survey
