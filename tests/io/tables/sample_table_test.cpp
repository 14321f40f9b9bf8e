#include "io/tables/sample_table.h"

#include <cmath>

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using model::Fault;
using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string header = "id,lon,lat,year,month,value\n";

std::string error_with(const std::string& table, SampleSettings settings = {}, Fault fault = Fault::input) {
  const TemporaryFolder folder;
  settings.path = folder.write("samples.csv", table);
  return error_of([&] { static_cast<void>(read_samples(settings)); }, fault);
}

TEST(SampleTable, ReadsSamplesInTheirOrder) {
  const TemporaryFolder folder;
  const auto samples = read_samples(
      {.path = folder.write("s.csv", header + "b,112.4,39.5,2020,8,41.5\na,252.25,39.25,2016,7,-9999.0\n")});
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].id, "b");
  EXPECT_EQ(samples[0].x, 112.4);
  EXPECT_EQ(samples[0].y, 39.5);
  EXPECT_EQ(samples[0].year, 2020);
  EXPECT_EQ(samples[0].month, 8);
  EXPECT_EQ(samples[0].value, 41.5);
  EXPECT_TRUE(std::isnan(samples[0].root_shoot));
  EXPECT_EQ(samples[0].line, 2);
  EXPECT_EQ(samples[1].x, -107.75);
  EXPECT_TRUE(std::isnan(samples[1].value));
}

TEST(SampleTable, SemicolonsBomOtherNamesDatesAndRatios) {
  const TemporaryFolder folder;
  SampleSettings settings{.path = folder.write("s.csv",
                                               "\xEF\xBB\xBFx;y;day;AGB;ratio\r\n"
                                               "600000;4370000;2020-08-15;1.5;2.5\r\n"
                                               "600030;4370000;2020-09;NA;\r\n")};
  settings.columns.x = "x";
  settings.columns.y = "y";
  settings.columns.date = "day";
  settings.columns.value = "AGB";
  settings.columns.root_shoot = "ratio";
  const auto samples = read_samples(settings);
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].id, "1");
  EXPECT_EQ(samples[1].id, "2");
  EXPECT_EQ(samples[0].x, 600000);
  EXPECT_EQ(samples[0].month, 8);
  EXPECT_EQ(samples[0].root_shoot, 2.5);
  EXPECT_EQ(samples[1].month, 9);
  EXPECT_TRUE(std::isnan(samples[1].value));
  EXPECT_TRUE(std::isnan(samples[1].root_shoot));
}

TEST(SampleTable, WholeYearsAndFixedTimes) {
  const TemporaryFolder folder;
  SampleSettings years{.path = folder.write("y.csv", "id,lon,lat,year,value\na,1,2,2020,3\n"),
                       .whole_years = true};
  EXPECT_EQ(read_samples(years).at(0).month, 0);
  SampleSettings fixed{
      .path = folder.write("f.csv", "id,lon,lat,value\na,1,2,3\n"), .fixed_year = 2016, .fixed_month = 7};
  EXPECT_EQ(read_samples(fixed).at(0).year, 2016);
  EXPECT_EQ(read_samples(fixed).at(0).month, 7);
}

TEST(SampleTable, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(error_with("id,lon,lat,year,month,npp\na,1,2,2020,8,3\n"),
              AllOf(HasSubstr("samples.csv"), HasSubstr("lacks the column(s) 'value'"), HasSubstr("'npp'")));
  EXPECT_THAT(error_with(header), HasSubstr("the table holds no record"));
  EXPECT_THAT(error_with(header + "a,1,2,2020,8,many\n"),
              HasSubstr("line 2, column 'value' holds 'many' where a number is expected"));
  EXPECT_THAT(error_with(header + "a,1,2,2020,13,1\n"), HasSubstr("whole number in 1..12"));
  EXPECT_THAT(error_with(header + "a,39.5,112.4,2020,8,1\n"), HasSubstr("look swapped"));
  EXPECT_THAT(error_with(header + "a,600000,4370000,2020,8,1\n"), HasSubstr("validation.column-x"));
  EXPECT_THAT(error_with(header + "a,700,39.5,2020,8,1\n"), HasSubstr("outside -180..360"));
  EXPECT_THAT(error_with(header + "a,1,2,2020,8,1\nb,1,2,2020,8,1\na,1,2,2020,8,2\n"),
              HasSubstr("two samples 'a' of 2020-08, on lines 2 and 4"));
  EXPECT_THAT(error_with(header + "a,1,2,2020,8,-3\n", {.path = {}, .highest = 1000, .unit = "gC/m2/month"}),
              AllOf(HasSubstr("'-3', outside 0..1000 gC/m2/month"), HasSubstr("validation.unit")));
  EXPECT_THAT(error_with(header + ",1,2,2020,8,1\n"), HasSubstr("column 'id' is empty"));
  SampleSettings dated;
  dated.columns.date = "month";
  EXPECT_THAT(error_with(header + "a,1,2,2020,Aug 2020,1\n", dated),
              HasSubstr("holds 'Aug 2020' where a date"));
  SampleSettings half;
  half.columns.x = "lon";
  EXPECT_THAT(error_with(header + "a,1,2,2020,8,1\n", half, Fault::usage), HasSubstr("column-y"));
  SampleSettings ratio;
  ratio.columns.root_shoot = "value";
  EXPECT_THAT(error_with(header + "a,1,2,2020,8,70\n", ratio), HasSubstr("root to shoot ratio in 0..50"));
}

}  // namespace
}  // namespace minenpp::io
