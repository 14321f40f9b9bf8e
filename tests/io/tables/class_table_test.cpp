#include "io/tables/class_table.h"

#include <cmath>
#include <sstream>

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using model::BoundsSource;
using model::Fault;
using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string header =
    "code,name,emax_gC_MJ,bounds,bounds_classes,table_ndvi_min,table_ndvi_max,vegetated,woody\n";

std::string class_error(const std::string& text) {
  const TemporaryFolder folder;
  const auto path = folder.write("classes.csv", text);
  return error_of([&] { static_cast<void>(read_classes(path)); });
}

TEST(ClassTable, TheDefaultReadsBackEqual) {
  const TemporaryFolder folder;
  const auto classes = model::default_land_classes();
  std::ostringstream text;
  write_classes(text, classes);
  const auto read = read_classes(folder.write("classes.csv", text.str()));
  ASSERT_EQ(read.size(), classes.size());
  for (std::size_t i = 0; i < classes.size(); ++i) {
    EXPECT_EQ(read[i].code, classes[i].code);
    EXPECT_EQ(read[i].name, classes[i].name);
    EXPECT_EQ(read[i].emax_gC_MJ, classes[i].emax_gC_MJ);
    EXPECT_EQ(read[i].bounds, classes[i].bounds);
    EXPECT_EQ(read[i].bounds_classes, classes[i].bounds_classes);
    EXPECT_EQ(read[i].vegetated, classes[i].vegetated);
    EXPECT_EQ(read[i].woody, classes[i].woody);
    EXPECT_TRUE(read[i].table_ndvi_max == classes[i].table_ndvi_max ||
                (std::isnan(read[i].table_ndvi_max) && std::isnan(classes[i].table_ndvi_max)));
    EXPECT_TRUE(read[i].table_ndvi_min == classes[i].table_ndvi_min ||
                (std::isnan(read[i].table_ndvi_min) && std::isnan(classes[i].table_ndvi_min)));
  }
}

TEST(ClassTable, ColumnsInAnyOrder) {
  const TemporaryFolder folder;
  const auto read = read_classes(folder.write(
      "c.csv",
      "woody,vegetated,name,code,bounds,bounds_classes,emax_gC_MJ,table_ndvi_max,table_ndvi_min\n"
      "no,yes,\"grass, dry\",7,own,,0.5,0.6,0.02\nno,yes,dump,9,pooled,7,0.4,0.6,0.02\n"));
  EXPECT_EQ(read[0].name, "grass, dry");
  EXPECT_EQ(read[0].bounds_classes, std::vector<int>{7});
  EXPECT_EQ(read[1].bounds, BoundsSource::pooled);
}

TEST(ClassTable, SaysWhatIsWrong) {
  const std::string good = "3,grass,0.5,own,,0.02,0.6,yes,no\n";
  EXPECT_THAT(class_error("code,name\n"), AllOf(HasSubstr("lacks the column(s)"), HasSubstr("'emax_gC_MJ'")));
  EXPECT_THAT(class_error(header), HasSubstr("no class"));
  EXPECT_THAT(class_error(header + good + good), HasSubstr("class 3 stands on lines 2 and 3"));
  EXPECT_THAT(class_error(header + "3,grass,high,own,,0.02,0.6,yes,no\n"),
              HasSubstr("column 'emax_gC_MJ' holds 'high'"));
  EXPECT_THAT(
      class_error(header + "3,grass,0.5,mine,,0.02,0.6,yes,no\n"),
      AllOf(HasSubstr("line 2, column 'bounds' holds 'mine'"), HasSubstr("own, pooled, table or none")));
  EXPECT_THAT(class_error(header + good + "4,dump,0.5,pooled,3 99,0.02,0.6,yes,no\n"), HasSubstr("99"));
  EXPECT_THAT(class_error(header + "4,dump,0.5,pooled,a,0.02,0.6,yes,no\n"),
              HasSubstr("separated by blanks"));
  EXPECT_THAT(class_error(header + "0,x,0.5,own,,0.02,0.6,yes,no\n"), HasSubstr("1..65535"));
  EXPECT_THAT(class_error(header + "3,,0.5,own,,0.02,0.6,yes,no\n"), HasSubstr("a name"));
  EXPECT_THAT(class_error(header + "3,grass,0.5,own,,0.02,0.6,maybe,no\n"), HasSubstr("yes or no"));
  EXPECT_THAT(class_error(header + "3,grass,7,own,,0.02,0.6,yes,no\n"), HasSubstr("emax"));
}

TEST(ClassMap, IsParsedAndChecked) {
  const auto classes = model::default_land_classes();
  EXPECT_EQ(class_map_from("1:3, 2:3,21:1 -5:4", classes), (ClassMap{{1, 3}, {2, 3}, {21, 1}, {-5, 4}}));
  EXPECT_TRUE(class_map_from("", classes).empty());
  EXPECT_EQ(own_codes(classes).at(12), 12);
  const auto refusal = [&](const std::string& text) {
    return error_of([&] { static_cast<void>(class_map_from(text, classes)); }, Fault::usage);
  };
  EXPECT_THAT(refusal("1=3"), HasSubstr("'1=3'"));
  EXPECT_THAT(refusal("1:x"), HasSubstr("21:1"));
  EXPECT_THAT(refusal("1:3,1:4"), HasSubstr("raster code 1 twice"));
  EXPECT_THAT(refusal("1:77"), HasSubstr("class 77"));
}

}  // namespace
}  // namespace minenpp::io
