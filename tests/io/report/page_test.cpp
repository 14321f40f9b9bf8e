#include "io/report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/report/items.h"
#include "io/report/resources.h"
#include "model/error.h"

namespace minenpp::io {
namespace {

using testing::HasSubstr;
using testing::Not;

Json report_titled(const std::string& title) {
  return {{"title", title},     {"subtitle", ""},           {"program", "minenpp"},
          {"vega", "embedded"}, {"summary", Json::array()}, {"sections", Json::array()}};
}

/// What a page holds apart from data and title.
std::size_t size_of_frame() {
  const auto report = report_titled("");
  return page_of(report).size() - report.dump().size();
}

TEST(Page, HoldsItsDataAndNoPlaceholder) {
  const auto page = page_of(report_titled("Pingshuo"));
  EXPECT_THAT(page, HasSubstr("<title>Pingshuo"));
  EXPECT_THAT(page, HasSubstr("\"title\":\"Pingshuo\""));
  for (const auto* name : {"{{style}}", "{{vega}}", "{{report}}", "{{script}}", "{{title}}"})
    EXPECT_THAT(page, Not(HasSubstr(name)));
}

TEST(Page, NamesCannotLeaveTheData) {
  const auto page = page_of(report_titled("</script><img src=x onerror=alert(1)>"));
  EXPECT_THAT(page, Not(HasSubstr("<img src=x")));
  EXPECT_THAT(page, HasSubstr("\\u003c/script>"));
}

TEST(Page, WhatIsPutInIsNotReplacedAgain) {
  EXPECT_LT(page_of(report_titled("{{script}}")).size(), size_of_frame() + 200);
}

TEST(Items, EveryFigureIsATemplateOfVegaLite) {
  int figures = 0;
  for (const auto& [name, bytes] : report_resources()) {
    if (!name.starts_with("figures/")) continue;
    ++figures;
    const auto spec = Json::parse(bytes, nullptr, false);
    ASSERT_TRUE(spec.is_object()) << name;
    EXPECT_THAT(spec.value("$schema", ""), HasSubstr("vega-lite/v5")) << name;
    EXPECT_FALSE(spec.contains("datasets")) << name;
  }
  EXPECT_GE(figures, 19);
}

TEST(Items, AChartHoldsItsRowsAndParameters) {
  const auto chart = chart_item("npp-by-year", {"mean", "Mean", "a line"}, {{"rows", Json::array({1, 2})}},
                                {{"unit", "gC/m2/year"}});
  EXPECT_EQ(chart["spec"]["datasets"]["rows"].size(), 2U);
  EXPECT_EQ(chart["file"], "figures/mean.vl.json");
  bool set = false;
  for (const auto& param : chart["spec"]["params"]) set = set || param.value("value", Json()) == "gC/m2/year";
  EXPECT_TRUE(set);
}

TEST(Items, AFigureThatIsNotThereIsAnError) {
  EXPECT_THROW((void)chart_item("no-such", {"a", "b", "c"}, {}), model::Error);
  EXPECT_THROW((void)chart_item("npp-by-year", {"a", "b", "c"}, {}, {{"no such parameter", 1}}),
               model::Error);
}

}  // namespace
}  // namespace minenpp::io
