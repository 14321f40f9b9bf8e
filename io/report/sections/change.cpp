#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

const std::vector<std::string>& change_names() {
  static const std::vector<std::string> names{"large loss", "loss",        "no change",
                                              "gain",       "middle gain", "large gain"};
  return names;
}

/// Classes of change are of single months; full-year surveys keep the month that produces most.
std::size_t month_index(const ReportInput& input) {
  const auto months = input.archive.read<std::int32_t>("/change/month");
  for (std::size_t i = 0; i < months.size(); ++i)
    if (months[i] == input.focus.month()) return i;
  return months.empty() ? 0 : months.size() / 2;
}

Json area_rows(const ReportInput& input, std::size_t month) {
  const Cube area(input.archive, "/change/area"), share(input.archive, "/change/share");
  const auto periods = labels(input.archive, "/change", "period");
  constexpr int unchanged = 2;
  Json rows = Json::array();
  for (std::size_t period = 0; period < periods.size(); ++period)
    for (std::size_t i = 0; i < change_names().size() && i < area.size(2); ++i)
      rows.push_back({{"period", periods[period]},
                      {"change_class", change_names()[i]},
                      {"order", static_cast<int>(i) - unchanged},
                      {"area_hm2", number_or_null(area.at({period, month, i}))},
                      {"share", number_or_null(share.at({period, month, i}) / 100)}});
  return rows;
}

/// Table 1 of Fu et al. 2022: a row a class, area and share of each period.
Json area_table(const ReportInput& input, std::size_t month) {
  const Cube area(input.archive, "/change/area"), share(input.archive, "/change/share");
  const auto periods = labels(input.archive, "/change", "period");
  std::vector<Column> columns{{"Change"}};
  for (const auto& period : periods) {
    columns.push_back({period, "hm2", 0});
    columns.push_back({period, "%", 1});
  }
  Json rows = Json::array();
  for (std::size_t i = 0; i < change_names().size() && i < area.size(2); ++i) {
    Json row{change_names()[i]};
    for (std::size_t period = 0; period < periods.size(); ++period) {
      row.push_back(number_or_null(area.at({period, month, i})));
      row.push_back(number_or_null(share.at({period, month, i})));
    }
    rows.push_back(std::move(row));
  }
  return table_item({"change-classes", "Area by class of change", ""}, columns, std::move(rows),
                    csv_with(input, "/change/area"));
}

Json zone_table(const ReportInput& input) {
  const auto change = zone_changes(input);
  const auto zones = labels(input.archive, "/change", "zone"),
             periods = labels(input.archive, "/change", "period");
  std::vector<Column> columns{{"Zone"}};
  for (const auto& period : periods) columns.push_back({period, input.focus.unit(), 1});
  Json rows = Json::array();
  for (std::size_t zone = 0; zone < zones.size(); ++zone) {
    Json row{zone == 0 ? "study area" : zones[zone]};
    for (std::size_t period = 0; period < periods.size(); ++period)
      row.push_back(number_or_null(change.at({zone, period})));
    rows.push_back(std::move(row));
  }
  return table_item({"change-zones", "Mean change of NPP by zone", "",
                     "Over the pixels that have a value in both years of a period."},
                    columns, std::move(rows), csv_with(input, "/change/zone_mean_change"));
}

std::vector<MapFrame> frames(const ReportInput& input, const std::string& array, std::size_t month) {
  std::vector<MapFrame> made;
  if (!input.archive.has("/change/" + array)) return made;
  const auto files = input.archive.read<std::string>("/change/" + array);
  const auto periods = labels(input.archive, "/change", "period");
  const auto months = input.archive.read<std::int32_t>("/change/month");
  for (std::size_t i = 0; i < periods.size(); ++i)
    if (!files[i].empty()) made.push_back({periods[i], files[i], months.at(month)});
  return made;
}

}  // namespace

std::optional<Json> change_section(const ReportInput& input) {
  if (!input.archive.has("/change/area") || labels(input.archive, "/change", "period").empty())
    return std::nullopt;
  const auto month = month_index(input);
  const auto months = input.archive.read<std::int32_t>("/change/month");
  const auto name = months.empty() ? input.focus.name() : month_name(months[month]);
  Json items = Json::array();
  if (auto map = input.maps.item(
          {"change-class", "Change of NPP in " + name, "Maps of classes of change of NPP, one a period",
           "Classes of the difference between the two years of a period."},
          frames(input, "class_map_file", month), "change-class", "Change"))
    items.push_back(std::move(*map));
  items.push_back(
      chart_item("change-area",
                 {"change-area", "How much land changed",
                  "Stacked bars: share of the study area by class of change, one bar a period", ""},
                 {{"rows", area_rows(input, month)}}));
  items.push_back(area_table(input, month));
  items.push_back(zone_table(input));
  return section("change", "Change", Json::array(), std::move(items));
}

}  // namespace minenpp::io
