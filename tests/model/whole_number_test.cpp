#include "model/whole_number.h"

#include <cstdint>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

TEST(WholeNumber, IsTheWholeText) {
  EXPECT_EQ(whole_number("2016"), 2016);
  EXPECT_EQ(whole_number("-7"), -7);
  EXPECT_EQ(whole_number<std::int64_t>("3000000000"), 3000000000);
  for (const char* text : {"", " 7", "7 ", "+7", "7.0", "7a", "-", "3000000000"})
    EXPECT_FALSE(whole_number(text)) << text;
}

}  // namespace
}  // namespace minenpp::model
