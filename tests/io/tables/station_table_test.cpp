#include "io/tables/station_table.h"

#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"
#include "model/climate/calendar.h"
#include "support/golden.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using model::Fault;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr auto T = StationVariable::temperature;
constexpr auto P = StationVariable::precipitation;
constexpr auto R = StationVariable::radiation;
const std::string header = "id,lon,lat,elevation,year,month,temperature,precipitation,radiation\n";

/// Twelve months of one station, temperature = month.
std::string year_of(const std::string& id, double lon, double lat, int year, int missing_month = 0) {
  std::ostringstream text;
  for (int month = 1; month <= 12; ++month)
    text << id << ',' << lon << ',' << lat << ",1200," << year << ',' << month << ','
         << (month == missing_month ? "NA" : std::to_string(month)) << ",50,500\n";
  return text.str();
}

std::string table_error(const StationSettings& settings, Fault fault = Fault::input) {
  return error_of([&] { static_cast<void>(read_stations(settings)); }, fault);
}

TEST(StationTable, SortsStationsAndIndexesValues) {
  const TemporaryFolder folder;
  const auto path =
      folder.write("s.csv", header + year_of("b", 112.2, 39.3, 2016) + year_of("a", 112.4, 39.4, 2016) +
                                year_of("a", 112.4, 39.4, 2010, 7));
  const auto table = read_stations({.path = path});
  ASSERT_EQ(table.stations().size(), 2U);
  EXPECT_EQ(table.stations()[0], (Station{"a", 112.4, 39.4, 1200}));
  EXPECT_EQ(table.stations()[1].id, "b");
  EXPECT_EQ(table.years(), (std::vector<int>{2010, 2016}));
  EXPECT_EQ(table.value(T, 2016, 8, 1), 8);
  EXPECT_EQ(table.value(P, 2010, 1, 0), 50);
  EXPECT_EQ(table.value(R, 2016, 12, 0), 500);
  EXPECT_TRUE(std::isnan(table.value(T, 2010, 7, 0)));
  EXPECT_TRUE(std::isnan(table.value(T, 2010, 1, 1)));
  EXPECT_THROW(static_cast<void>(table.values(T, 2011, 1)), model::Error);
  EXPECT_THROW(static_cast<void>(table.values(T, 2010, 13)), model::Error);
}

TEST(StationTable, ConvertsUnits) {
  const TemporaryFolder folder;
  const auto path = folder.write("s.csv",
                                 "id,lon,lat,year,month,temperature,precipitation,radiation\n"
                                 "a,112,39,2016,2,293.15,0.05,200\na,112,39,2015,2,273.15,0,100\n");
  const auto table = read_stations(
      {.path = path, .temperature_unit = "K", .precipitation_unit = "m", .radiation_unit = "W/m2"});
  EXPECT_NEAR(table.value(T, 2016, 2, 0), 20, 1e-12);
  EXPECT_NEAR(table.value(P, 2016, 2, 0), 50, 1e-12);
  EXPECT_NEAR(table.value(R, 2016, 2, 0), 200 * 0.0864 * 29, 1e-9);
  EXPECT_NEAR(table.value(R, 2015, 2, 0), 100 * 0.0864 * 28, 1e-9);
  EXPECT_TRUE(std::isnan(table.stations()[0].elevation));
  EXPECT_NEAR(ClimateUnit(T, "degF").convert(212, 2016, 1), 100, 1e-12);
  EXPECT_NEAR(ClimateUnit(T, "degF").convert(32, 2016, 1), 0, 1e-12);
  EXPECT_NEAR(ClimateUnit(P, "mm/day").convert(2, 2016, 4), 60, 1e-12);
  EXPECT_NEAR(ClimateUnit(R, "MJ/m2/day").convert(10, 2016, 1), 310, 1e-12);
  EXPECT_NEAR(ClimateUnit(R, "kWh/m2/day").convert(1, 2016, 1), 3.6 * 31, 1e-12);
  EXPECT_THAT(table_error({.path = path, .temperature_unit = "C"}, Fault::usage),
              AllOf(HasSubstr("'C' is no unit of temperature"), HasSubstr("degC, K, degF")));
}

