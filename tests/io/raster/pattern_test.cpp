#include "io/raster/pattern.h"

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using model::Fault;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string pattern_error(const std::string& pattern, Fault fault = Fault::input) {
  return error_of([&] { static_cast<void>(find_files(pattern)); }, fault);
}

TEST(FindFiles, ReadsYearAndMonthInOrder) {
  const TemporaryFolder folder;
  for (const char* name :
       {"ndvi_2010_12.tif", "ndvi_2010_2.tif", "ndvi_2006_08.tif", "ndvi_2010_13.tif", "other.tif"})
    static_cast<void>(folder.write(name, ""));
  const auto files = find_files(folder.file("ndvi_{year}_{month}.tif"));
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].path, folder.file("ndvi_2006_08.tif"));
  EXPECT_EQ(files[0].year, 2006);
  EXPECT_EQ(files[0].month, 8);
  EXPECT_EQ(files[1].month, 2);
  EXPECT_EQ(files[2].month, 12);
  EXPECT_FALSE(files[2].doy.has_value());
}

TEST(FindFiles, DayOfYearBecomesAMonthByTheGregorianYear) {
  const TemporaryFolder folder;
  for (const char* name : {"060_a.tif", "60_b.tif", "366_c.tif"}) static_cast<void>(folder.write(name, ""));
  const auto leap = find_files(folder.file("{doy}_*.tif"), 2012);
  ASSERT_EQ(leap.size(), 3U);
  EXPECT_EQ(leap[0].month, 2);
  EXPECT_EQ(leap[0].doy, 60);
  EXPECT_EQ(leap[2].month, 12);
  EXPECT_THAT(error_of([&] { static_cast<void>(find_files(folder.file("{doy}_*.tif"), 2011)); }),
              AllOf(HasSubstr("366_c.tif"), HasSubstr("2011")));
  const auto common = find_files(folder.file("{doy}_b.tif"), 2011);
  ASSERT_EQ(common.size(), 1U);
  EXPECT_EQ(common[0].month, 3);
  EXPECT_EQ(common[0].year, 2011);
}

TEST(FindFiles, LiteralCharactersAreLiteral) {
  const TemporaryFolder folder;
  for (const char* name : {"a+b(2010).tif", "aab(2010).tif", "a+b(2010)xtif"})
    static_cast<void>(folder.write(name, ""));
  const auto files = find_files(folder.file("a+b({year}).tif"));
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].path, folder.file("a+b(2010).tif"));
}

TEST(FindFiles, TokensInFoldersMustAgreeWithTheFile) {
  const TemporaryFolder folder;
  for (const char* year : {"2010", "2011"}) {
    std::filesystem::create_directories(folder.path() / year);
    static_cast<void>(folder.write(std::string(year) + "/ndvi_2010_7.tif", ""));
  }
  const auto files = find_files(folder.file("{year}/ndvi_{year}_{month}.tif"));
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].path, folder.file("2010/ndvi_2010_7.tif"));
  EXPECT_EQ(find_files(folder.file("{year}/*_{month}.tif")).size(), 2U);
}

TEST(FindFiles, APatternWithoutTokensIsOneFile) {
  const TemporaryFolder folder;
  static_cast<void>(folder.write("stack.tif", ""));
  const auto files = find_files(folder.file("stack.tif"), 2001);
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].year, 2001);
  EXPECT_FALSE(files[0].month.has_value());
}

TEST(FindFiles, SaysWhatTheFolderHoldsWhenNothingMatches) {
  const TemporaryFolder folder;
  EXPECT_THAT(pattern_error(folder.file("{year}.tif")), HasSubstr("is empty"));
  for (const char* name : {"a.img", "b.img", "c.img"}) static_cast<void>(folder.write(name, ""));
  EXPECT_THAT(pattern_error(folder.file("{year}.tif")),
              AllOf(HasSubstr(folder.path().string()), HasSubstr("holds 3 name(s)"), HasSubstr("'b.img'")));
  EXPECT_THAT(pattern_error(folder.file("missing/{year}.tif")), HasSubstr("holds 3 name(s)"));
  EXPECT_THAT(pattern_error(folder.file("none.tif")), HasSubstr("no file matches"));
}

TEST(FindFiles, RefusesPatternsThatSayTooLittleOrTooMuch) {
  EXPECT_THAT(pattern_error("x_{day}.tif", Fault::usage), HasSubstr("unknown token {day}"));
  EXPECT_THAT(pattern_error("x_{doy}.tif", Fault::usage), HasSubstr("no {year}"));
  EXPECT_THAT(pattern_error("x_{year}_{doy}_{month}.tif", Fault::usage), HasSubstr("one of them"));
  EXPECT_THAT(pattern_error("", Fault::usage), HasSubstr("empty"));
}

TEST(FindFiles, HarvardForestDates) {
  MINENPP_NEEDS_REAL_DATA();
  const auto files = find_files(
      ::minenpp::testing::real_data() + "/harvard_forest_2011/ndvi_HARV/{doy}_HARV_ndvi_crop.tif", 2011);
  ASSERT_EQ(files.size(), 13U);
  EXPECT_EQ(files.front().month, 1);
  EXPECT_EQ(files.front().doy, 5);
  EXPECT_EQ(files.back().doy, 309);
  EXPECT_EQ(files.back().month, 11);
}

}  // namespace
}  // namespace minenpp::io
