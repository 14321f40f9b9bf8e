#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

/// Classes that have a pixel in any year, by place in the group classes.
std::vector<std::size_t> present_classes(const FocusCube& area) {
  std::vector<std::size_t> present;
  for (std::size_t i = 0; i < area.size(0); ++i)
    for (std::size_t year = 0; year < area.size(1); ++year)
      if (area.at({i, year}) > 0) {
        present.push_back(i);
        break;
      }
  return present;
}

Json class_rows(const ReportInput& input) {
  const FocusCube npp(input.archive, input.focus, "/classes", "npp_mean"),
      area(input.archive, input.focus, "/classes", "area");
  const auto names = labels(input.archive, "/classes", "name"),
             years = labels(input.archive, "/classes", "year");
  Json rows = Json::array();
  for (const auto i : present_classes(area))
    for (std::size_t year = 0; year < years.size(); ++year)
      rows.push_back({{"class", names[i]},
                      {"year", std::stoi(years[year])},
                      {"npp", number_or_null(npp.at({i, year}))},
                      {"area_hm2", number_or_null(area.at({i, year}))}});
  return rows;
}

Json class_table(const ReportInput& input) {
  const FocusCube npp(input.archive, input.focus, "/classes", "npp_mean"),
      area(input.archive, input.focus, "/classes", "area");
  const auto names = labels(input.archive, "/classes", "name"),
             years = labels(input.archive, "/classes", "year");
  std::vector<Column> columns{{"Class"}};
  for (const auto& year : years) columns.push_back({"NPP " + year, input.focus.unit(), 1});
  for (const auto& year : years) columns.push_back({"Area " + year, "hm2", 0});
  Json rows = Json::array();
  for (const auto i : present_classes(area)) {
    Json row{names[i]};
    for (std::size_t year = 0; year < years.size(); ++year) row.push_back(number_or_null(npp.at({i, year})));
    for (std::size_t year = 0; year < years.size(); ++year) row.push_back(number_or_null(area.at({i, year})));
    rows.push_back(std::move(row));
  }
  return table_item({"classes", "Mean NPP and area by land cover", "", area_note}, columns, std::move(rows),
                    csv_with(input, "/classes/npp_mean"));
}

std::optional<Json> class_maps(const ReportInput& input) {
  const auto files = input.archive.read<std::string>("/maps/land_class");
  const auto years = labels(input.archive, "/maps", "year");
  std::vector<MapFrame> frames;
  for (std::size_t i = 0; i < years.size(); ++i) frames.push_back({years[i], files.at(i)});
  return input.maps.item({"class-map", "Land cover", "Maps of land-cover classes, one a year", ""}, frames,
                         "class", "Land cover");
}

/// Table 4 of Fu et al. 2022.
void add_reclamation(const ReportInput& input, Json& items) {
  if (!input.archive.has("/reclamation/newly_mined")) return;
  const Cube mined(input.archive, "/reclamation/newly_mined"),
      reclaimed(input.archive, "/reclamation/newly_reclaimed");
  const FocusCube change(input.archive, input.focus, "/reclamation", "npp_change_of_mines");
  const auto periods = labels(input.archive, "/reclamation", "period");
  Json rows = Json::array(), table = Json::array();
  double any = 0;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    rows.push_back(
        {{"period", periods[i]}, {"kind", "newly mined"}, {"area_hm2", number_or_null(mined.at({i}))}});
    rows.push_back({{"period", periods[i]},
                    {"kind", "newly reclaimed"},
                    {"area_hm2", number_or_null(reclaimed.at({i}))}});
    table.push_back({periods[i], number_or_null(mined.at({i})), number_or_null(reclaimed.at({i})),
                     number_or_null(change.at({i}))});
    any += mined.at({i}) + reclaimed.at({i});
  }
  if (!(any > 0)) return;
  items.push_back(chart_item("reclamation",
                             {"reclamation-area", "Newly mined and newly reclaimed land",
                              "Bars of the area newly mined and newly reclaimed in each period", ""},
                             {{"rows", rows}}));
  items.push_back(
      table_item({"reclamation-table", "Mining and reclamation by period", ""},
                 {{"Period"},
                  {"Newly mined", "hm2", 0},
                  {"Newly reclaimed", "hm2", 0},
                  {"Change of NPP inside mines, " + month_name(input.focus.month()), "gC/m2/month", 1}},
                 std::move(table), csv_with(input, "/reclamation/newly_mined")));
}

void add_recovery(const ReportInput& input, Json& items) {
  if (!input.archive.has("/recovery/recovery")) return;
  const FocusCube recovery(input.archive, input.focus, "/recovery", "recovery"),
      area(input.archive, input.focus, "/recovery", "area");
  const auto mines = labels(input.archive, "/recovery", "mine");
  const auto classes = input.archive.read<std::int32_t>("/recovery/land_class"),
             since = input.archive.read<std::int32_t>("/recovery/years_since"),
             codes = input.archive.read<std::int32_t>("/classes/class");
  const auto names = labels(input.archive, "/classes", "name");
  Json rows = Json::array();
  for (std::size_t i = 0; i < mines.size(); ++i) {
    if (std::isnan(recovery.at({i})) || (!input.only_mine.empty() && mines[i] != input.only_mine)) continue;
    std::string name = fmt::format("class {}", classes[i]);
    for (std::size_t c = 0; c < codes.size(); ++c)
      if (codes[c] == classes[i]) name = names[c];
    rows.push_back({{"class", name},
                    {"mine", mines[i]},
                    {"years_since", since[i]},
                    {"recovery", number_or_null(recovery.at({i}))},
                    {"area_hm2", number_or_null(area.at({i}))}});
  }
  if (rows.empty()) return;
  items.push_back(chart_item(
      "recovery",
      {"recovery", "How reclaimed land recovers",
       "NPP of reclaimed land as a share of that of the native class, against years since "
       "reclamation",
       "100 %: as productive as land of the native class. Years since are at least this many, where "
       "the land was first seen reclaimed."},
      {{"rows", rows}}));
}

}  // namespace

std::optional<Json> land_use_section(const ReportInput& input) {
  Json items = Json::array();
  if (input.only_mine.empty()) {
    if (auto map = class_maps(input)) items.push_back(std::move(*map));
    items.push_back(chart_item("land-use",
                               {"land-use-npp", "Mean NPP by land cover",
                                "Bars of mean NPP by land-cover class, one for each year", ""},
                               {{"rows", class_rows(input)}}, {{"unit", input.focus.unit()}}));
    items.push_back(class_table(input));
    add_reclamation(input, items);
  }
  add_recovery(input, items);
  if (items.empty()) return std::nullopt;
  return section("land-use", "Land cover and reclamation", Json::array(), std::move(items));
}

}  // namespace minenpp::io
