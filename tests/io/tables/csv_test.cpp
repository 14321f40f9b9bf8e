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

TEST(CsvReader, TakesTheSeparatorThatALineNames) {
  const TemporaryFolder folder;
  for (const std::string first : {"sep=;\r\n", "\xEF\xBB\xBFsep=;\n", "\"SEP=;\"\n"}) {
    CsvReader reader(folder.write("a.csv", first + "a,b;c\n1;2\n"));
    EXPECT_THAT(reader.header(), ElementsAre("a,b", "c"));
    const auto row = *reader.next();
    EXPECT_THAT(row.fields, ElementsAre("1", "2"));
    EXPECT_EQ(row.line, 3);
  }
  EXPECT_THAT(CsvReader(folder.write("t.csv", "sep=\t\na\tb\n")).header(), ElementsAre("a", "b"));
  EXPECT_THAT(CsvReader(folder.write("n.csv", "sep=x,b\n1,2\n")).header(), ElementsAre("sep=x", "b"));
  EXPECT_THAT(error_of([&] { CsvReader(folder.write("o.csv", "sep=;\n")); }), HasSubstr("no header"));
}

TEST(CsvReader, DecimalCommasBetweenOtherSeparators) {
  const TemporaryFolder folder;
  for (const std::string separator : {";", "\t"}) {
    CsvReader reader(folder.write("a.csv", "a" + separator + "b\n-25,6" + separator + "+0,05\n"));
    const auto row = *reader.next();
    EXPECT_EQ(reader.number(row, 0), -25.6);
    EXPECT_EQ(reader.number(row, 1), 0.05);
  }
  for (const std::string text : {"1.234,5", "1,234,5", ",5", "5,", "1,5e3", "1 000,5", "-,5"}) {
    CsvReader reader(folder.write("b.csv", "a;b\n" + text + ";1\n"));
    const auto row = *reader.next();
    EXPECT_FALSE(reader.number_if(row, 0)) << text;
  }
  CsvReader quoted(folder.write("q.csv", "a,b\n\"25,6\",1\n"));
  EXPECT_FALSE(quoted.number_if(*quoted.next(), 0)) << "commas are between the fields";
}

/// 1,250 may be one and a quarter, or a thousand and more: other numbers of the table tell, or nothing does.
TEST(CsvReader, CommasThatMayBeOfThousandsAreNotGuessedAt) {
  const TemporaryFolder folder;
  const auto numbers = [&](const std::string& lines) {
    CsvReader reader(folder.write("a.csv", "id;t\n" + lines));
    std::vector<double> values;
    while (const auto row = reader.next()) values.push_back(reader.number(*row, 1));
    return values;
  };
  EXPECT_THAT(error_of([&] { (void)numbers("a;980\nb;1,250\nc;12,000\n"); }),
              AllOf(HasSubstr("line 3"), HasSubstr("'1,250'"), HasSubstr("thousands")));
  EXPECT_EQ(numbers("a;1,250\nb;0,125\n"), (std::vector<double>{1.25, 0.125}));
  EXPECT_EQ(numbers("a;1,250\nb;7,5\n"), (std::vector<double>{1.25, 7.5}));
  EXPECT_EQ(numbers("a;1234,567\nb;1,250\n"), (std::vector<double>{1234.567, 1.25}));
}

TEST(CsvReader, OneTableHasOneDecimalSign) {
  const TemporaryFolder folder;
  CsvReader reader(folder.write("a.csv", "id;t;p\n1.5;25,6;10\n2;25.7;11\n"));
  const auto first = *reader.next(), second = *reader.next();
  EXPECT_EQ(reader.number(first, 1), 25.6);
  EXPECT_EQ(reader.number(first, 2), 10);
  EXPECT_EQ(reader.number(second, 2), 11);
  EXPECT_THAT(error_of([&] { static_cast<void>(reader.number(second, 1)); }),
              HasSubstr("line 2, column 't' holds '25,6', but line 3, column 't' holds '25.7'"));
}

