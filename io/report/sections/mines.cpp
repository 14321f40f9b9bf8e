#include <cmath>
#include <map>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

/// Places in the group zones of mines, by name.
std::map<std::string, std::size_t> mine_zones(const ReportInput& input) {
  const auto zones = labels(input.archive, "/zones", "zone"), kinds = labels(input.archive, "/zones", "kind");
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < zones.size(); ++i)
    if (kinds[i] == "mine") places.emplace(zones[i], i);
  return places;
}

/// The mines that are drawn: by what they did where there is a ledger, else the first.
std::vector<std::string> drawn_names(const ReportInput& input,
                                     const std::map<std::string, std::size_t>& zones) {
  std::vector<std::string> names;
  if (input.archive.has("/ledger/mine")) {
    const auto mines = labels(input.archive, "/ledger", "mine");
    for (const auto i : drawn_mines(input, "/ledger"))
      if (zones.contains(mines[i])) names.push_back(mines[i]);
  }
  if (!names.empty()) return names;
  for (const auto& [name, place] : zones)
    if (names.size() < input.most_mines && (input.only_mine.empty() || input.only_mine == name))
      names.push_back(name);
  return names;
}

Json rows_by_year(const ReportInput& input, const std::map<std::string, std::size_t>& zones,
                  const std::vector<std::string>& names) {
  const FocusCube npp(input.archive, input.focus, "/zones", "npp_mean"),
      area(input.archive, input.focus, "/zones", "area");
  const auto years = labels(input.archive, "/zones", "year");
  Json rows = Json::array();
  const auto add = [&](const std::string& name, std::size_t zone) {
    for (std::size_t year = 0; year < years.size(); ++year)
      rows.push_back({{"mine", name},
                      {"year", std::stoi(years[year])},
                      {"npp", number_or_null(npp.at({zone, year}))},
                      {"area_hm2", number_or_null(area.at({zone, year}))}});
  };
  add("study area", 0);
  for (const auto& name : names) add(name, zones.at(name));
  return rows;
}

/// Table 2 of Fu et al. 2022 with the ledger of the last year beside it.
Json mine_table(const ReportInput& input, const std::map<std::string, std::size_t>& zones) {
  const FocusCube npp(input.archive, input.focus, "/zones", "npp_mean"),
      area(input.archive, input.focus, "/zones", "area"),
      high(input.archive, input.focus, "/zones", "high_value_share");
  const auto years = labels(input.archive, "/zones", "year");
  std::vector<Column> columns{{"Mine"}};
  for (const auto& year : years) columns.push_back({"NPP " + year, input.focus.unit(), 1});
  columns.push_back({"Area " + years.back(), "hm2", 0});
  // There is no such share of annual NPP: the month is named.
  columns.push_back({fmt::format("Above area mean, {} {}", month_name(input.focus.month()), years.back()),
                     "% of pixels", 0});
  Json rows = Json::array();
  for (const auto& [name, zone] : zones) {
    if (!input.only_mine.empty() && input.only_mine != name) continue;
    Json row{name};
    for (std::size_t year = 0; year < years.size(); ++year)
      row.push_back(number_or_null(npp.at({zone, year})));
    row.push_back(number_or_null(area.at({zone, years.size() - 1})));
    row.push_back(number_or_null(100 * high.at({zone, years.size() - 1})));
    rows.push_back(std::move(row));
  }
  return table_item(
      {"mines-table", "Mines", "", std::string("Mean NPP inside each mine's outline. ") + area_note}, columns,
      std::move(rows), csv_with(input, "/zones/npp_mean"));
}

}  // namespace

std::optional<Json> mines_section(const ReportInput& input) {
  const auto zones = mine_zones(input);
  if (zones.empty()) return std::nullopt;
  const auto names = drawn_names(input, zones);
  Json items = Json::array();
  if (labels(input.archive, "/zones", "year").size() > 1)
    items.push_back(
        chart_item("mines-by-year",
                   {"mines-by-year", "Mean NPP inside mines",
                    "Line chart of mean NPP by year, one line a mine and one of the study area",
                    names.size() < zones.size() && input.only_mine.empty()
                        ? fmt::format("The {} mines with the largest effect on carbon; the table has all {}.",
                                      names.size(), zones.size())
                        : ""},
                   {{"rows", rows_by_year(input, zones, names)}}, {{"unit", input.focus.unit()}}));
  items.push_back(mine_table(input, zones));
  return section("mines", "Mines", Json::array(), std::move(items));
}

}  // namespace minenpp::io
