#include "io/report/sentence.h"

#include <cmath>

#include <gtest/gtest.h>

namespace minenpp::io {
namespace {

TEST(Decimal, SetsThousandsApart) {
  EXPECT_EQ(decimal(1234567.891, 1), "1,234,567.9");
  EXPECT_EQ(decimal(999.4, 0), "999");
  EXPECT_EQ(decimal(999.6, 0), "1,000");
  EXPECT_EQ(decimal(-12345.6, 1), "-12,345.6");
  EXPECT_EQ(decimal(0.5, 3), "0.500");
}

TEST(Decimal, HasNoNegativeZero) {
  EXPECT_EQ(decimal(-0.04, 1), "0.0");
  EXPECT_EQ(decimal(-0.06, 1), "-0.1");
}

TEST(Decimal, ShowsMissingValuesAsADash) {
  EXPECT_EQ(decimal(std::nan(""), 2), "-");
}

TEST(Sentence, KeepsEveryNumberWithItsSource) {
  const auto json = Sentence("NPP was {0}, {1} % more.")
                        .number({52.34, "/zones/npp_mean[0,1]"}, 1)
                        .percent_between({52.34, "/zones/npp_mean[0,1]"}, {50, "/zones/npp_mean[0,0]"}, 1)
                        .json();
  EXPECT_EQ(json["text"], "NPP was {0}, {1} % more.");
  EXPECT_EQ(json["level"], "note");
  ASSERT_EQ(json["numbers"].size(), 2U);
  EXPECT_EQ(json["numbers"][0]["text"], "52.3");
  EXPECT_EQ(json["numbers"][0]["value"], 52.34);
  EXPECT_EQ(json["numbers"][1]["text"], "4.7");
  EXPECT_NEAR(json["numbers"][1]["value"], 4.68, 1e-9);
  EXPECT_EQ(json["numbers"][1]["source"], "/zones/npp_mean[0,1] / /zones/npp_mean[0,0]");
}

TEST(Sentence, AProbabilityIsNeverNothing) {
  const auto text = [](double p) { return Sentence("p").probability({p, "/trend/p"}).json()["numbers"][0]; };
  EXPECT_EQ(text(0.0321)["text"], "0.032");
  EXPECT_EQ(text(1e-7)["text"], "0.001");
  EXPECT_EQ(text(1e-7)["value"], 1e-7);
  EXPECT_EQ(text(std::nan(""))["text"], "-");
}

TEST(Sentence, ANameCannotPassForANumber) {
  EXPECT_EQ(plain("pit {0}"), "pit (0)");
}

TEST(Sentence, MissingNumbersAreNullInJson) {
  EXPECT_TRUE(number_or_null(std::nan("")).is_null());
  EXPECT_TRUE(number_or_null(INFINITY).is_null());
  EXPECT_EQ(number_or_null(2.5), 2.5);
}

TEST(ListOfNames, ReadsAsPeopleWrite) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace minenpp::io
