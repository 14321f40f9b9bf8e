#include "io/tables/date_time.h"

#include <gtest/gtest.h>

namespace minenpp::io {
namespace {

TEST(DateTime, ReadsWhatTablesWrite) {
  const auto slashes = date_time_from("2016/02/09 13:30");
  ASSERT_TRUE(slashes);
  EXPECT_EQ(slashes->year, 2016);
  EXPECT_EQ(slashes->month, 2);
  EXPECT_EQ(slashes->day, 9);
  EXPECT_DOUBLE_EQ(slashes->hours, 13.5);
  EXPECT_DOUBLE_EQ(date_time_from("2016-02-09T01:00:36Z")->hours, 1.01);
  EXPECT_DOUBLE_EQ(date_time_from("2016-02-09T23:00+08:00")->hours, 23);
  EXPECT_DOUBLE_EQ(date_time_from("1-1-1 00:00:0.0")->hours, 0);
  EXPECT_EQ(date_time_from("1-1-1 00:00:0.0")->year, 1);
  EXPECT_EQ(date_time_from("1900-12-31")->day, 31);
  EXPECT_DOUBLE_EQ(date_time_from("1900-12-31 6")->hours, 6);
  EXPECT_DOUBLE_EQ(date_time_from("1900-12-31 24:00")->hours, 24);
  EXPECT_EQ(date_time_from("1900-1-31 00:00:00 -6:00")->month, 1);
}

TEST(DateTime, RefusesTheRest) {
  for (const char* text :
       {"", "2016", "2016-02", "2016-13-01", "2016-00-01", "2016-01-32", "2016/01-02", "09.02.2016",
        "2016-01-01 25:00", "2016-01-01 24:01", "2016-01-01 10:61", "2016-01-01 noon", "x2016-01-01"})
    EXPECT_FALSE(date_time_from(text)) << text;
}

TEST(YearMonth, ReadsMonthsWithAndWithoutADay) {
  for (const char* text : {"2018-01", "2018-1", "2018/01", "2018/1", "201801", "2018-01-01", "2018-01-31",
                           "2018/1/5", "2018-01-01 00:00"}) {
    const auto month = year_month_from(text);
    ASSERT_TRUE(month) << text;
    EXPECT_EQ(month->year, 2018) << text;
    EXPECT_EQ(month->month, 1) << text;
  }
  for (const char* text : {"", "2018", "2018-13", "2018-00", "2018/01-01", "201813", "20180101", "2018-",
                           "01-2018x", "Jan 2018"})
    EXPECT_FALSE(year_month_from(text)) << text;
}

}  // namespace
}  // namespace minenpp::io
