#include "survey/run/stage_plan.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "model/error.h"
#include "mpi/session.h"

namespace minenpp::survey {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// One session a process, as in the program.
const mpi::Communicator& alone() {
  static const mpi::Session session;
  return session.world();
}

/// A survey of 2006, 2007 and 2010 that has nothing but its years and settings.
class Plan : public testing::Test {
 protected:
  static Catalogue with_years() {
    Catalogue catalogue;
    for (const int year : {2006, 2007, 2010}) {
      catalogue.years.emplace_back();
      catalogue.years.back().year = year;
    }
    return catalogue;
  }

  [[nodiscard]] StagePlan plan(const std::string& only, const std::string& years,
                               const std::string& force = "") const {
    return {StageChoice::read(only, years, force), run_};
  }

  /// The fault's words where such a choice cannot be.
  [[nodiscard]] std::string refusal(const std::string& only, const std::string& years,
                                    const std::string& force = "") const {
    try {
      (void)plan(only, years, force);
      return "not refused";
    } catch (const model::Error& error) {
      EXPECT_EQ(error.fault(), model::Fault::usage);
      return error.what();
    }
  }

  Settings settings_;
  Catalogue catalogue_ = with_years();
  mpi::Partition partition_;
  Notices notices_{false, "error"};
  Progress progress_{ProgressStyle::off, 10};
  const SurveyRun run_{alone(), settings_, catalogue_, partition_, notices_, progress_, "result"};
};

TEST_F(Plan, TheWholeMakesEverythingAndNeedsNothing) {
  const auto whole = plan("", "");
  EXPECT_TRUE(whole.whole());
  for (std::size_t year = 0; year < 3; ++year)
    for (const auto stage : {Stage::landcover, Stage::ndvi, Stage::class_ndvi, Stage::npp}) {
      EXPECT_TRUE(whole.makes({stage, year}));
      EXPECT_FALSE(whole.needs({stage, year}));
    }
  EXPECT_TRUE(whole.makes({Stage::synthesis}));
  EXPECT_EQ(whole.count(), 3 * 4 + 1) << "the report is not counted";
}

TEST_F(Plan, AYearMakesItsOwnStages) {
  const auto year = plan("", "2007");
  EXPECT_TRUE(year.makes({Stage::npp, 1}));
  EXPECT_FALSE(year.makes({Stage::npp, 0}));
  EXPECT_FALSE(year.makes({Stage::synthesis}));
  EXPECT_FALSE(year.whole());
  EXPECT_EQ(year.count(), 4);
}

TEST_F(Plan, PooledBoundsNeedTheNdviOfAllYears) {
  catalogue_.science.pooling = BoundsPooling::pooled;
  const auto year = plan("npp", "2007");
  EXPECT_TRUE(year.needs({Stage::class_ndvi, 0}));
  EXPECT_TRUE(year.needs({Stage::class_ndvi, 2}));
  EXPECT_FALSE(year.needs({Stage::class_ndvi, 1})) << "that it makes";
  EXPECT_FALSE(year.needs({Stage::ndvi, 0})) << "what it holds of the classes is enough";
  EXPECT_FALSE(year.needs({Stage::npp, 0})) << "no water goes on";
  EXPECT_FALSE(year.needs({Stage::landcover, 0}));
}

TEST_F(Plan, BoundsOfAYearOrATableNeedNoOther) {
  for (const auto pooling : {BoundsPooling::per_year, BoundsPooling::table}) {
    catalogue_.science.pooling = pooling;
    const auto year = plan("npp", "2010");
    for (std::size_t other = 0; other < 2; ++other) EXPECT_FALSE(year.needs({Stage::class_ndvi, other}));
  }
}

TEST_F(Plan, WaterGoesOnFromTheYearBefore) {
  catalogue_.science.casa.mode = model::SurveyMode::full_year;
  catalogue_.science.pooling = BoundsPooling::per_year;
  const auto second = plan("npp", "2007");
  EXPECT_TRUE(second.needs({Stage::npp, 0}));
  EXPECT_TRUE(second.needs({Stage::class_ndvi, 0})) << "whose key holds the bounds of its own year";
  const auto after_a_break = plan("npp", "2010");
  EXPECT_FALSE(after_a_break.needs({Stage::npp, 1})) << "2008 and 2009 are not surveyed";
  EXPECT_FALSE(after_a_break.needs({Stage::class_ndvi, 1}));
}

TEST_F(Plan, NdviAloneNeedsNothingAndCountsItsClasses) {
  const auto ndvi = plan("ndvi", "2007");
  EXPECT_TRUE(ndvi.makes({Stage::landcover, 1}));
  EXPECT_TRUE(ndvi.makes({Stage::class_ndvi, 1}));
  for (std::size_t year = 0; year < 3; ++year) {
    EXPECT_FALSE(ndvi.needs({Stage::ndvi, year}));
    EXPECT_FALSE(ndvi.needs({Stage::npp, year}));
  }
  EXPECT_EQ(ndvi.count(), 3);
}

TEST_F(Plan, StatisticsOfChosenYearsNeedTheOthers) {
  const auto chosen = plan("statistics", "2006");
  EXPECT_TRUE(chosen.makes({Stage::synthesis}));
  EXPECT_TRUE(chosen.makes({Stage::npp, 0}));
  for (const auto stage : {Stage::landcover, Stage::ndvi, Stage::class_ndvi, Stage::npp})
    EXPECT_TRUE(chosen.needs({stage, 2}));
  EXPECT_FALSE(chosen.needs({Stage::weather, 2}));
}

TEST_F(Plan, ForcesWhatItWasTold) {
  const auto forced = plan("", "", "npp:2007,report");
  EXPECT_TRUE(forced.forces({Stage::npp, 1}));
  EXPECT_FALSE(forced.forces({Stage::npp, 0}));
  EXPECT_TRUE(forced.forces({Stage::report}));
  EXPECT_FALSE(forced.forces({Stage::ndvi, 1}));
  EXPECT_TRUE(plan("", "", "npp").forces({Stage::npp, 2}));
}

TEST_F(Plan, RefusesYearsThatAreNotSurveyed) {
  EXPECT_THAT(refusal("", "2008"),
              AllOf(HasSubstr("--years: 2008 is not surveyed"), HasSubstr("2006,2007,2010")));
  EXPECT_THAT(refusal("", "", "npp:2009"), HasSubstr("--force: 2009 is not surveyed"));
}

TEST_F(Plan, RefusesStagesThatTheSurveyDoesNotHave) {
  EXPECT_THAT(refusal("mines", ""), AllOf(HasSubstr("--only=mines"), HasSubstr("mines.find=yes")));
  EXPECT_THAT(refusal("weather", ""), AllOf(HasSubstr("--only=weather"), HasSubstr("output.weather=yes")));
}

TEST_F(Plan, DemandsWhatIsMissingWithTheCommandThatMakesIt) {
  const auto chosen = plan("npp", "2010");
  chosen.demand({});
  try {
    chosen.demand({{Stage::ndvi, 1}, {Stage::ndvi, 0}, {Stage::npp, 1}});
    FAIL() << "nothing is demanded";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::usage);
    EXPECT_THAT(error.what(), AllOf(HasSubstr("NDVI 2007, NDVI 2006, NPP 2007"),
                                    HasSubstr("--only=ndvi,npp --years=2006,2007")));
  }
}

}  // namespace
}  // namespace minenpp::survey
