#include "io/tables/hourly_radiation.h"

#include <cmath>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "io/gdal/fixture.h"
#include "model/climate/calendar.h"
#include "support/golden.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// A month of one station every `step` minutes, all of one value; `keep`: a share of the records.
std::string month_of(const std::string& id, int year, int month, int step, double watts, double keep = 1) {
  std::string text;
  const int records = model::days_in_month(year, month) * 1440 / step;
  for (int i = 0; i < static_cast<int>(records * keep); ++i)
    text += fmt::format("{},{}/{:02}/{:02} {:02}:{:02},{}\n", id, year, month, 1 + i * step / 1440,
                        i * step % 1440 / 60, i * step % 60, watts);
  return text;
}

std::string hourly_error(const std::string& text, HourlySettings settings = {}) {
  const TemporaryFolder folder;
  settings.path = folder.write("hours.csv", text);
  return error_of([&] { static_cast<void>(read_hourly_radiation(settings)); });
}

const std::string header = "id,datetime,radiation\n";

TEST(HourlyRadiation, MeetsTheGoldenSums) {
  const TemporaryFolder folder;
  const auto path =
      folder.write("hours.csv", header + month_of("b", 2020, 8, 60, 210) + month_of("a", 2020, 2, 10, 150) +
                                    month_of("a", 2021, 2, 10, 150));
  const auto months = read_hourly_radiation({.path = path, .years = {2020}});
  ASSERT_EQ(months.size(), 2U);
  EXPECT_EQ(months[0].id, "a");
  EXPECT_EQ(months[0].month, 2);
  EXPECT_GOLDEN("R3b", months[0].radiation_MJ_m2);
  EXPECT_GOLDEN("R3a", months[1].radiation_MJ_m2);
  EXPECT_EQ(months[1].share, 1);
}

TEST(HourlyRadiation, AMonthCountsWithEnoughOfItsHours) {
  const TemporaryFolder folder;
  const auto path =
      folder.write("hours.csv", header + month_of("a", 2020, 4, 60, 100, 0.8) + "a,2020-05-01T00:00,NA\n");
  const auto strict = read_hourly_radiation({.path = path, .years = {2020}});
  ASSERT_EQ(strict.size(), 2U);
  EXPECT_NEAR(strict[0].share, 0.8, 1e-12);
  EXPECT_TRUE(std::isnan(strict[0].radiation_MJ_m2));
  EXPECT_EQ(strict[1].share, 0);
  EXPECT_TRUE(std::isnan(strict[1].radiation_MJ_m2));
  const auto lenient = read_hourly_radiation({.path = path, .years = {2020}, .least_share = 0.8});
  EXPECT_NEAR(lenient[0].radiation_MJ_m2, 100 * 0.0864 * 30, 1e-9) << "the mean of the hours that are there";
}

TEST(HourlyRadiation, NightsBelowZeroAreDark) {
  const TemporaryFolder folder;
  const auto path = folder.write("h.csv", header + "a,2020/04/01 00:00,-3.5\na,2020/04/01 01:00,7\n");
  const auto months = read_hourly_radiation({.path = path, .least_share = 0});
  EXPECT_NEAR(months.at(0).radiation_MJ_m2, 3.5 * 0.0864 * 30, 1e-9);
}

TEST(HourlyRadiation, RefusesBadTables) {
  EXPECT_THAT(hourly_error("id,time,radiation\n"),
              AllOf(HasSubstr("hours.csv"), HasSubstr("'datetime' (did you mean 'time'?)")));
  EXPECT_THAT(hourly_error("datetime,radiation\n2020-01-01 00:00,1\n"), HasSubstr("'id'"));
  EXPECT_THAT(hourly_error(header), HasSubstr("no record"));
  EXPECT_THAT(hourly_error(header + "a,1.2.2020,5\n"), AllOf(HasSubstr("line 2"), HasSubstr("1.2.2020")));
  EXPECT_THAT(hourly_error(header + "a,2019-02-29 00:00,5\n"), HasSubstr("2019-02-29"));
  EXPECT_THAT(hourly_error(header + "a,2020-02-29 00:00,-999\n"),
              AllOf(HasSubstr("'-999'"), HasSubstr("stations.missing")));
  EXPECT_THAT(hourly_error(header + "a,2020-01-01 01:00,5\na,2020-01-01 01:00,5\n"),
              AllOf(HasSubstr("do not rise"), HasSubstr("line 2 to line 3")));
  EXPECT_THAT(hourly_error(header + "a,2020-01-01 01:00,5\na,2020-01-02 01:00,5\n"),
              HasSubstr("24 hours apart"));
  EXPECT_THAT(hourly_error(header + month_of("a", 2020, 4, 60, 900)), HasSubstr("W/m2 are expected"));
  EXPECT_THAT(hourly_error(header + "a,2020-01-01 01:00,5\n", {.path = "", .years = {2021}}),
              HasSubstr("of the years asked for"));
}

// INTA Mendoza, 2016-02-09: 24 hourly records of one day, no id column.
TEST(HourlyRadiation, ARealDay) {
  MINENPP_NEEDS_REAL_DATA();
  const auto path = ::minenpp::testing::real_data() + "/landsat/lc08_l1_sr_2016_mendoza/INTA.csv";
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  double sum = 0;
  int hours = 0;
  for (; std::getline(file, line); ++hours) {
    std::istringstream fields(line);
    for (int i = 0; i < 5; ++i) std::getline(fields, line, ',');
    sum += std::stod(line);
  }
  ASSERT_EQ(hours, 24);
  HourlySettings settings{.path = path, .only_station = "INTA", .years = {2016}};
  EXPECT_TRUE(std::isnan(read_hourly_radiation(settings).at(0).radiation_MJ_m2));
  settings.least_share = 0.03;
  const auto month = read_hourly_radiation(settings).at(0);
  EXPECT_NEAR(month.share, 24.0 / (29 * 24), 1e-12);
  EXPECT_NEAR(month.radiation_MJ_m2, sum / 24 * 0.0864 * 29, 1e-9);
  EXPECT_GT(month.radiation_MJ_m2 / 29, 15) << "MJ/m2 of a summer day";
  EXPECT_LT(month.radiation_MJ_m2 / 29, 30);
}

}  // namespace
}  // namespace minenpp::io
