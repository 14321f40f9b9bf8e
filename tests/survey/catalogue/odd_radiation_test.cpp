#include "survey/catalogue/odd_radiation.h"

#include <functional>

#include <gmock/gmock.h>

#include "model/climate/calendar.h"
#include "model/climate/radiation.h"

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr int year = 2018;
constexpr auto radiation = WeatherVariable::radiation;

/// Stations with half of the extraterrestrial radiation in every month.
io::StationTable good_table(int stations, double latitude = 39.5) {
  std::vector<io::Station> all;
  for (int i = 0; i < stations; ++i)
    all.push_back({std::string(1, static_cast<char>('A' + i)), 112, latitude, 0});
  io::StationTable table(std::move(all), {year});
  for (int month = 1; month <= 12; ++month)
    for (auto& value : table.values(radiation, year, month))
      value = 0.5 * model::monthly_from_daily(
                        model::extraterrestrial_radiation(latitude, model::mid_month_day(year, month)), year,
                        month);
  return table;
}

/// The table with the radiation of one station changed.
io::StationTable with(io::StationTable table, std::size_t station,
                      const std::function<double(double value, int month)>& change) {
  for (int month = 1; month <= 12; ++month) {
    auto& value = table.values(radiation, year, month)[station];
    value = change(value, month);
  }
  return table;
}

std::vector<std::string> told(const io::StationTable& table) {
  Notices notices(false, "warning");
  warn_about_odd_radiation(
      table, {"stations.file = s.csv", "stations.radiation-unit", "MJ/m2/month", "station months"}, notices);
  return notices.warnings();
}

TEST(OddRadiation, AStationInAnotherUnitIsNamedWithIt) {
  EXPECT_THAT(told(with(good_table(4), 3,
                        [](double value, int month) { return value / model::days_in_month(year, month); })),
              ElementsAre(AllOf(HasSubstr("stations.file = s.csv: the radiation of station 'D' is 0.016 of"),
                                HasSubstr("(median of 12 months)"), HasSubstr("is its unit MJ/m2/month?"),
                                HasSubstr("In MJ/m2/day it would be 0.50"))));
  EXPECT_THAT(told(with(good_table(4), 1, [](double value, int) { return value / 3.6; })),
              ElementsAre(AllOf(HasSubstr("'B' is 0.14 of"), HasSubstr("In kWh/m2/month it would be 0.50"))));
  EXPECT_THAT(told(with(good_table(4), 1, [](double value, int) { return 3 * value; })),
              ElementsAre(HasSubstr("'B' is 1.5 of")));
}

TEST(OddRadiation, ZerosAreAskedAbout) {
  EXPECT_THAT(
      told(with(good_table(4), 0, [](double, int) { return 0; })),
      ElementsAre(AllOf(HasSubstr("'A' is 0 of"), HasSubstr("stations.missing"), Not(HasSubstr("In ")))));
  EXPECT_THAT(told(with(good_table(4), 0, [](double value, int month) { return month == 8 ? 0 : value; })),
              ElementsAre(AllOf(HasSubstr("'A' is 0 of"), HasSubstr("(1 of 12 months: 2018-08)"))));
}

TEST(OddRadiation, FiveAreNamed) {
  auto table = good_table(9);
  for (std::size_t station = 0; station < 8; ++station)
    table = with(std::move(table), station, [](double, int) { return 0; });
  const auto warnings = told(table);
  ASSERT_THAT(warnings, SizeIs(6));
  EXPECT_THAT(warnings.back(), HasSubstr("and 3 more stations"));
}

TEST(OddRadiation, GoodDarkAndMissingMonthsPass) {
  EXPECT_THAT(told(good_table(4)), IsEmpty());
  EXPECT_THAT(told(with(good_table(1, 69), 0,
                        [](double value, int month) { return month < 2 || month > 10 ? 0 : value; })),
              IsEmpty())
      << "polar night";
  EXPECT_THAT(told(with(good_table(2), 0, [](double value, int) { return 0.45 * value; })), IsEmpty())
      << "fog";
  EXPECT_THAT(told(with(good_table(2), 0, [](double, int) { return model::no_data; })), IsEmpty());
}

}  // namespace
}  // namespace minenpp::survey
