#include "survey/weather/gridded_counts.h"

#include <gmock/gmock.h>

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

GriddedCounts some() {
  GriddedCounts counts;
  counts.pixels = 1000;
  counts.values[0].fill(900);
  counts.outside[0][6] = 450;
  counts.outside[1][2] = 3;
  counts.values[1][2] = 1000;
  counts.missing = {100, 0, 7};
  return counts;
}

TEST(GriddedCounts, SurviveTheFile) {
  const auto integers = some().to_integers();
  EXPECT_EQ(integers.size(), 1U + 36 + 36 + 3);
  const auto back = GriddedCounts::from_integers(integers);
  EXPECT_EQ(back.pixels, 1000);
  EXPECT_EQ(back.values[0][11], 900);
  EXPECT_EQ(back.outside[0][6], 450);
  EXPECT_EQ(back.outside[1][2], 3);
  EXPECT_EQ(back.missing[2], 7);
  EXPECT_EQ(back.to_integers(), integers);
  EXPECT_THROW((void)GriddedCounts::from_integers({1, 2, 3}), model::Error);
}

TEST(GriddedCounts, MostValuesOutsideAreAWrongUnit) {
  const Settings settings;
  auto counts = some();
  EXPECT_NO_THROW(counts.check_units(settings, 2016)) << "half is not most";
  ++counts.outside[0][6];
  try {
    counts.check_units(settings, 2016);
    FAIL() << "451 of 900 values out of range passed";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::input);
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("temperature of 2016-07: 451 of 900 values lie outside -90..60 degC"),
                      HasSubstr("gridded.temperature-unit (degC)")));
  }
}

TEST(GriddedCounts, TellsEachThingOnce) {
  Settings settings;
  settings.set("gridded.radiation", "r.tif");
  settings.set("casa.mode", "full_year");
  Notices notices(false, "warning");
  some().tell(settings, 2016, notices);
  EXPECT_THAT(notices.warnings(),
              ElementsAre(HasSubstr("2016: 450 values of gridded temperature are outside -90..60 degC"),
                          HasSubstr("2016: 100 of 1000 pixels that have a class lack gridded temperature"),
                          HasSubstr("2016: 3 values of gridded precipitation are outside 0..5000 mm/month"),
                          HasSubstr("2016: 7 of 1000 pixels that have a class lack gridded radiation")));
  EXPECT_THAT(notices.warnings()[1], HasSubstr("so have no NPP in the whole year ("));
  EXPECT_THAT(notices.warnings()[3], HasSubstr("so have no NPP in these months, nor a sum of the year ("));
  GriddedCounts().tell(settings, 2017, notices);
  EXPECT_EQ(notices.warnings().size(), 4U);
}

std::string told_of_precipitation(const std::string& mode, const std::string& water) {
  Settings settings;
  settings.set("gridded.precipitation", "r.tif");
  settings.set("casa.mode", mode);
  settings.set("casa.water", water);
  GriddedCounts counts;
  counts.pixels = 10;
  counts.missing[1] = 2;
  Notices notices(false, "warning");
  counts.tell(settings, 2016, notices);
  return notices.warnings().at(0);
}

TEST(GriddedCounts, SayWhatAHoleOfPrecipitationTakes) {
  EXPECT_THAT(told_of_precipitation("imaged_month", "monthly"),
              HasSubstr("so have no NPP in these months ("));
  EXPECT_THAT(told_of_precipitation("full_year", "monthly"),
              HasSubstr("these months, nor a sum of the year ("));
  EXPECT_THAT(told_of_precipitation("full_year", "annual"), HasSubstr("so have no NPP in the whole year ("));
  EXPECT_THAT(told_of_precipitation("imaged_month", "bucket"),
              HasSubstr("these months and those whose soil water rests on them ("));
}

}  // namespace
}  // namespace minenpp::survey
