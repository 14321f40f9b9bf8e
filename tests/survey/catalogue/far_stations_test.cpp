#include "survey/catalogue/far_stations.h"

#include <gmock/gmock.h>

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// 3 km west of 55.5 W, 11.8 S.
io::StudyGrid sinop() {
  return {model::Grid(-55.55, -11.75, 0.001, 0.001, 50, 50, true), io::Crs::wgs84()};
}

std::vector<std::string> told(const std::vector<io::Station>& stations) {
  Notices notices(false, "warning");
  warn_about_far_stations(io::StationTable(stations, {2018}), sinop(), notices);
  return notices.warnings();
}

const std::vector<io::Station> good = {{"A1", -55.6, -11.6, 370},
                                       {"A2", -55.2, -11.9, 380},
                                       {"A3", -56.0, -12.1, 360},
                                       {"A5", -55.5, -11.8, 365}};

std::vector<io::Station> with(const io::Station& other) {
  auto all = good;
  all.push_back(other);
  return all;
}

TEST(FarStations, AreNamedWithTheirPlaceAndWhatMayHaveHappened) {
  EXPECT_THAT(
      told(with({"A4", 54.9, -11.5, 360})),
      ElementsAre(AllOf(HasSubstr("station 'A4' at longitude 54.9, latitude -11.5 is 11908"),
                        HasSubstr(" km from the study grid"), HasSubstr("half of the stations are within"),
                        HasSubstr("with the sign of its longitude changed it would be 71 km away"))));
  EXPECT_THAT(told(with({"A4", -54.9, 38.5, 360})), ElementsAre(Not(HasSubstr("it would be"))));
  EXPECT_THAT(told(with({"A4", -11.5, -54.9, 360})),
              ElementsAre(HasSubstr("with longitude and latitude exchanged it would be 71 km away")));
  EXPECT_THAT(told(with({"A4", 54.9, 11.5, 360})), ElementsAre(HasSubstr("with both signs changed")));
}

TEST(FarStations, OfAContinentOrAFarGridAreNotNamed) {
  EXPECT_THAT(told(good), IsEmpty());
  EXPECT_THAT(told({{"only", 54.9, -11.5, 360}}), IsEmpty());
  EXPECT_THAT(told({{"a", -55.6, 15, 1}, {"b", -55.6, 16, 1}, {"c", -55.6, 17, 1}, {"d", -55.6, -12, 1}}),
              IsEmpty())
      << "most are as far";
  EXPECT_THAT(told(with({"A4", -55.5, 14.9, 360})), IsEmpty()) << "less than 3000 km";
}

TEST(FarStations, LongitudesThatDifferByATurnAreOne) {
  EXPECT_THAT(told(with({"A4", 305.1, -11.5, 360})), IsEmpty());
}

}  // namespace
}  // namespace minenpp::survey