TEST(StationTable, UnitsOfGriddedData) {
  EXPECT_NEAR(ClimateUnit(P, "kg/m2/s").convert(1e-5, 2016, 2), 1e-5 * 86400 * 29, 1e-12);
  EXPECT_NEAR(ClimateUnit(P, "m/day").convert(0.002, 2016, 4), 60, 1e-12);
  EXPECT_NEAR(ClimateUnit(P, "mm/hour").convert(0.1, 2016, 4), 72, 1e-12);
  EXPECT_NEAR(ClimateUnit(R, "J/m2/month").convert(5e8, 2016, 4), 500, 1e-12);
  EXPECT_NEAR(ClimateUnit(R, "J/m2/day").convert(2e7, 2016, 1), 620, 1e-12);
}

TEST(StationTable, SunshineBecomesRadiation) {
  const TemporaryFolder folder;
  const std::string lines =
      "id,lon,lat,year,month,temperature,precipitation,radiation\n"
      "p,112,39.5,2020,8,20,100,8.2\nr,-43.2,-22.9,2019,5,22,80,7.1\n";
  const auto table = read_stations({.path = folder.write("s.csv", lines), .radiation_unit = "h/day"});
  EXPECT_GOLDEN("R2d", table.value(R, 2020, 8, 0));
  EXPECT_NEAR(table.value(R, 2019, 5, 1), ::minenpp::testing::golden_value("R1d") * 31, 1e-6);
  const auto monthly =
      read_stations({.path = folder.write("m.csv",
                                          "id,lon,lat,year,month,temperature,precipitation,radiation\n"
                                          "p,112,39.5,2020,8,20,100,254.2\n"),
                     .radiation_unit = "h/month"});
  EXPECT_NEAR(monthly.value(R, 2020, 8, 0), table.value(R, 2020, 8, 0), 1e-9);
  const auto own =
      read_stations({.path = folder.file("s.csv"), .radiation_unit = "h/day", .angstrom = {0.2, 0.55}});
  EXPECT_NEAR(
      own.value(R, 2020, 8, 0) / 31,
      (0.2 + 0.55 * 8.2 / ::minenpp::testing::golden_value("R2b")) * ::minenpp::testing::golden_value("R2a"),
      1e-9);
  EXPECT_THAT(table_error({.path = folder.file("m.csv"), .radiation_unit = "h/day"}),
              AllOf(HasSubstr("254.2"), HasSubstr("stations.radiation-unit"), HasSubstr("latitude 39.5")));
}

// Two years of daily sunshine and measured radiation at 54 N, with the coefficients fitted to them.
TEST(StationTable, SunshineAgreesWithMeasuredRadiation) {
  MINENPP_NEEDS_REAL_DATA();
  std::ifstream file(::minenpp::testing::real_data() + "/kriging/sirad_daily_sunshine_radiation_54N_9E.csv");
  std::string line;
  std::getline(file, line);
  std::map<std::pair<int, int>, std::array<double, 3>> months;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string date, sunshine, radiation;
    std::getline(fields, date, ',');
    std::getline(fields, sunshine, ',');
    std::getline(fields, radiation, ',');
    if (sunshine == "NA" || radiation == "NA") continue;
    auto& sums = months[{std::stoi(date.substr(0, 4)), std::stoi(date.substr(5, 2))}];
    sums[0] += std::stod(sunshine);
    sums[1] += std::stod(radiation);
    sums[2] += 1;
  }
  ASSERT_EQ(months.size(), 24U);
  std::ostringstream text;
  text << header;
  for (const auto& [when, sums] : months)
    text << "x,9,54,10," << when.first << ',' << when.second << ",10,50," << sums[0] / sums[2] << '\n';
  const TemporaryFolder folder;
  const auto table = read_stations(
      {.path = folder.write("s.csv", text.str()), .radiation_unit = "h/day", .angstrom = {0.209, 0.561}});
  double total = 0, measured = 0;
  for (const auto& [when, sums] : months) {
    const double got = table.value(R, when.first, when.second, 0);
    const double want = sums[1] / sums[2] * model::days_in_month(when.first, when.second);
    EXPECT_NEAR(got, want, 0.18 * want + 4) << when.first << '-' << when.second;
    total += got;
    measured += want;
  }
  EXPECT_NEAR(total, measured, 0.05 * measured);
}

TEST(StationTable, AVariableThatComesFromElsewhere) {
  const TemporaryFolder folder;
  StationSettings settings{.path = folder.write("s.csv",
                                                "id,lon,lat,year,month,precipitation\na,1,2,2016,3,5\n"
                                                "b,1,3,2016,3,NA\n")};
  settings.columns.temperature = settings.columns.radiation = "";
  const auto table = read_stations(settings);
  EXPECT_EQ(table.value(P, 2016, 3, 0), 5);
  EXPECT_TRUE(std::isnan(table.value(T, 2016, 3, 0)));
  EXPECT_TRUE(std::isnan(table.value(R, 2016, 3, 0)));
  settings.complete_only = true;
  EXPECT_THAT(table_error(settings), HasSubstr("all 12 months of precipitation in"));
}

