#include "survey/catalogue/problem_list.h"

#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

using model::Error;
using model::Fault;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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

std::string message_of(const ProblemList& problems) {
  try {
    problems.throw_if_any();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(ProblemList, ManyOfAKindAreCounted) {
  ProblemList problems;
  for (int year = 2001; year <= 2040; ++year)
    problems.add(Fault::input, fmt::format("NDVI of {}-08: raster 'ndvi-{}.tif' has no CRS", year, year));
  problems.add(Fault::input, "no station");
  const auto told = message_of(problems);
  EXPECT_THAT(told, AllOf(HasSubstr("41 problems"), HasSubstr("ndvi-2001.tif"), HasSubstr("ndvi-2005.tif"),
                          HasSubstr("(and 35 more like it)"), HasSubstr("no station"),
                          Not(HasSubstr("ndvi-2006.tif"))));
}

TEST(ProblemList, NumbersThatAreNoDatesAreToldApart) {
  ProblemList problems;
  for (int code = 11; code <= 20; ++code)
    problems.add(Fault::input, fmt::format("land cover of {}: code {} has no class", 1990 + code, code));
  const auto told = message_of(problems);
  for (int code = 11; code <= 20; ++code) EXPECT_THAT(told, HasSubstr(fmt::format("code {} has", code)));
  ProblemList by_day;
  for (int day = 101; day <= 120; ++day)
    by_day.add(Fault::input, fmt::format("raster 'MOD13Q1.A2016{}.hdf' has no CRS", day));
  EXPECT_THAT(message_of(by_day), HasSubstr("(and 15 more like it)"));
}

TEST(ProblemList, TheOnlyOneLeftIsToldAndNotCounted) {
  ProblemList problems;
  for (int year = 2001; year <= 2006; ++year) problems.add(Fault::input, fmt::format("no NDVI of {}", year));
  EXPECT_THAT(message_of(problems), AllOf(HasSubstr("no NDVI of 2006"), Not(HasSubstr("more like it"))));
}

}  // namespace
}  // namespace minenpp::survey
