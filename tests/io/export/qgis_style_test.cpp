#include "io/export/qgis_style.h"

#include <cpl_minixml.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/export/raster_summary.h"
#include "io/export/stac_item.h"
#include "io/export/text_file.h"

namespace minenpp::io {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(RampLimits, are_rounded_outward_and_shed_outliers) {
  const auto style = map_style("npp", {"g m-2 month-1", ""});
  std::vector<double> sample;
  for (int i = 0; i < 1000; ++i) sample.push_back(0.1234 * i);
  sample.push_back(1e6);
  const auto [low, high] = ramp_limits(style, sample);
  EXPECT_DOUBLE_EQ(low, 2.4);
  EXPECT_DOUBLE_EQ(high, 130);
}

TEST(RampLimits, reach_as_far_on_both_sides_of_zero) {
  const auto style = map_style("change", {"g m-2 month-1", ""});
  std::vector<double> sample{-3, -2, 1, 7};
  EXPECT_EQ(ramp_limits(style, sample), std::pair(-7.0, 7.0));
}

TEST(RampLimits, exist_without_values_and_with_one) {
  std::vector<double> none, one{5, 5, 5}, zero{0, 0};
  EXPECT_EQ(ramp_limits(map_style("npp", {}), none), std::pair(0.0, 1.0));
  EXPECT_EQ(ramp_limits(map_style("npp", {}), one), std::pair(5.0, 6.0));
  EXPECT_EQ(ramp_limits(map_style("change", {}), zero), std::pair(-1.0, 1.0));
  EXPECT_EQ(ramp_limits(map_style("ndvi", {}), one), std::pair(0.0, 1.0));
}

TEST(QgisStyle, labels_are_escaped) {
  const auto style = map_style("class", {"1", "", {1}, {"a<b&\"c\""}});
  const auto text = qgis_style(style, {0, 1}, {});
  EXPECT_THAT(text, HasSubstr("a&lt;b&amp;&quot;c&quot;"));
  auto* tree = CPLParseXMLString(text.c_str());
  ASSERT_NE(tree, nullptr);
  EXPECT_STREQ(CPLGetXMLValue(tree, "pipe.rasterrenderer.colorPalette.paletteEntry.label", ""), "a<b&\"c\"");
  CPLDestroyXMLNode(tree);
}

TEST(QgisStyle, numbered_maps_show_the_numbers_that_occur) {
  const auto text = qgis_style(map_style("mines", {"1", ""}), {0, 1}, {3, 14});
  EXPECT_THAT(text, HasSubstr("value=\"3\""));
  EXPECT_THAT(text, HasSubstr("label=\"14\""));
  EXPECT_THAT(text, Not(HasSubstr("label=\"4\"")));
}

TEST(FileWord, keeps_letters_of_all_scripts) {
  EXPECT_EQ(file_word("East mine (old)"), "East-mine-old");
  EXPECT_EQ(file_word("../x"), "x");
  EXPECT_EQ(file_word("安家岭"), "安家岭");
  EXPECT_EQ(file_word(" /"), "_");
}

TEST(FileWord, is_not_cut_within_a_letter) {
  std::string mines;
  for (int i = 0; i < 40; ++i) mines += "矿";  // three bytes each
  const auto word = file_word(mines);
  EXPECT_EQ(word.size(), 78U);
}

TEST(StacHref, is_plain_ascii) {
  EXPECT_EQ(stac_href("npp-2020-08.tif"), "./npp-2020-08.tif");
  EXPECT_EQ(stac_href("矿.tif"), "./%E7%9F%BF.tif");
}

}  // namespace
}  // namespace minenpp::io
