#include "survey/run/stage_choice.h"

#include <gmock/gmock.h>

#include "model/error.h"

namespace minenpp::survey {
namespace {

using testing::ElementsAre;

TEST(StageChoice, NothingIsEverything) {
  const auto choice = StageChoice::read("", "", "");
  EXPECT_TRUE(choice.whole());
  EXPECT_TRUE(choice.asks_for(Stage::landcover));
  EXPECT_TRUE(choice.asks_for(Stage::report));
  EXPECT_FALSE(choice.keeps_to_years());
}

TEST(StageChoice, StagesBringWhatTheyRestOn) {
  const auto choice = StageChoice::read("npp", "", "");
  EXPECT_TRUE(choice.asks_for(Stage::ndvi));
  EXPECT_TRUE(choice.asks_for(Stage::landcover));
  EXPECT_FALSE(choice.asks_for(Stage::weather));
  EXPECT_FALSE(choice.asks_for(Stage::synthesis));
  EXPECT_FALSE(choice.keeps_to_years()) << "all years are the whole folder";
  EXPECT_TRUE(StageChoice::read("synthesis", "", "").asks_for(Stage::npp));
}

TEST(StageChoice, YearsLeaveOutTheSynthesisUnlessItIsNamed) {
  const auto years = StageChoice::read("", "2015,2006-2008", "");
  EXPECT_THAT(years.years, ElementsAre(2006, 2007, 2008, 2015));
  EXPECT_TRUE(years.asks_for(Stage::npp));
  EXPECT_FALSE(years.asks_for(Stage::synthesis));
  EXPECT_FALSE(years.asks_for(Stage::mines));
  EXPECT_TRUE(years.keeps_to_years());
  const auto named = StageChoice::read("statistics", "2006", "");
  EXPECT_TRUE(named.asks_for(Stage::synthesis));
  EXPECT_FALSE(named.keeps_to_years()) << "the archive is of all years";
}

TEST(StageChoice, ForcesStagesAndYears) {
  const auto choice = StageChoice::read("", "", "report,npp:2006-2007");
  ASSERT_EQ(choice.force.size(), 3U);
  EXPECT_EQ(choice.force[0].year, std::nullopt);
  EXPECT_EQ(choice.force[2].stage, Stage::npp);
  EXPECT_EQ(choice.force[2].year, 2007);
}

TEST(StageChoice, RefusesWhatNobodyCanMean) {
  EXPECT_THROW((void)StageChoice::read("nnp", "", ""), model::Error);
  EXPECT_THROW((void)StageChoice::read("", "twenty", ""), model::Error);
  EXPECT_THROW((void)StageChoice::read("", "", "report:2006"), model::Error);
  EXPECT_THROW((void)StageChoice::read("ndvi", "", "npp"), model::Error);
}

}  // namespace
}  // namespace minenpp::survey
