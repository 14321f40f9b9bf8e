#include "io/scenes/mtl_reader.h"

#include <gmock/gmock.h>

#include "io/scenes/fixture.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::colombia;
using ::minenpp::testing::error_of;
using ::minenpp::testing::json_of;
using ::minenpp::testing::mtl_groups;
using ::minenpp::testing::mutated;
using ::minenpp::testing::odl;
using ::minenpp::testing::xml_of;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string mtl_error(const std::string& text) {
  return error_of([&] { static_cast<void>(parse_mtl(text, "a_MTL.txt")); });
}

TEST(MtlReader, AllFormatsSayTheSame) {
  const auto groups = mtl_groups(colombia);
  for (const auto& text : {odl(groups), json_of(groups), xml_of(groups)}) {
    const auto mtl = parse_mtl(text, "MTL");
    EXPECT_EQ(mtl_id(mtl), colombia) << text;
    EXPECT_EQ(mtl.find("DATE_ACQUIRED"), "2019-12-01");
    EXPECT_EQ(mtl.number({"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"}, "REFLECTANCE_MULT_BAND_4"), 2.75e-5);
    EXPECT_EQ(mtl.number({"LEVEL1_RADIOMETRIC_RESCALING"}, "REFLECTANCE_MULT_BAND_4"), 2e-5);
    EXPECT_EQ(mtl.number("REFLECTANCE_MULT_BAND_4"), 2.75e-5) << "the first in the file";
    EXPECT_FALSE(mtl.find("NOT_THERE"));
  }
}

TEST(MtlReader, JsonNumbersKeepTheirText) {
  const auto mtl =
      parse_mtl(R"({"L1_METADATA_FILE": {"A": {"X": 2.0000E-05, "Y": -7, "Z": 8, "N": null}}})", "MTL");
  EXPECT_EQ(mtl.find("X"), "2.0000E-05");
  EXPECT_EQ(mtl.number("Y"), -7);
  EXPECT_EQ(mtl.number("Z"), 8);
  EXPECT_FALSE(mtl.find("N"));
}