TEST(StationTable, ASingleStationWithoutItsColumns) {
  const TemporaryFolder folder;
  const auto path =
      folder.write("s.csv", "date,airt,prec,slrt\n2011-01,-5,80,6\n2011-02,NA,60,9\n2012-01,-1,10,6\n");
  StationSettings settings{.path = path, .radiation_unit = "MJ/m2/day", .years = {2011}};
  settings.columns.date = "date";
  settings.columns.temperature = "airt";
  settings.columns.precipitation = "prec";
  settings.columns.radiation = "slrt";
  settings.fixed_station = Station{"tower", -72.17, 42.54, 340};
  const auto table = read_stations(settings);
  EXPECT_EQ(table.stations().size(), 1U);
  EXPECT_EQ(table.stations()[0].elevation, 340);
  EXPECT_EQ(table.years(), std::vector<int>{2011});
  EXPECT_EQ(table.value(R, 2011, 1, 0), 6 * 31);
  EXPECT_TRUE(std::isnan(table.value(T, 2011, 2, 0)));
  settings.path = folder.write("bad.csv", "date,airt,prec,slrt\n2011.01,-5,80,6\n");
  EXPECT_THAT(table_error(settings),
              AllOf(HasSubstr("line 2, column 'date'"), HasSubstr("2011.01"), HasSubstr("2016-08")));
}

TEST(StationTable, DatesAsTheyAreWritten) {
  const TemporaryFolder folder;
  const std::string names = "id,lon,lat,date,temperature,precipitation,radiation\n";
  StationSettings settings{
      .path = folder.write("s.csv", names + "a,1,2,2018-01-31,1,50,500\n"
                                            "a,1,2,2018/2,2,50,500\na,1,2,201803,3,50,500\n")};
  EXPECT_THAT(table_error(settings),
              AllOf(HasSubstr("lacks the column(s) 'year', 'month'"),
                    HasSubstr("if 'date' is the time, set stations.column-date = date")));
  settings.columns.date = "date";
  const auto table = read_stations(settings);
  for (int month = 1; month <= 3; ++month) EXPECT_EQ(table.value(T, 2018, month, 0), month);
  settings.path = folder.write("t.csv", names + "a,1,2,2018-01-01,1,50,500\na,1,2,2018-01-02,2,50,500\n");
  EXPECT_THAT(table_error(settings), HasSubstr("two records of 2018-01, on lines 2 and 3"));
  settings.path = folder.write("u.csv", "id,lon,lat,date,temperature,precipitation\na,1,2,2018-01,1,50\n");
  EXPECT_THAT(table_error(settings), ::testing::Not(HasSubstr("column-date")));
}

TEST(StationTable, DecimalCommasAndUsualTextsOfNoValue) {
  const TemporaryFolder folder;
  const std::string names = "id;lon;lat;elevation;year;month;temperature;precipitation;radiation\n";
  const auto path = folder.write("s.csv", "sep=;\n" + names + "a;-55,6;-11,6;n/a;2018;1;25,6;335,5;546,1\n" +
                                              "a;-55,6;-11,6;-;2018;2;na;NULL;-9999,0\n"
                                              "a;-55,6;-11,6;;2018;3;none;-;NAN\n");
  const auto table = read_stations({.path = path});
  EXPECT_EQ(table.stations()[0].lon, -55.6);
  EXPECT_TRUE(std::isnan(table.stations()[0].elevation));
  EXPECT_EQ(table.value(T, 2018, 1, 0), 25.6);
  EXPECT_EQ(table.value(R, 2018, 1, 0), 546.1);
  for (const auto variable : all_station_variables)
    for (const int month : {2, 3}) EXPECT_TRUE(std::isnan(table.value(variable, 2018, month, 0)));
  EXPECT_THAT(table_error({.path = folder.write("b.csv", names + "a;-55,6;-11.6;1;2018;1;25;335;546\n")}),
              HasSubstr("is the decimal sign a point or a comma?"));
}

