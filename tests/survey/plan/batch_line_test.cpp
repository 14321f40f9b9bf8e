#include "survey/plan/batch_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

using ::testing::HasSubstr;

/// A survey of two years on 16 ranks that takes `seconds`, most of them for NPP of the years.
SurveyPlan plan_of(double seconds) {
  SurveyPlan plan;
  plan.file = "mine.ini";
  plan.years = {2006, 2010};
  plan.asked.ranks = 16;
  plan.asked.ranks_per_node = 8;
  plan.asked.hours_per_job = 4;
  plan.memory.stages = {{Stage::npp, {{"tile", std::int64_t{100} << 20}}, {}}};
  plan.stages = {{"start", 0, 0}, {"npp", 0.75 * seconds, 2}, {"statistics", 0.25 * seconds, 0}};
  return plan;
}

TEST(BatchRequest, LeavesRoom) {
  const auto request = batch_request(plan_of(3600));
  EXPECT_EQ(request.nodes, 2);
  EXPECT_EQ(request.ranks_per_node, 8);
  EXPECT_EQ(request.memory_MB, 130) << "100 and a quarter, in tens";
  EXPECT_EQ(request.minutes, 90);
  EXPECT_FALSE(request.by_years);
  EXPECT_EQ(batch_request(plan_of(3)).minutes, 10) << "no job is shorter";
}

TEST(BatchRequest, LastNodeMayBeShared) {
  auto plan = plan_of(60);
  plan.asked.ranks = 17;
  EXPECT_EQ(batch_request(plan).nodes, 3);
  plan.asked.ranks = 3;
  EXPECT_EQ(batch_request(plan).nodes, 1);
  EXPECT_EQ(batch_request(plan).ranks_per_node, 3);
}

TEST(BatchRequest, AnArrayWhereOneJobIsTooShort) {
  const auto request = batch_request(plan_of(4 * 3600));
  EXPECT_TRUE(request.by_years);
  EXPECT_EQ(request.minutes, 135) << "a year's NPP, 1.5 hours, and half of it again";
  EXPECT_FALSE(request.restarts);
}

TEST(BatchRequest, AStageLongerThanAJobGoesOnInTheNext) {
  const auto request = batch_request(plan_of(20 * 3600));
  EXPECT_TRUE(request.restarts);
  EXPECT_EQ(request.minutes, 240);
}

TEST(BatchRequest, ATaskOfAnArrayStartsAndMakesInputsOrNpp) {
  auto plan = plan_of(4 * 3600);
  plan.stages = {{"start", 600, 0},    {"landcover", 200, 2},   {"ndvi", 1800, 2},  {"npp", 3600, 2},
                 {"weather", 4000, 2}, {"statistics", 2000, 0}, {"report", 3000, 0}};
  EXPECT_EQ(batch_request(plan).minutes, 240)
      << "weather of both years, statistics and report in the last job";
  plan.stages[4].seconds = 0;
  EXPECT_EQ(batch_request(plan).minutes, 140);
  plan.stages[3].seconds = 12000;
  EXPECT_EQ(batch_request(plan).minutes, 165)
      << "ten minutes to start and a hundred of NPP, and half of it again";
}

TEST(BatchRequest, OfOneYearIsNoArray) {
  auto plan = plan_of(20 * 3600);
  plan.years = {2010};
  EXPECT_FALSE(batch_request(plan).by_years);
}

TEST(SlurmTime, HasDays) {
  EXPECT_EQ(slurm_time(10), "00:10:00");
  EXPECT_EQ(slurm_time(24 * 60 + 61), "1-01:01:00");
}

TEST(BatchLine, NamesTheBatchFiles) {
  const auto one = plan_of(3600);
  EXPECT_EQ(batch_line(one, batch_request(one)),
            "SURVEY=mine.ini sbatch --nodes=2 --ntasks-per-node=8 --mem-per-cpu=130M --time=01:30:00 "
            "slurm/single.sbatch");
  auto array = plan_of(4 * 3600);
  EXPECT_EQ(batch_line(array, batch_request(array)),
            "SURVEY=mine.ini NPP=array SBATCH_OPTIONS=\"--nodes=2 --ntasks-per-node=8 --mem-per-cpu=130M "
            "--time=02:15:00\" slurm/submit-years 2006,2010");
  array.goes_on = true;
  EXPECT_THAT(batch_line(array, batch_request(array)), HasSubstr("SURVEY=mine.ini SBATCH_OPTIONS="))
      << "years one after the other";
}

TEST(BatchLine, AsksForNoMoreRanksThanPlanned) {
  auto plan = plan_of(60);
  plan.asked.ranks = 17;
  EXPECT_THAT(batch_line(plan, batch_request(plan)), HasSubstr("--nodes=3 --ntasks=17 --ntasks-per-node=8 "));
}

TEST(BatchLine, QuotesWhatAShellWouldTakeApart) {
  auto plan = plan_of(60);
  plan.file = "my mine's.ini";
  plan.asked.options = {"--run.tile-size=512", "--survey.name=a b"};
  const auto line = batch_line(plan, batch_request(plan));
  EXPECT_THAT(line, HasSubstr("SURVEY='my mine'\\''s.ini' sbatch"));
  EXPECT_THAT(line, HasSubstr("slurm/single.sbatch --run.tile-size=512 '--survey.name=a b'"));
}

TEST(SurveyPlan, AddsUp) {
  auto plan = plan_of(1000);
  plan.files = {{"npp", 2, 3000}, {"survey.h5", 1, 500}};
  EXPECT_DOUBLE_EQ(plan.seconds(), 1000);
  EXPECT_EQ(plan.bytes(), 3500);
  EXPECT_EQ(plan.file_count(), 3);
}

}  // namespace
}  // namespace minenpp::survey
