#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

const std::vector<std::string>& trend_names() {
  static const std::vector<std::string> names{"significant decrease", "slight decrease", "stable",
                                              "slight increase", "significant increase"};
  return names;
}

Json area_rows(const ReportInput& input) {
  const FocusCube area(input.archive, input.focus, "/trend", "area"),
      share(input.archive, input.focus, "/trend", "share");
  Json rows = Json::array();
  for (std::size_t i = 0; i < trend_names().size() && i < area.size(1); ++i)
    rows.push_back({{"trend_class", trend_names()[i]},
                    {"order", static_cast<int>(i) - 2},
                    {"area_hm2", number_or_null(area.at({0, i}))},
                    {"share", number_or_null(share.at({0, i}) / 100)}});
  return rows;
}

Json trend_table(const ReportInput& input) {
  const auto zones = labels(input.archive, "/trend", "zone");
  const auto kinds = labels(input.archive, "/zones", "kind");
  const auto of = [&](const std::string& name) {
    return FocusCube(input.archive, input.focus, "/trend", name);
  };
  const auto slope = of("slope"), p = of("p"), sen = of("sen"), mk_p = of("mk_p"), n = of("n");
  const auto unit = input.focus.unit() + " a year";
  Json rows = Json::array();
  for (std::size_t zone = 0; zone < zones.size(); ++zone)
    rows.push_back({zone == 0 ? "study area" : zones[zone], kinds.at(zone), number_or_null(slope.at({zone})),
                    number_or_null(p.at({zone})), number_or_null(sen.at({zone})),
                    number_or_null(mk_p.at({zone})), number_or_null(n.at({zone}))});
  return table_item({"trend-table", "Trends of mean NPP", ""},
                    {{"Zone"},
                     {"Kind"},
                     {"Slope", unit, 3},
                     {"p of slope", "", 3, least_probability},
                     {"Theil-Sen", unit, 3},
                     {"p of Mann-Kendall", "", 3, least_probability},
                     {"Years", "", 0}},
                    std::move(rows), csv_with(input, "/trend/slope"));
}

Json trend_sentences(const ReportInput& input) {
  const FocusCube slope(input.archive, input.focus, "/trend", "slope"),
      p(input.archive, input.focus, "/trend", "p");
  const auto found = slope.sourced({0});
  if (std::isnan(found.value)) return Json::array();
  Json lead = Json::array();
  lead.push_back(
      Sentence(fmt::format("Over the surveyed years mean NPP of the study area changed by {{0}} {} a year "
                           "(p {} {{1}}).",
                           input.focus.unit(), p.at({0}) < least_probability ? "<" : "="))
          .number(found, 3)
          .probability(p.sourced({0}))
          .json());
  const auto years = labels(input.archive, "/trend", "year").size();
  constexpr std::size_t few_years = 8;
  if (years < few_years)
    lead.push_back(
        Sentence(fmt::format("A trend over {} years says little: with fewer than {} its p is hardly a test.",
                             years, few_years),
                 "warning")
            .json());
  return lead;
}

}  // namespace

std::optional<Json> trend_section(const ReportInput& input) {
  if (!input.archive.has("/trend/slope")) return std::nullopt;
  const int month = input.focus.map_month();
  Json items = Json::array();
  if (auto map = input.maps.item(
          {"trend-slope", "Trend of NPP", "Map of the least-squares slope of NPP of every pixel",
           "Slope of a least-squares line through each pixel's years."},
          {{"slope", "maps/trend-slope.nc", month}}, "trend-slope",
          "Slope, " + input.focus.unit() + " a year"))
    items.push_back(std::move(*map));
  if (auto map =
          input.maps.item({"trend-class", "Where trends are significant",
                           "Map of classes of trend: sign of the Theil-Sen slope and Mann-Kendall test",
                           "Sign of the Theil-Sen slope; significant by the Mann-Kendall test."},
                          {{"trend", "maps/trend-class.nc", month}}, "trend-class", "Trend"))
    items.push_back(std::move(*map));
  items.push_back(chart_item(
      "trend-area", {"trend-area", "Area by trend", "Bar chart of the area of each class of trend", ""},
      {{"rows", area_rows(input)}}));
  items.push_back(trend_table(input));
  return section("trend", "Trend", trend_sentences(input), std::move(items));
}

}  // namespace minenpp::io
