#include "model/climate/calendar.h"

#include <gtest/gtest.h>

#include "model/error.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

TEST(Calendar, LeapYearsFollowGregory) {
  EXPECT_GOLDEN("R3c", days_in_month(1900, 2));
  EXPECT_GOLDEN("R3d", days_in_month(2000, 2));
  EXPECT_EQ(days_in_month(2020, 2), 29);
  EXPECT_EQ(days_in_month(2021, 2), 28);
}

TEST(Calendar, MonthsAddUpToTheYear) {
  for (const int year : {1900, 2000, 2019, 2020}) {
    int days = 0;
    for (int month = 1; month <= 12; ++month) days += days_in_month(year, month);
    EXPECT_EQ(days, is_leap_year(year) ? 366 : 365) << year;
    EXPECT_EQ(day_of_year(year, 12, 31), days) << year;
  }
}

TEST(Calendar, MidMonthDays) {
  EXPECT_EQ(mid_month_day(2019, 1), 15);
  EXPECT_EQ(mid_month_day(2019, 8), 227);
  EXPECT_EQ(mid_month_day(2020, 8), 228);
}

TEST(Calendar, EveryDayBelongsToItsMonth) {
  for (const int year : {2019, 2020}) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= days_in_month(year, month); ++day) {
        EXPECT_EQ(month_of_day(year, day_of_year(year, month, day)), month);
      }
    }
  }
}

TEST(Calendar, RefusesDatesThatDoNotExist) {
  EXPECT_THROW((void)days_in_month(2020, 0), Error);
  EXPECT_THROW((void)days_in_month(2020, 13), Error);
  EXPECT_THROW((void)day_of_year(2019, 2, 29), Error);
  EXPECT_THROW((void)day_of_year(2020, 2, 0), Error);
  EXPECT_THROW((void)month_of_day(2019, 366), Error);
  EXPECT_THROW((void)month_of_day(2020, 0), Error);
  EXPECT_EQ(month_of_day(2020, 366), 12);
}

}  // namespace
}  // namespace minenpp::model