TEST(CsvReader, TextsOfOtherEncodingsBecomeUtf8) {
  const TemporaryFolder folder;
  const std::string text = "id,name\n1,Esta\xC3\xA7\xC3\xA3o \xE2\x82\xAC\n";
  const std::string in_1252 = "id,name\n1,Esta\xE7\xE3o \x80\n";
  std::string little = "\xFF\xFE", big = "\xFE\xFF";
  for (const char16_t unit : std::u16string(u"id,name\n1,Esta\u00e7\u00e3o \u20ac\n")) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    little += {low, high};
    big += {high, low};
  }
  for (const auto& written : {text, in_1252, little, big}) {
    CsvReader reader(folder.write("a.csv", written));
    EXPECT_THAT(reader.header(), ElementsAre("id", "name"));
    EXPECT_THAT(reader.next()->fields, ElementsAre("1", "Esta\u00e7\u00e3o \u20ac"));
    EXPECT_FALSE(reader.next());
  }
  for (const std::string empty : {"\xFF\xFE", "\xFE\xFF\x01"})
    EXPECT_THAT(error_of([&] { CsvReader(folder.write("e.csv", empty)); }), HasSubstr("no header"));
  EXPECT_EQ(encoding_of(folder.write("b.csv", in_1252)), TextEncoding::windows_1252);
  EXPECT_EQ(encoding_of(folder.write("c.csv", text)), TextEncoding::utf8);
  EXPECT_EQ(encoding_of(folder.write("d.csv", big)), TextEncoding::utf16_big);
  EXPECT_FALSE(encoding_of(folder.file("none.csv")));
}

TEST(TextEncoding, OfTextsThatAreNearlyUtf8) {
  const TemporaryFolder folder;
  const auto encoding = [&](const std::string& text) { return *encoding_of(folder.write("a.csv", text)); };
  for (const std::string text : {"", "a", "\xF0\x9F\x8C\xB1", "12345678\xC3\xA9 12345678", "\xED\x9F\xBF"})
    EXPECT_EQ(encoding(text), TextEncoding::utf8) << text;
  for (const std::string text :
       {"\xE9", "12345678\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3\xA9\xE9", "\x80"})
    EXPECT_EQ(encoding(text), TextEncoding::windows_1252);
  // A letter across the border of two blocks of a megabyte.
  const std::string most((std::size_t{1} << 20) - 1, 'a');
  EXPECT_EQ(encoding(most + "\xC3\xA9"), TextEncoding::utf8);
  EXPECT_EQ(encoding(most + "\xC3 "), TextEncoding::windows_1252);
}

TEST(TextEncoding, OfChineseTables) {
  const TemporaryFolder folder;
  const auto encoding = [&](const std::string& text) { return *encoding_of(folder.write("a.csv", text)); };
  const std::string year = "\xC4\xEA", month = "\xD4\xC2", air = "\xC6\xF8";
  for (const std::string& text : {
           air + air + ",lon\n1,2\n",
           "id," + year + "," + month + "\n1,2010,1\n",
           "\"" + year + "\";\"" + month + "\"\r\n",
           "id," + year + year + "\xA3\xA8\xA1\xE6\xA3\xA9\n",  // signs of full width
           "A" + air + air + "\nB" + air + "\n",
           std::string((std::size_t{1} << 20) - 1, 'a') + "," + year + month,
           std::string((std::size_t{1} << 20) - 2, 'a') + "," + year + month,
       })
    EXPECT_EQ(encoding(text), TextEncoding::gbk);
  for (const std::string& text : {
           year + ",lon\n",                                      // one character alone
           year + month + ",Estac\xE3o\n",                       // a letter without another
           year + month + ",\x80\n",                             // no half of a pair
           year + month + "\xC4",                                // ends within one
           std::string("\xA1\xA1,\xA7\xA7,\xA3\xA8\xA1\xE6\n"),  // signs alone
       })
    EXPECT_EQ(encoding(text), TextEncoding::windows_1252);
}

TEST(TextEncoding, AccentsInPairsAreNoChinese) {
  const TemporaryFolder folder;
  const auto encoding = [&](const std::string& text) { return *encoding_of(folder.write("a.csv", text)); };
  for (const std::string text :
       {"Esta\xE7\xE3o,Precipita\xE7\xE3o,Radia\xE7\xE3o\n1,2,3\n",  // Estacao and so on, with accents
        "Precipita\xE7\xF5"
        "es;Observa\xE7\xF5"
        "es\n",
        "ESTA\xC7\xC3O;RADIA\xC7\xC3O\n",
        "Gr\xF6\xDF"
        "e;Gr\xF6\xDF"
        "enklasse;Gr\xF6\xDF\n",
        "cr\xE9\xE9"
        "e;cr\xE9\xE9\n"})
    EXPECT_EQ(encoding(text), TextEncoding::windows_1252) << text;
}

TEST(CsvReader, ChineseColumnsAreNamedInUtf8) {
  const TemporaryFolder folder;
  CsvReader reader(
      folder.write("a.csv", "\xD5\xBE\xBA\xC5,\xC4\xEA,\xC6\xF8\xCE\xC2\n\xCB\xB7\xD6\xDD,2010,-1.5\n"));
  EXPECT_THAT(reader.header(), ElementsAre("站号", "年", "气温"));
  EXPECT_THAT(reader.next()->fields, ElementsAre("朔州", "2010", "-1.5"));
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
