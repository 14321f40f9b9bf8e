#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

Json ring_row(const std::vector<double>& limits, std::size_t ring, const std::string& year, double npp) {
  return {{"ring", ring_name(limits, ring)},
          {"inner_m", ring < 2 ? 0 : limits[ring - 1]},
          {"outer_m", ring == 0 ? 0 : limits[ring]},
          {"year", std::stoi(year)},
          {"npp", number_or_null(npp)}};
}

Json united_rows(const ReportInput& input, const std::vector<double>& limits) {
  const FocusCube npp(input.archive, input.focus, "/rings", "united_npp_mean"),
      area(input.archive, input.focus, "/rings", "united_area");
  const auto years = labels(input.archive, "/rings", "year");
  Json rows = Json::array();
  for (std::size_t ring = 0; ring < limits.size(); ++ring)
    for (std::size_t year = 0; year < years.size(); ++year) {
      auto row = ring_row(limits, ring, years[year], npp.at({ring, year}));
      row["area_hm2"] = number_or_null(area.at({ring, year}));
      rows.push_back(std::move(row));
    }
  return rows;
}

/// Land of each mine alone: that nearest to it.
Json mine_rows(const ReportInput& input, const std::vector<double>& limits) {
  const FocusCube npp(input.archive, input.focus, "/rings", "nearest_npp_mean");
  const auto years = labels(input.archive, "/rings", "year"), mines = labels(input.archive, "/rings", "mine");
  Json rows = Json::array();
  for (const auto mine : drawn_mines(input, "/rings"))
    for (std::size_t ring = 0; ring < limits.size(); ++ring)
      for (std::size_t year = 0; year < years.size(); ++year) {
        auto row = ring_row(limits, ring, years[year], npp.at({mine, ring, year}));
        row["mine"] = mines[mine];
        rows.push_back(std::move(row));
      }
  return rows;
}

Json ring_table(const ReportInput& input, const std::vector<double>& limits) {
  const FocusCube npp(input.archive, input.focus, "/rings", "united_npp_mean"),
      area(input.archive, input.focus, "/rings", "united_area");
  const auto years = labels(input.archive, "/rings", "year");
  std::vector<Column> columns{{"Ring"}};
  for (const auto& year : years) columns.push_back({"NPP " + year, input.focus.unit(), 1});
  columns.push_back({"Area " + years.back(), "hm2", 0});
  Json rows = Json::array();
  for (std::size_t ring = 0; ring < limits.size(); ++ring) {
    Json row{ring_name(limits, ring)};
    for (std::size_t year = 0; year < years.size(); ++year)
      row.push_back(number_or_null(npp.at({ring, year})));
    row.push_back(number_or_null(area.at({ring, years.size() - 1})));
    rows.push_back(std::move(row));
  }
  return table_item({"rings-table", "Mean NPP by distance to the nearest mine", ""}, columns, std::move(rows),
                    csv_with(input, "/rings/united_npp_mean"));
}

Json ring_maps(const ReportInput& input) {
  std::vector<MapFrame> frames;
  for (const auto& year : labels(input.archive, "/rings", "year"))
    frames.push_back({year, "maps/rings-" + year + ".nc"});
  const auto map = input.maps.item(
      {"rings-map", "Land around mines", "Maps of the mines and the rings around them, one a year", ""},
      frames, "rings", "Distance to the mine");
  return map ? Json::array({*map}) : Json::array();
}

}  // namespace

std::optional<Json> rings_section(const ReportInput& input) {
  if (!input.archive.has("/rings/united_npp_mean")) return std::nullopt;
  const auto limits = input.archive.read<double>("/rings/outer_limit");
  if (limits.empty() || labels(input.archive, "/rings", "mine").empty()) return std::nullopt;
  Json items = Json::array();
  if (input.only_mine.empty()) {
    items = ring_maps(input);
    items.push_back(chart_item("ring-profile",
                               {"ring-profile", "NPP by distance to the mines",
                                "Mean NPP of the mines and of each ring around them, one line a year",
                                "All mines together: a pixel belongs to the ring of its nearest mine."},
                               {{"rows", united_rows(input, limits)}}, {{"unit", input.focus.unit()}}));
  }
  items.push_back(chart_item("ring-profile-mines",
                             {"ring-profile-mines", "NPP by distance, mine by mine",
                              "Mean NPP of each mine and of the rings around it, one small chart a mine", ""},
                             {{"rows", mine_rows(input, limits)}}, {{"unit", input.focus.unit()}}));
  if (input.only_mine.empty()) items.push_back(ring_table(input, limits));
  return section("rings", "Around the mines", Json::array(), std::move(items));
}

}  // namespace minenpp::io
