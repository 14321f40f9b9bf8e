#include "io/tables/csv.h"

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(CsvReader, ReadsQuotesBomCrlfAndBlankLines) {
  const TemporaryFolder folder;
  const auto path = folder.write(
      "a.csv",
      "\xEF\xBB\xBFid, name ,value\r\n1,\"Anjialing, north\",2.5\r\n\r\n2,\"the \"\"East\"\" mine\",\r\n"
      "3,\"two\nlines\",4\r\n4,last,5");
  CsvReader reader(path);
  EXPECT_THAT(reader.header(), ElementsAre("id", "name", "value"));
  auto row = reader.next();
  ASSERT_TRUE(row);
  EXPECT_THAT(row->fields, ElementsAre("1", "Anjialing, north", "2.5"));
  EXPECT_EQ(row->line, 2);
  row = reader.next();
  EXPECT_THAT(row->fields, ElementsAre("2", "the \"East\" mine", ""));
  EXPECT_EQ(row->line, 4);
  row = reader.next();
  EXPECT_THAT(row->fields, ElementsAre("3", "two\nlines", "4"));
  EXPECT_EQ(row->line, 5);
  row = reader.next();
  EXPECT_THAT(row->fields, ElementsAre("4", "last", "5"));
  EXPECT_EQ(row->line, 7);
  EXPECT_FALSE(reader.next());
}

TEST(CsvReader, FindsSemicolonsAndTabs) {
  const TemporaryFolder folder;
  for (const std::string separator : {";", "\t"}) {
    CsvReader reader(folder.write("a.csv", "a" + separator + "b\n1" + separator + "2\n"));
    EXPECT_THAT(reader.header(), ElementsAre("a", "b"));
    EXPECT_THAT(reader.next()->fields, ElementsAre("1", "2"));
  }
}

TEST(CsvReader, NumbersNameTheirPlace) {
  const TemporaryFolder folder;
  CsvReader reader(folder.write("a.csv", "year,t\n2010,-1.5e1\n2010.5,warm\n"));
  const auto first = *reader.next();
  EXPECT_EQ(reader.number(first, 1), -15);
  EXPECT_EQ(reader.whole(first, 0, 1, 9999), 2010);
  EXPECT_THAT(error_of([&] { static_cast<void>(reader.whole(first, 0, 2011, 9999)); }),
              HasSubstr("2011..9999"));
  const auto second = *reader.next();
  EXPECT_THAT(error_of([&] { static_cast<void>(reader.number(second, 1)); }),
              HasSubstr("line 3, column 't' holds 'warm'"));
  EXPECT_THAT(error_of([&] { static_cast<void>(reader.whole(second, 0, 1, 9999)); }), HasSubstr("'2010.5'"));
}

TEST(CsvReader, SaysWhatIsWrongWithAFile) {
  const TemporaryFolder folder;
  EXPECT_THAT(error_of([&] { CsvReader(folder.file("none.csv")); }), HasSubstr("there is no table"));
  EXPECT_THAT(error_of([&] { CsvReader(folder.path().string()); }), HasSubstr("is a folder"));
  EXPECT_THAT(error_of([&] { CsvReader(folder.write("empty.csv", "")); }), HasSubstr("no header"));
  EXPECT_THAT(error_of([&] { CsvReader(folder.write("twice.csv", "a,b,a\n")); }),
              HasSubstr("two columns 'a'"));
  EXPECT_THAT(error_of([&] {
                CsvReader reader(folder.write("short.csv", "a,b,c\n1,2,3\n1,2\n"));
                while (reader.next()) {
                }
              }),
              HasSubstr("line 3 has 2 field(s) where the header has 3"));
  EXPECT_THAT(
      error_of([&] {
        CsvReader(folder.write("h.csv", "ID,lattitude,lon\n")).require({"id", "latitude", "lon", "zz"});
      }),
      AllOf(HasSubstr("'id' (did you mean 'ID'?)"), HasSubstr("'latitude' (did you mean 'lattitude'?)"),
            HasSubstr("'zz';"), HasSubstr("it has 'ID', 'lattitude', 'lon'")));
}

TEST(NumberFrom, TakesWholeNumbersTextsOnly) {
  EXPECT_EQ(number_from("+3.5"), 3.5);
  for (const char* text : {"", "1,5", "12 mm", "nan", "inf", "0x10", "1e999"})
    EXPECT_FALSE(number_from(text)) << text;
}

TEST(CsvField, QuotesWhatNeedsIt) {
  EXPECT_EQ(csv_field("plain text"), "plain text");
  EXPECT_EQ(csv_field("a,\"b\""), "\"a,\"\"b\"\"\"");
  EXPECT_EQ(csv_field(" edge"), "\" edge\"");
}

}  // namespace
}  // namespace minenpp::io
