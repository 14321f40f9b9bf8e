#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

/// The last of the group's mines is all of them together, where there are more than one.
std::vector<std::size_t> shown_mines(const ReportInput& input) {
  const auto mines = labels(input.archive, "/causes", "mine");
  std::vector<std::size_t> shown;
  if (!input.only_mine.empty()) {
    for (std::size_t i = 0; i < mines.size(); ++i)
      if (mines[i] == input.only_mine) shown.push_back(i);
    return shown;
  }
  const auto ledger = input.archive.has("/ledger/mine") ? labels(input.archive, "/ledger", "mine") : mines;
  for (std::size_t i = 0; i < mines.size(); ++i)
    if (std::ranges::find(ledger, mines[i]) == ledger.end()) shown.push_back(i);
  for (const auto drawn : drawn_mines(input, "/ledger"))
    for (std::size_t i = 0; i < mines.size(); ++i)
      if (mines[i] == ledger[drawn]) shown.push_back(i);
  return shown;
}

Json cause_rows(const ReportInput& input, const std::vector<std::size_t>& shown) {
  const FocusCube climate(input.archive, input.focus, "/causes", "climate"),
      mining(input.archive, input.focus, "/causes", "mining"),
      error(input.archive, input.focus, "/causes", "standard_error");
  const auto mines = labels(input.archive, "/causes", "mine"),
             periods = labels(input.archive, "/causes", "period");
  const auto limits = input.archive.read<double>("/causes/outer_limit");
  Json rows = Json::array();
  for (const auto mine : shown)
    for (std::size_t ring = 0; ring < limits.size(); ++ring)
      for (std::size_t period = 0; period < periods.size(); ++period) {
        const double by_weather = climate.at({mine, ring, period});
        if (std::isnan(by_weather)) continue;
        const Json common{{"mine", mines[mine]},
                          {"ring", ring_name(limits, ring)},
                          {"period", periods[period]},
                          {"se", number_or_null(error.at({mine, ring, period}))}};
        for (const bool weather : {true, false}) {
          auto row = common;
          row["cause"] = weather ? "weather" : "mining";
          row["change"] = number_or_null(weather ? by_weather : mining.at({mine, ring, period}));
          rows.push_back(std::move(row));
        }
      }
  return rows;
}

Json cause_table(const ReportInput& input) {
  const auto of = [&](const std::string& name) {
    return FocusCube(input.archive, input.focus, "/causes", name);
  };
  const auto change = of("change"), climate = of("climate"), mining = of("mining"),
             error = of("standard_error");
  const auto mines = labels(input.archive, "/causes", "mine"),
             periods = labels(input.archive, "/causes", "period");
  Json rows = Json::array();
  for (std::size_t mine = 0; mine < mines.size(); ++mine) {
    if (!input.only_mine.empty() && mines[mine] != input.only_mine) continue;
    for (std::size_t period = 0; period < periods.size(); ++period)
      rows.push_back({mines[mine], periods[period], number_or_null(change.at({mine, 0, period})),
                      number_or_null(climate.at({mine, 0, period})),
                      number_or_null(mining.at({mine, 0, period})),
                      number_or_null(error.at({mine, 0, period}))});
  }
  const auto unit = input.focus.unit();
  return table_item({"causes-table", "What changed NPP inside mines", ""},
                    {{"Mine"},
                     {"Period"},
                     {"Change", unit, 1},
                     {"by weather", unit, 1},
                     {"by mining", unit, 1},
                     {"Standard error", unit, 1}},
                    std::move(rows), csv_with(input, "/causes/mining"));
}

}  // namespace

std::optional<Json> causes_section(const ReportInput& input) {
  if (!input.archive.has("/causes/mining") || labels(input.archive, "/causes", "mine").empty() ||
      labels(input.archive, "/causes", "period").empty())
    return std::nullopt;
  auto rows = cause_rows(input, shown_mines(input));
  if (rows.empty()) return std::nullopt;
  const auto periods = labels(input.archive, "/causes", "period");
  Json items = Json::array();
  items.push_back(
      chart_item("climate-mining",
                 {"climate-mining", "Weather or mining",
                  "Bars of the change of NPP due to weather and to mining, for mines and rings",
                  "Weather: the change of land of the same classes beyond the reference distance of every "
                  "mine. Mining: the rest. Bars of error: one standard error of the reference."},
                 {{"rows", std::move(rows)}}, {{"unit", input.focus.unit()}, {"period", periods.back()}}));
  items.push_back(cause_table(input));
  return section("causes", "Weather or mining", Json::array(), std::move(items));
}

}  // namespace minenpp::io