TEST(StationTable, MissingTextsExclusionsAndCompleteStations) {
  const TemporaryFolder folder;
  const auto path =
      folder.write("s.csv", header + year_of("a", 112, 39, 2016) + year_of("b", 112.1, 39, 2016, 5) +
                                year_of("c", 112.2, 39, 2016) + "d,112.3,39,1100,2016,1,-9999.0,1,1\n");
  const auto all = read_stations({.path = path});
  EXPECT_EQ(all.stations().size(), 4U);
  EXPECT_TRUE(std::isnan(all.value(T, 2016, 1, 3)));
  const auto complete = read_stations({.path = path, .exclude = {"c"}, .complete_only = true});
  ASSERT_EQ(complete.stations().size(), 1U);
  EXPECT_EQ(complete.stations()[0].id, "a");
  EXPECT_EQ(complete.value(T, 2016, 8, 0), 8);
  EXPECT_THAT(table_error({.path = path, .exclude = {"a", "c"}, .complete_only = true}),
              HasSubstr("none of the 2 stations"));
  EXPECT_THAT(table_error({.path = path, .exclude = {"a", "b", "c", "d"}}), HasSubstr("no station is left"));
  EXPECT_THAT(table_error({.path = path, .exclude = {"e"}}, Fault::usage),
              HasSubstr("stations.exclude names station 'e'"));
  EXPECT_THAT(table_error({.path = path, .years = {2016, 2020}}),
              AllOf(HasSubstr("no record of 2020"), HasSubstr("2016")));
}

TEST(StationTable, AFixedYear) {
  const TemporaryFolder folder;
  const auto path =
      folder.write("s.csv", "id,lon,lat,month,temperature,precipitation,radiation\na,1,2,3,4,5,6\n");
  const auto table = read_stations({.path = path, .fixed_year = 2020});
  EXPECT_EQ(table.value(T, 2020, 3, 0), 4);
  EXPECT_THAT(table_error({.path = path}), HasSubstr("lacks the column(s) 'year'"));
}

struct BadTable {
  const char* name;
  std::string lines;
  std::vector<std::string> expected;
};

class BadStationTable : public ::testing::TestWithParam<BadTable> {};

TEST_P(BadStationTable, IsRefusedWithItsPlace) {
  const TemporaryFolder folder;
  const auto path = folder.write("s.csv", GetParam().lines);
  const auto message = table_error({.path = path});
  EXPECT_THAT(message, HasSubstr("reading station table"));
  EXPECT_THAT(message, HasSubstr("s.csv"));
  for (const auto& part : GetParam().expected) EXPECT_THAT(message, HasSubstr(part));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadStationTable,
    ::testing::Values(
        BadTable{"header",
                 "id,longitude,lat,year,month,temp,precipitation,radiation\n",
                 {"'lon' (did you mean 'longitude'?)", "'temperature' (did you mean 'temp'?)", "it has"}},
        BadTable{"text", header + "a,1,2,3,2016,1,warm,5,6\n", {"line 2, column 'temperature' holds 'warm'"}},
        BadTable{"duplicate",
                 header + "a,1,2,3,2016,1,4,5,6\nb,1,2,3,2016,1,4,5,6\na,1,2,3,2016,1,4,5,6\n",
                 {"station 'a' has two records of 2016-01, on lines 2 and 4"}},
        BadTable{"latitude", header + "a,1,-200,3,2016,1,4,5,6\n", {"line 2", "latitude -200", "-90..90"}},
        BadTable{"longitude", header + "a,400,20,3,2016,1,4,5,6\n", {"longitude 400"}},
        BadTable{"swapped", header + "a,39.3,112.2,3,2016,1,4,5,6\n", {"line 2", "look swapped"}},
        BadTable{"moved",
                 header + "a,1,2,3,2016,1,4,5,6\na,1,2.5,3,2016,2,4,5,6\n",
                 {"station 'a' is at 1, 2, 3 m on line 2", "on line 3"}},
        BadTable{"kelvin",
                 header + "a,1,2,3,2016,1,293,5,6\n",
                 {"line 2", "293", "outside -90..60", "stations.temperature-unit"}},
        BadTable{
            "rain", header + "a,1,2,3,2016,1,20,-5,6\n", {"outside 0..5000", "stations.precipitation-unit"}},
        BadTable{"radiation",
                 header + "a,1,2,3,2016,1,20,5,6000\n",
                 {"outside 0..1500", "stations.radiation-unit"}},
        BadTable{"month", header + "a,1,2,3,2016,13,4,5,6\n", {"column 'month' holds '13'", "1..12"}},
        BadTable{"year", header + "a,1,2,3,216,1,4,5,6\n", {"column 'year' holds '216'"}},
        BadTable{"empty_id", header + ",1,2,3,2016,1,4,5,6\n", {"column 'id' is empty"}},
        BadTable{"no_record", header, {"no record"}}),
    [](const auto& bad) { return std::string(bad.param.name); });

