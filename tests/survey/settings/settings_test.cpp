#include "survey/settings/settings.h"

#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "model/error.h"
#include "survey/settings/options_page.h"

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class SurveyFile : public ::testing::Test {
 protected:
  SurveyFile()
      : folder_(std::filesystem::temp_directory_path() / ("minenpp-settings-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~SurveyFile() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const std::string& text) {
    const auto file = folder_ / "mine.ini";
    std::ofstream(file) << text;
    return file;
  }

  std::filesystem::path folder_;
};

TEST_F(SurveyFile, ReadsValuesDefaultsAndOverrides) {
  const auto file = write("[casa]\nte2-rule = smooth\n[run]\nyears = 2006, 2010-2012\n");
  const auto settings = Settings::read(file, {"--casa.te2-constant=1.184"});
  EXPECT_EQ(settings.text("casa.te2-rule"), "smooth");
  EXPECT_DOUBLE_EQ(settings.number("casa.te2-constant"), 1.184);
  EXPECT_EQ(settings.text("casa.water"), "monthly");
  EXPECT_THAT(settings.integers("run.years"), ElementsAre(2006, 2010, 2011, 2012));
  EXPECT_EQ(settings.origin("casa.te2-constant"), ValueOrigin::command_line);
  EXPECT_EQ(settings.survey_name(), "mine");
}

TEST_F(SurveyFile, TheCommandLineWins) {
  const auto file = write("[casa]\nwater = annual\n");
  EXPECT_EQ(Settings::read(file, {"--casa.water=bucket"}).text("casa.water"), "bucket");
}

TEST_F(SurveyFile, AnEmptyOverrideUnsets) {
  const auto settings = Settings::read(write("[ndvi]\nexclude-days = 277\n"), {"--ndvi.exclude-days="});
  EXPECT_TRUE(settings.integers("ndvi.exclude-days").empty());
}

TEST_F(SurveyFile, PathsAreRelativeToTheFile) {
  const auto file = write("[stations]\nfile = tables/stations.csv\n[output]\ndir = /elsewhere\n");
  const auto settings = Settings::read(file);
  EXPECT_EQ(settings.path("stations.file"), folder_ / "tables/stations.csv");
  EXPECT_EQ(settings.path("output.dir"), "/elsewhere");
  EXPECT_TRUE(settings.path("zones.mines").empty());
}

TEST_F(SurveyFile, AllProblemsAreFoundAtOnce) {
  const auto file = write(
      "[casa]\nte2-constnat = 1.2\nwater = wet\nsoil-code = 9\n[run]\ntile-size = big\nyears = 2010-2006\n");
  Problems problems;
  (void)Settings::read(file, {"--ndvi.scal=2"}, problems);
  ASSERT_EQ(problems.size(), 6u);
  EXPECT_THAT(problems[0],
              HasSubstr("line 2: casa.te2-constnat: unknown setting; did you mean casa.te2-constant?"));
  EXPECT_THAT(problems[1], HasSubstr("casa.water = wet: expected one of: monthly, annual, bucket"));
  EXPECT_THAT(problems[2], HasSubstr("casa.soil-code = 9: expected a number in 1..7"));
  EXPECT_THAT(problems[3], HasSubstr("run.tile-size = big: expected a whole number in 16..4096"));
  EXPECT_THAT(problems[4], HasSubstr("2010-2006"));
  EXPECT_THAT(problems[5], HasSubstr("command line: --ndvi.scal: unknown setting; did you mean ndvi.scale?"));
}

TEST_F(SurveyFile, ANameInTheWrongSectionIsFound) {
  EXPECT_EQ(nearest_key("run.te2-rule"), "casa.te2-rule");
}

TEST_F(SurveyFile, AKeyGivenTwiceIsAProblem) {
  const auto file = write("[casa]\nwater = annual\nwater = bucket\n");
  EXPECT_THROW((void)Settings::read(file), model::Error);
}

TEST_F(SurveyFile, UnreadableFilesAreUsageErrors) {
  try {
    (void)Settings::read(folder_ / "absent.ini");
    FAIL() << "an absent file was read";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::usage);
    EXPECT_THAT(error.what(), HasSubstr("absent.ini"));
  }
  EXPECT_THROW((void)Settings::read(folder_), model::Error);
  EXPECT_THROW((void)Settings::read(write("this is no setting\n")), model::Error);
}

