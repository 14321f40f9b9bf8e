#include "survey/catalogue/change_periods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/error.h"
#include "survey/catalogue/trend_rules.h"

namespace minenpp::survey {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<int> years{2006, 2010, 2016, 2020};

std::vector<std::string> names(const std::string& given, const std::vector<int>& of = years) {
  Settings settings;
  settings.set("change.periods", given);
  std::vector<std::string> all;
  for (const auto& period : change_periods(settings, of)) all.push_back(name_of(period, of));
  return all;
}

std::string complaint_of(const std::string& given) {
  try {
    (void)names(given);
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::usage);
    return error.what();
  }
  ADD_FAILURE() << given << " is accepted";
  return {};
}

TEST(ChangePeriods, ConsecutiveYearsAndTheWholeByDefault) {
  EXPECT_THAT(names(""), ElementsAre("2006-2010", "2010-2016", "2016-2020", "2006-2020"));
  EXPECT_THAT(names("", {2006, 2010}), ElementsAre("2006-2010"));
  EXPECT_THAT(names("", {2006}), ElementsAre());
}

TEST(ChangePeriods, AnyTwoYears) {
  EXPECT_THAT(names("2006-2020, 2006 - 2016"), ElementsAre("2006-2020", "2006-2016"));
}

TEST(ChangePeriods, SaysWhatIsWrong) {
  EXPECT_THAT(complaint_of("2006-2012"),
              HasSubstr("2012 is not surveyed; the surveyed years are 2006, 2010"));
  EXPECT_THAT(complaint_of("2006-2020,2006-2020"), HasSubstr("given twice"));
  for (const std::string bad :
       {"2020-2006", "2006-2006", "2006", "2006-", "2006-2010-2016", "first-last", "-"})
    EXPECT_THAT(complaint_of(bad), HasSubstr("is no period")) << bad;
}

TEST(TrendRules, TimesAndPreWhitening) {
  Settings settings;
  EXPECT_THAT(trend_times(trend_rules(settings), years), ElementsAre(2006, 2010, 2016, 2020));
  settings.set("trend.pre-whiten", "yes");
  EXPECT_THROW(check_trend(settings, trend_rules(settings), years), model::Error);
  EXPECT_NO_THROW(check_trend(settings, trend_rules(settings), {2006, 2016}));
  EXPECT_NO_THROW(check_trend(settings, trend_rules(settings), {2010, 2015, 2020}));
  settings.set("trend.time", "index");
  EXPECT_THAT(trend_times(trend_rules(settings), years), ElementsAre(1, 2, 3, 4));
  EXPECT_NO_THROW(check_trend(settings, trend_rules(settings), years));
}

}  // namespace
}  // namespace minenpp::survey
