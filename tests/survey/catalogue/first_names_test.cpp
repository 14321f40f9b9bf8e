#include "survey/catalogue/first_names.h"

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

TEST(FirstNames, NamesFiveAndTellsOfTheRest) {
  EXPECT_EQ(first_quoted({"East"}), "'East'");
  EXPECT_EQ(first_quoted({"a", "b", "c", "d", "e"}), "'a', 'b', 'c', 'd', 'e'");
  EXPECT_EQ(first_quoted({"a", "b", "c", "d", "e", "f", "g"}), "'a', 'b', 'c', 'd', 'e' and 2 more");
  EXPECT_EQ(first_listed({"a", "b"}), "a, b");
  EXPECT_EQ(first_listed({"a", "b", "c", "d", "e", "f"}), "a, b, c, d, e, ...");
}

}  // namespace
}  // namespace minenpp::survey
