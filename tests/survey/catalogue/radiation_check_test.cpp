#include "survey/catalogue/radiation_check.h"

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

constexpr int year = 2018;

double above(double latitude, int month) {
  return model::monthly_from_daily(
      model::extraterrestrial_radiation(latitude, model::mid_month_day(year, month)), year, month);
}

/// Two stations with `share` of the extraterrestrial radiation in every month, as read when their table,
/// which is in `written`, is taken for one in `taken`.
io::StationTable table(double share, const std::string& written = "MJ/m2/month",
                       const std::string& taken = "MJ/m2/month") {
  const io::ClimateUnit in(WeatherVariable::radiation, written), as(WeatherVariable::radiation, taken);
  io::StationTable stations({{"a", -55.6, -11.6, 370}, {"b", 20, 69, 10}}, {year});
  for (int month = 1; month <= 12; ++month) {
    const auto values = stations.values(WeatherVariable::radiation, year, month);
    for (std::size_t s = 0; s < 2; ++s)
      values[s] = share * above(stations.stations()[s].lat, month) / in.convert(1, year, month) *
                  as.convert(1, year, month);
  }
  return stations;
}

/// The warnings, with the error as the last.
std::vector<std::string> told(const io::StationTable& stations, const std::string& unit = "MJ/m2/month") {
  Settings settings;
  settings.set("stations.file", "s.csv");
  settings.set("stations.radiation-unit", unit);
  Notices notices(false, "warning");
  try {
    check_station_radiation(settings, stations, notices);
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::input);
    auto all = notices.warnings();
    all.push_back(std::string("error: ") + error.what());
    return all;
  }
  return notices.warnings();
}

TEST(RadiationCheck, PassesEveryClimate) {
  for (const double share : {0.22001, 0.3, 0.5, 0.75, 0.999})
    EXPECT_THAT(told(table(share)), IsEmpty()) << share;
}

TEST(RadiationCheck, RefusesWhatNoClimateHasAndNamesTheUnit) {
  EXPECT_THAT(
      told(table(0.53, "MJ/m2/day")),
      ElementsAre(AllOf(HasSubstr("stations.file = s.csv: the radiation"), HasSubstr("is 0.017 of"),
                        HasSubstr("0.3 to 0.75"), HasSubstr("is stations.radiation-unit (MJ/m2/month)"),
                        HasSubstr("right? In MJ/m2/day it would be 0.53"), Not(HasSubstr(", in")))));
  EXPECT_THAT(told(table(0.5, "kWh/m2/day")),
              ElementsAre(AllOf(HasSubstr("error: "), HasSubstr("is 0.0045 of"),
                                HasSubstr("In kWh/m2/day it would be 0.50"))));
  EXPECT_THAT(
      told(table(0.5, "MJ/m2/month", "W/m2"), "W/m2"),
      ElementsAre(AllOf(HasSubstr("error: "), HasSubstr("is 1.3 of"), HasSubstr("In MJ/m2/month it"))));
  EXPECT_THAT(told(table(1.001)), ElementsAre(HasSubstr("error: ")));
  EXPECT_THAT(told(table(0)), ElementsAre(AllOf(HasSubstr("error: "), Not(HasSubstr("it would be")))));
}

TEST(RadiationCheck, WarnsOfDoubtfulValues) {
  EXPECT_THAT(told(table(0.219)), ElementsAre(AllOf(HasSubstr("is 0.22 of"), Not(HasSubstr("error")))));
  EXPECT_THAT(
      told(table(0.5, "W/m2")),
      ElementsAre(AllOf(HasSubstr("is 0.19 of"), HasSubstr("In W/m2 it would be 0.50, in kWh/m2/month 0.67"),
                        Not(HasSubstr("error")))));
}

TEST(RadiationCheck, LeavesDarkAndMissingMonthsOut) {
  RadiationShares shares;
  EXPECT_FALSE(shares.median());
  shares.add(0, 69, year, 12);
  shares.add(model::no_data, 0, year, 6);
  shares.add(500, model::no_data, year, 6);
  EXPECT_EQ(shares.size(), 0U);
  shares.add(0.4 * above(69, 6), 69, year, 6);
  shares.add(0.6 * above(0, 1), 0, year, 1);
  EXPECT_NEAR(*shares.median(), 0.5, 1e-12);
}

TEST(RadiationCheck, SunshineAndHoursHaveNoOtherUnit) {
  EXPECT_THAT(told(table(0.01), "h/day"), IsEmpty());
  Settings settings;
  settings.set("stations.hourly-radiation", "h.csv");
  Notices notices(false, "warning");
  check_station_radiation(settings, table(0.2), notices);
  EXPECT_THAT(notices.warnings(),
              ElementsAre(AllOf(HasSubstr("stations.hourly-radiation"), HasSubstr("are its values W/m2?"))));
}

TEST(RadiationCheck, LooksAtAPartOfALargeTable) {
  std::vector<io::Station> many;
  for (int i = 0; i < 20000; ++i) many.push_back({std::to_string(100000 + i), 20, 10, 0});
  io::StationTable stations(std::move(many), {year});
  for (int month = 1; month <= 12; ++month)
    for (auto& value : stations.values(WeatherVariable::radiation, year, month)) value = 20;
  EXPECT_THAT(told(stations), ElementsAre(HasSubstr("median of 80004 station months")));
}

}  // namespace
}  // namespace minenpp::survey