/// Whatever stands in a line without an =, its message comes to an end.
TEST_F(SurveyFile, AnInvalidLineIsNamedAsItIs) {
  for (const std::string line : {"years 2006", "%%%invalid_line%", "%original_token%%canonical_option%"}) {
    try {
      (void)Settings::read(write("[run]\n" + line + "\n"), {});
      ADD_FAILURE() << line;
    } catch (const model::Error& error) {
      EXPECT_EQ(error.fault(), model::Fault::usage);
      EXPECT_THAT(error.what(),
                  AllOf(HasSubstr("invalid line 2 '" + line + "'"), HasSubstr("expected [section]")));
    }
  }
}

TEST_F(SurveyFile, ARemarkOfOtherIniFilesIsExplained) {
  try {
    (void)Settings::read(write("[run]\nyears = 2006\n; my years\n"), {});
    ADD_FAILURE();
  } catch (const model::Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("line 3 '; my years'"), HasSubstr("begin with #")));
  }
}

TEST_F(SurveyFile, AKeySetTwiceIsNamedWithItsLines) {
  Problems problems;
  (void)Settings::read(write("[run]\nyears = 2006\n\n[casa]\nwater = annual\n[run]\nyears = 2007\n"), {},
                       problems);
  EXPECT_THAT(problems, ElementsAre(HasSubstr("mine.ini line 7: run.years is set twice, first in line 2")));
}

/// As editors and other programs write them.
TEST_F(SurveyFile, ByteOrderMarksAndQuotesAreNoPartOfAnything) {
  const auto settings = Settings::read(write("\xef\xbb\xbf[ndvi]\npattern = \"a b-{year}.tif\"\n"));
  EXPECT_EQ(settings.text("ndvi.pattern"), "a b-{year}.tif");
}

TEST_F(SurveyFile, SetButNeverReadIsReported) {
  const auto settings = Settings::read(write("[casa]\nsoil-code = 3\nwater = annual\n"));
  (void)settings.text("casa.water");
  EXPECT_THAT(settings.unused(), ElementsAre("casa.soil-code"));
}

TEST_F(SurveyFile, ChosenAreOnlyThoseThatAreNamed) {
  const auto settings = Settings::read(write("[change]\ntolerance = 0.5\n"));
  EXPECT_THAT(settings.chosen({"change.tolerance", "change.limits"}),
              ElementsAre(Pair("change.limits", "-10,10,30"), Pair("change.tolerance", "0.5")));
  EXPECT_THAT(settings.chosen({"casa.water"}), ElementsAre(Pair("casa.water", "monthly")));
  EXPECT_THAT(settings.chosen({"change."}), Contains(Pair("change.mined-classes", "7,8,12")))
      << "a section by its name";
  EXPECT_TRUE(settings.unused() == std::vector<std::string>{"change.tolerance"});
}

TEST(Registry, EveryDefaultIsAllowedAndEveryEntryIsComplete) {
  std::set<std::string> keys;
  for (const auto& setting : registry()) {
    EXPECT_TRUE(keys.insert(setting.key).second) << setting.key << " is there twice";
    EXPECT_EQ(complaint(setting, setting.default_value), "") << setting.key;
    EXPECT_FALSE(setting.unit.empty()) << setting.key;
    EXPECT_FALSE(setting.description.empty()) << setting.key;
    EXPECT_FALSE(setting.source.empty()) << setting.key;
  }
  std::size_t counted = survey_settings().size() + input_settings().size() + scene_settings().size() +
                        gridded_settings().size() + weather_settings().size() + mine_settings().size() +
                        trend_settings().size() + climate_settings().size() + science_settings().size() +
                        validation_settings().size() + report_settings().size();
  EXPECT_EQ(registry().size(), counted) << "a setting is in a section that is not listed";
}

TEST(Registry, OptionsPageIsCurrent) {
  std::ifstream file(MINENPP_SOURCE_DIR "/docs/options.md");
  std::stringstream stored;
  stored << file.rdbuf();
  EXPECT_EQ(stored.str(), options_page())
      << "docs/options.md is stale: run `minenpp help options > docs/options.md`";
}

TEST(Registry, HelpNamesWhatItKnows) {
  EXPECT_THAT(settings_help("casa.te2-constant"), HasSubstr("1.1814"));
  EXPECT_THAT(settings_help("casa"), HasSubstr("casa.soil-code"));
  EXPECT_THROW((void)settings_help("cassa"), model::Error);
}

}  // namespace
}  // namespace minenpp::survey
