#include "survey/catalogue/station_elevations.h"

#include <gmock/gmock.h>

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> told(const std::vector<ElevationPair>& pairs) {
  Settings settings;
  settings.set("stations.file", "s.csv");
  settings.set("weather.dem", "d.tif");
  Notices notices(false, "warning");
  judge_elevations(settings, pairs, notices);
  return notices.warnings();
}

TEST(StationElevations, FeetOfTheTableAreNamed) {
  EXPECT_THAT(told({{"A", 3937, 1210}, {"B", 1310, 1290}, {"C", 4593, 1380}}),
              ElementsAre(AllOf(HasSubstr("stations.file = s.csv: elevations of 2 of 3 station(s)"),
                                HasSubstr("'A' 3937 m (DEM 1210 m), 'C' 4593 m (DEM 1380 m)"),
                                HasSubstr("feet?"), Not(HasSubstr("'B'")))));
}

TEST(StationElevations, FeetOfTheDemAreNamed) {
  EXPECT_THAT(
      told({{"A", 1200, 3950}, {"B", 1300, 4250}}),
      ElementsAre(AllOf(HasSubstr("weather.dem = d.tif: "), HasSubstr("2 of 2"), HasSubstr("feet?"))));
}

TEST(StationElevations, FiveAreNamed) {
  EXPECT_THAT(told(std::vector<ElevationPair>(9, {"A", 3937, 1210})),
              ElementsAre(AllOf(HasSubstr("9 of 9"), HasSubstr("and 4 more"))));
}

TEST(StationElevations, AreAskedAboutWhereMostAreFarOff) {
  EXPECT_THAT(told({{"A", 1200, 1900}, {"B", 1300, 500}, {"C", 10, 12}}),
              ElementsAre(AllOf(HasSubstr("2 of 3"), HasSubstr("more than 500 m"), HasSubstr("'B' 1300 m"))));
}

TEST(StationElevations, BesideTheDemTheMediansAreCompared) {
  Settings settings;
  settings.set("stations.file", "s.csv");
  settings.set("weather.dem", "d.tif");
  Notices notices(false, "warning");
  judge_level(settings, 1300, 1500, notices);
  judge_level(settings, 100, 328, notices);
  EXPECT_THAT(notices.warnings(), IsEmpty());
  judge_level(settings, 4200, 1300, notices);
  judge_level(settings, 1300, 4200, notices);
  EXPECT_THAT(notices.warnings(),
              ElementsAre(AllOf(HasSubstr("stations.file = s.csv: "), HasSubstr("4200 m"),
                                HasSubstr("is the table in")),
                          AllOf(HasSubstr("weather.dem = d.tif: "), HasSubstr("is the DEM in"))));
}

TEST(StationElevations, PlainsAndSingleSummitsPass) {
  EXPECT_THAT(told({}), IsEmpty());
  EXPECT_THAT(told({{"sea", 33, 10}, {"low", 110, 33}, {"below", -100, -328}}), IsEmpty())
      << "less than 300 m apart";
  EXPECT_THAT(told({{"summit", 2900, 2200}, {"A", 500, 520}, {"B", 610, 640}}), IsEmpty());
}

}  // namespace
}  // namespace minenpp::survey