TEST(RequireMonths, NamesTheMonthsWithoutAnyValue) {
  const TemporaryFolder folder;
  const auto path = folder.write("s.csv", header + year_of("a", 112, 39, 2016, 5));
  const auto table = read_stations({.path = path});
  std::vector<int> months(12);
  std::iota(months.begin(), months.end(), 1);
  EXPECT_NO_THROW(require_months(table, P, 2016, months));
  EXPECT_THAT(error_of([&] { require_months(table, T, 2016, months); }),
              AllOf(HasSubstr("temperature of 2016"), HasSubstr("month(s) 5;"), HasSubstr("12 month(s)")));
}

TEST(StationPlaces, TellSwappedFromFar) {
  const StudyGrid study{model::Grid(20, 50, 0.01, 0.01, 100, 100, true), Crs::wgs84()};
  const auto table = [](std::vector<Station> stations) { return StationTable(std::move(stations), {2016}); };
  EXPECT_EQ(check_station_places(table({{"a", 20.5, 49.5, 0}, {"b", 22, 50, 0}, {"c", -100, 0, 0}}), study),
            1U);
  EXPECT_THAT(error_of([&] {
                check_station_places(table({{"a", 49.5, 20.5, 0}}), study);
              }),
              HasSubstr("look swapped"));
  EXPECT_THAT(error_of([&] {
                check_station_places(table({{"a", 120, 20.5, 0}}), study);
              }),
              HasSubstr("none of the 1 stations is within 5 degrees"));
}

TEST(StationPlaces, LongitudesCountFromAnyMeridian) {
  const StationTable table({{"a", -154.5, 60.5, 0}, {"b", -150, 60, 0}}, {2016});
  const auto inside = [&](double west) {
    return check_station_places(
        table, {model::Grid(west, 61, 0.01, 0.01, 100, 100, true), Crs::from_text("EPSG:4326")});
  };
  EXPECT_EQ(inside(205), 1U);
  EXPECT_EQ(inside(-155), 1U);
  EXPECT_THAT(error_of([&] { inside(25); }), HasSubstr("none of the 2 stations is within 5 degrees"));
  EXPECT_EQ(check_station_places(StationTable({{"c", -179.5, 60.5, 0}}, {2016}),
                                 {model::Grid(179, 61, 0.01, 0.01, 100, 200, true), Crs::wgs84()}),
            1U)
      << "a grid over the antimeridian";
}

TEST(StationTable, HarvardForest2011) {
  MINENPP_NEEDS_REAL_DATA();
  StationSettings settings{
      .path = ::minenpp::testing::real_data() + "/harvard_forest_2011/hf001-04-monthly-m.csv",
      .radiation_unit = "MJ/m2/day",
      .years = {2011}};
  settings.columns.date = "date";
  settings.columns.temperature = "airt";
  settings.columns.precipitation = "prec";
  settings.columns.radiation = "slrt";
  settings.fixed_station = Station{"HARV", -72.1727, 42.5369, 340};
  const auto table = read_stations(settings);
  EXPECT_TRUE(table.complete(0));
  double sum = 0;
  for (int month = 1; month <= 12; ++month) sum += table.value(R, 2011, month, 0);
  EXPECT_GT(sum, 4000);  // MJ/m2/year; about 4900 at 42.5 N
  EXPECT_LT(sum, 5800);
}

TEST(StationTable, HundredCompleteStationsOfTheReferenceNetwork) {
  MINENPP_NEEDS_REAL_DATA();
  StationSettings settings{
      .path = ::minenpp::testing::real_data() + "/north_america_10min/uscrn_2020_monthly.csv",
      .radiation_unit = "MJ/m2/day"};
  settings.columns.id = "wban";
  settings.columns.temperature = "t_mean_c";
  settings.columns.precipitation = "prec_mm";
  settings.columns.radiation = "srad_mj_m2_day";
  settings.fixed_year = 2020;
  settings.complete_only = true;
  const auto table = read_stations(settings);
  const auto lower48 = std::count_if(table.stations().begin(), table.stations().end(), [](const Station& s) {
    return s.lat > 24 && s.lat < 50 && s.lon > -126 && s.lon < -66;
  });
  EXPECT_EQ(lower48, 100);
}

}  // namespace
}  // namespace minenpp::io
