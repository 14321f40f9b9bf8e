#include "survey/run/terminal.h"

#include <cmath>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

constexpr Terminal plain{false, false}, able{true, true};

TEST(Terminal, AFileHasNoColour) {
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  EXPECT_FALSE(terminal_of(file).colour);
  std::fclose(file);
}

TEST(Bold, IsForTerminalsAlone) {
  EXPECT_EQ(bold(plain, "zone"), "zone");
  EXPECT_EQ(bold(able, "zone"), "\033[1mzone\033[0m");
}

TEST(Sparkline, GoesFromTheLeastToTheLargest) {
  EXPECT_EQ(sparkline(able, {0, 1, 2, 3, 4, 5, 6, 7, 8}), "▁▂▃▄▅▆▇██");
  EXPECT_EQ(sparkline(able, {5, 4}), "█▁");
}

TEST(Sparkline, LeavesMissingYearsBlank) {
  EXPECT_EQ(sparkline(able, {1, std::nan(""), 3}), "▁ █");
  EXPECT_EQ(sparkline(able, {std::nan(""), std::nan("")}), "  ");
}

TEST(Sparkline, EqualValuesAreEqualBars) {
  EXPECT_EQ(sparkline(able, {2, 2, 2}), "▅▅▅");
}

TEST(Sparkline, NeedsItsCharactersAndTwoYears) {
  EXPECT_EQ(sparkline(plain, {1, 2}), "");
  EXPECT_EQ(sparkline(able, {1}), "");
}

}  // namespace
}  // namespace minenpp::survey