TEST(MtlReader, OdlEndsAtEndOrAtNul) {
  auto text = odl(mtl_groups(colombia));
  EXPECT_EQ(mtl_id(parse_mtl(text + "not = read\n<rubbish>", "MTL")), colombia);
  EXPECT_EQ(mtl_id(parse_mtl(text + std::string(60'000, '\0'), "MTL")), colombia);
  text.resize(text.rfind("END\n"));
  EXPECT_EQ(mtl_id(parse_mtl(text + std::string("\0= =", 4), "MTL")), colombia);
}

TEST(MtlReader, OdlUnderstandsWindowsLineEndsAndAMark) {
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : odl(mtl_groups(colombia))) windows += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(mtl_id(parse_mtl(windows, "MTL")), colombia);
}

TEST(MtlReader, ErrorsNameTheLine) {
  EXPECT_THAT(
      mtl_error("GROUP = L1_METADATA_FILE\n  GROUP = A\n    nonsense\n"),
      AllOf(HasSubstr("a_MTL.txt"), HasSubstr("line 3"), HasSubstr("nonsense"), HasSubstr("NAME = VALUE")));
  EXPECT_THAT(mtl_error("GROUP = L1_METADATA_FILE\nA = 1\n"), HasSubstr("cut off"));
  EXPECT_THAT(mtl_error("GROUP = L1_METADATA_FILE\nEND_GROUP = B\n"),
              AllOf(HasSubstr("line 2"), HasSubstr("END_GROUP = L1_METADATA_FILE")));
  EXPECT_THAT(mtl_error("GROUP = OTHER\n"), AllOf(HasSubstr("OTHER"), HasSubstr("LANDSAT_METADATA_FILE")));
  EXPECT_THAT(mtl_error("A = 1\n"), HasSubstr("outside a group"));
  EXPECT_THAT(mtl_error("GROUP = L1_METADATA_FILE\nA = \"1\n"), HasSubstr("quote"));
  EXPECT_THAT(mtl_error("GROUP = L1_METADATA_FILE\nEND_GROUP = L1_METADATA_FILE\nEND\n"),
              HasSubstr("no entry"));
  EXPECT_THAT(mtl_error(""), HasSubstr("empty"));
  EXPECT_THAT(mtl_error(std::string(10, '\0')), HasSubstr("empty"));
}

TEST(MtlReader, ErrorsNameTheByteOfJson) {
  EXPECT_THAT(mtl_error(R"({"L1_METADATA_FILE": {"A": {"X" 1}}})"),
              AllOf(HasSubstr("byte 33"), HasSubstr("JSON")));
  EXPECT_THAT(mtl_error(R"({"L1_METADATA_FILE": {"A": [1]}})"), AllOf(HasSubstr("'A'"), HasSubstr("list")));
  EXPECT_THAT(mtl_error(R"({"L1_METADATA_FILE": 3})"), HasSubstr("outside a group"));
  EXPECT_THAT(mtl_error(R"({"other": {"A": {"X": 1}}})"), HasSubstr("other"));
  EXPECT_THAT(mtl_error("{}"), HasSubstr("no entry"));
}

TEST(MtlReader, ErrorsOfXml) {
  EXPECT_THAT(mtl_error("<LANDSAT_METADATA_FILE><A>"), HasSubstr("not XML"));
  EXPECT_THAT(mtl_error("<other><A>1</A></other>"), HasSubstr("other"));
  EXPECT_THAT(mtl_error("<!DOCTYPE x [<!ENTITY a \"b\">]><LANDSAT_METADATA_FILE/>"),
              HasSubstr("document type"));
  EXPECT_THAT(mtl_error(std::string("<L1_METADATA_FILE>\0</L1_METADATA_FILE>", 38)), HasSubstr("NUL"));
}

TEST(MtlReader, DeepNestingIsRefused) {
  std::string text, json, xml;
  for (int i = 0; i < 100'000; ++i) json += "{\"L1_METADATA_FILE\":";
  EXPECT_THAT(mtl_error(json), HasSubstr("nested deeper than 64"));
  for (int i = 0; i < 100; ++i) text += "GROUP = L1_METADATA_FILE\n";
  EXPECT_THAT(mtl_error(text), HasSubstr("nested deeper than 64"));
  for (int i = 0; i < 5'000; ++i) xml += "<L1_METADATA_FILE>";
  for (int i = 0; i < 5'000; ++i) xml += "</L1_METADATA_FILE>";
  EXPECT_THAT(mtl_error(xml), HasSubstr("nested deeper than 64"));
  EXPECT_THAT(mtl_error(std::string("<") + std::string(300'000, 'a')), HasSubstr("not XML"));
}

TEST(MtlReader, SizeAndEntriesAreBounded) {
  EXPECT_THAT(mtl_error(std::string(longest_mtl + 1, ' ')), HasSubstr("at most"));
  std::string text = "GROUP = L1_METADATA_FILE\n";
  for (int i = 0; i < 101'000; ++i) text += "K" + std::to_string(i) + " = 1\n";
  EXPECT_THAT(mtl_error(text), HasSubstr("more than 100000 entries"));
}

TEST(MtlReader, NumbersMustBeNumbers) {
  const auto mtl =
      parse_mtl("GROUP = L1_METADATA_FILE\nX = 12 m\nY = NaN\nEND_GROUP = L1_METADATA_FILE\n", "MTL");
  EXPECT_THAT(error_of([&] { static_cast<void>(mtl.number("X")); }),
              AllOf(HasSubstr("X"), HasSubstr("12 m")));
  EXPECT_THAT(error_of([&] { static_cast<void>(mtl.find_number("Y")); }), HasSubstr("NaN"));
  EXPECT_THAT(error_of([&] { static_cast<void>(mtl.number("Z")); }), HasSubstr("does not say Z"));
  EXPECT_THAT(error_of([&] { static_cast<void>(mtl_id(mtl)); }), HasSubstr("LANDSAT_PRODUCT_ID"));
}

TEST(MtlReader, DamagedFilesGiveErrorsAndNothingElse) {
  const auto groups = mtl_groups(colombia);
  int refused = 0;
  for (const auto& text : {odl(groups), json_of(groups), xml_of(groups)})
    for (unsigned seed = 0; seed < 1500; ++seed) {
      try {
        static_cast<void>(parse_mtl(mutated(text, seed), "MTL"));
      } catch (const model::Error& error) {
        EXPECT_EQ(error.fault(), model::Fault::input);
        EXPECT_LT(std::string(error.what()).size(), 400U);
        ++refused;
      }
    }
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace minenpp::io
