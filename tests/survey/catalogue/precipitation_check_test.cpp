#include "survey/catalogue/precipitation_check.h"

#include <gmock/gmock.h>

#include "model/climate/calendar.h"

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int year = 2019;
constexpr auto precipitation = WeatherVariable::precipitation, temperature = WeatherVariable::temperature;
// Pingshuo in Shanxi.
constexpr std::array steppe_mm{2., 4., 9., 18., 32., 58., 105., 112., 60., 25., 9., 2.};
constexpr std::array steppe_degC{-10.5, -6.5, .5, 8.5, 15.2, 19.3, 21., 19.1, 13.5, 6.8, -1.8, -8.6};

/// Two stations with `factor` times this rain, as read when a table in `written` is taken for one in `taken`.
io::StationTable table(double factor, const std::string& written = "mm", const std::string& taken = "mm") {
  const io::ClimateUnit in(precipitation, written), as(precipitation, taken);
  io::StationTable stations({{"a", 112, 39.5, 1200}, {"b", 113, 39, 1300}}, {year});
  for (int month = 1; month <= 12; ++month) {
    const auto m = static_cast<std::size_t>(month - 1);
    for (std::size_t s = 0; s < 2; ++s) {
      stations.values(precipitation, year, month)[s] =
          factor * steppe_mm[m] / in.convert(1, year, month) * as.convert(1, year, month);
      stations.values(temperature, year, month)[s] = steppe_degC[m];
    }
  }
  return stations;
}

std::vector<std::string> told(const io::StationTable& stations, const std::string& unit = "mm") {
  Settings settings;
  settings.set("stations.file", "s.csv");
  settings.set("stations.precipitation-unit", unit);
  Notices notices(false, "warning");
  check_station_precipitation(settings, stations, notices);
  return notices.warnings();
}

TEST(PrecipitationCheck, PassesSteppesAndWetPlaces) {
  for (const double factor : {0.2, 0.5, 1., 3., 5.}) EXPECT_THAT(told(table(factor)), IsEmpty()) << factor;
}

TEST(PrecipitationCheck, AsksAboutAWrongUnitAndNamesTheRightOne) {
  EXPECT_THAT(
      told(table(1, "cm")),
      ElementsAre(AllOf(HasSubstr("stations.file = s.csv: the precipitation is 43.6 mm a year (median of 2 "
                                  "station years), 0.07"),
                        HasSubstr("which deserts alone have: is stations.precipitation-unit (mm) right?"),
                        HasSubstr("436 mm with cm"))));
  EXPECT_THAT(told(table(1, "m/day", "m"), "m"), ElementsAre(HasSubstr("It would be 436 mm with m/day")));
  EXPECT_THAT(told(table(10)), ElementsAre(AllOf(HasSubstr("4360 mm a year"), HasSubstr("wet coasts"),
                                                 HasSubstr("436 mm were the values tenths of mm"))));
  EXPECT_THAT(told(table(0)), ElementsAre(AllOf(HasSubstr("is 0 mm"), Not(HasSubstr("It would be")))));
}

TEST(PrecipitationCheck, WithoutTemperatureTheSumAloneIsJudged) {
  const auto without = [](io::StationTable stations) {
    for (int month = 1; month <= 12; ++month)
      for (auto& value : stations.values(temperature, year, month)) value = model::no_data;
    return stations;
  };
  EXPECT_THAT(told(without(table(0.1))), IsEmpty());
  EXPECT_THAT(told(without(table(10))), IsEmpty());
  EXPECT_THAT(told(without(table(0.04))), ElementsAre(Not(HasSubstr("evapotranspiration"))));
  EXPECT_THAT(told(without(table(14))), ElementsAre(HasSubstr("6104 mm")));
}

TEST(PrecipitationCheck, YearsWithoutAllMonthsSayNothing) {
  auto stations = table(0);
  for (auto& value : stations.values(precipitation, year, 2)) value = model::no_data;
  EXPECT_THAT(told(stations), IsEmpty());
}

}  // namespace
}  // namespace minenpp::survey
