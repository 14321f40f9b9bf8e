#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

/// Drawn in the chart of means; the table has all.
constexpr std::size_t most_zones = 12;

/// Value of the study area's fitted line in each year; NaN without a trend.
std::vector<double> fitted_line(const ReportInput& input, const FocusCube& npp, std::size_t years) {
  std::vector<double> line(years, std::nan(""));
  if (!input.archive.has("/trend/slope") || !input.archive.has("/trend/time")) return line;
  const double slope = FocusCube(input.archive, input.focus, "/trend", "slope").at({0});
  const auto time = input.archive.read<double>("/trend/time");
  if (std::isnan(slope) || time.size() != years) return line;
  double sum_time = 0, sum_npp = 0;
  int count = 0;
  for (std::size_t year = 0; year < years; ++year) {
    const double value = npp.at({0, year});
    if (std::isnan(value)) continue;
    sum_time += time[year];
    sum_npp += value;
    ++count;
  }
  if (count == 0) return line;
  for (std::size_t year = 0; year < years; ++year)
    line[year] = sum_npp / count + slope * (time[year] - sum_time / count);
  return line;
}

Json rows_by_year(const ReportInput& input, const FocusCube& npp) {
  const auto zones = labels(input.archive, "/zones", "zone"), kinds = labels(input.archive, "/zones", "kind"),
             years = labels(input.archive, "/zones", "year");
  const auto line = fitted_line(input, npp, years.size());
  Json rows = Json::array();
  std::size_t drawn = 0;
  for (std::size_t zone = 0; zone < zones.size() && drawn < most_zones; ++zone) {
    if (zone > 0 && kinds[zone] == "mine") continue;
    ++drawn;
    for (std::size_t year = 0; year < years.size(); ++year)
      rows.push_back({{"zone", zone == 0 ? "study area" : zones[zone]},
                      {"year", std::stoi(years[year])},
                      {"npp", number_or_null(npp.at({zone, year}))},
                      {"trend", zone == 0 ? number_or_null(line[year]) : Json(nullptr)}});
  }
  return rows;
}

Json rows_by_month(const ReportInput& input) {
  const Cube npp(input.archive, "/zones/npp_mean");
  const auto years = labels(input.archive, "/zones", "year"),
             months = labels(input.archive, "/zones", "month");
  Json rows = Json::array();
  for (std::size_t year = 0; year < years.size(); ++year)
    for (std::size_t month = 0; month < months.size(); ++month)
      rows.push_back({{"year", std::stoi(years[year])},
                      {"month", std::stoi(months[month])},
                      {"npp", number_or_null(npp.at({0, year, month}))}});
  return rows;
}

/// Zones of every kind but mines, which have a table of their own.
Json zone_table(const ReportInput& input, const FocusCube& npp) {
  const auto zones = labels(input.archive, "/zones", "zone"), kinds = labels(input.archive, "/zones", "kind"),
             years = labels(input.archive, "/zones", "year");
  const FocusCube area(input.archive, input.focus, "/zones", "area");
  std::vector<Column> columns{{"Zone"}, {"Kind"}};
  for (const auto& year : years) columns.push_back({"NPP " + year, input.focus.unit(), 1});
  columns.push_back({"Area " + years.back(), "hm2", 0});
  Json rows = Json::array();
  for (std::size_t zone = 0; zone < zones.size(); ++zone) {
    if (kinds[zone] == "mine") continue;
    Json row{zone == 0 ? "study area" : zones[zone], kinds[zone]};
    for (std::size_t year = 0; year < years.size(); ++year)
      row.push_back(number_or_null(npp.at({zone, year})));
    row.push_back(number_or_null(area.at({zone, years.size() - 1})));
    rows.push_back(std::move(row));
  }
  return table_item({"zones", "Mean NPP of zones", "", area_note}, columns, std::move(rows),
                    csv_with(input, "/zones/npp_mean"));
}

/// The elevation model the survey was made with; empty where it had none, or it is not where it was.
std::filesystem::path elevation_model(const ArchiveReader& archive) {
  if (!archive.has("/provenance/input_setting")) return {};
  const auto settings = archive.read<std::string>("/provenance/input_setting"),
             paths = archive.read<std::string>("/provenance/input_path");
  for (std::size_t i = 0; i < settings.size(); ++i)
    if (settings[i] == "weather.dem" && std::filesystem::exists(paths[i])) return paths[i];
  return {};
}

std::vector<MapFrame> npp_frames(const ReportInput& input) {
  std::vector<MapFrame> frames;
  for (const auto& year : labels(input.archive, "/maps", "year"))
    frames.push_back({year,
                      input.focus.annual() ? "maps/npp-annual-" + year + ".nc" : "maps/npp-" + year + ".nc",
                      input.focus.map_month()});
  return frames;
}

}  // namespace

std::optional<Json> productivity_section(const ReportInput& input) {
  const FocusCube npp(input.archive, input.focus, "/zones", "npp_mean");
  const auto unit = input.focus.unit();
  Json items = Json::array();
  if (auto map = input.maps.item(
          {"npp-map", "NPP of " + input.focus.name(),
           fmt::format("Maps of net primary productivity of {}, one a year, on one colour scale",
                       input.focus.name()),
           npp_frames(input).size() > 1
               ? "One colour scale for all years. Without colour: outside the study area, or no data."
               : "Without colour: outside the study area, or no data."},
          npp_frames(input), input.focus.annual() ? "npp-annual" : "npp", "NPP, " + unit)) {
    const auto dem = elevation_model(input.archive);
    if (!dem.empty()) input.maps.add_relief(*map, dem, npp_frames(input).back().file);
    items.push_back(std::move(*map));
  }
  const auto years = labels(input.archive, "/zones", "year");
  if (years.size() > 1)
    items.push_back(
        chart_item("npp-by-year",
                   {"npp-by-year", "Mean NPP by year",
                    fmt::format("Line chart of mean NPP from {} to {}", years.front(), years.back()),
                    "Dashed: least-squares trend of the study area."},
                   {{"rows", rows_by_year(input, npp)}}, {{"unit", unit}}));
  if (labels(input.archive, "/zones", "month").size() > 1)
    items.push_back(chart_item("npp-by-month",
                               {"npp-by-month", "NPP through the year",
                                "Line chart of the study area's mean NPP by month, one line a year", ""},
                               {{"rows", rows_by_month(input)}}, {{"unit", "gC/m2/month"}}));
  items.push_back(zone_table(input, npp));
  return section("productivity", "Productivity", Json::array(), std::move(items));
}

}  // namespace minenpp::io
