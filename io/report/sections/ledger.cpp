#include <array>
#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

const std::array<std::string, 3> lines{"direct", "indirect", "reclamation"};

double or_zero(double value) {
  return std::isnan(value) ? 0 : value;
}

Json waterfall_rows(const ReportInput& input, const std::vector<std::size_t>& drawn) {
  const auto mines = labels(input.archive, "/ledger", "mine"),
             years = labels(input.archive, "/ledger", "year");
  const auto of = [&](const std::string& name) {
    return FocusCube(input.archive, input.focus, "/ledger", name);
  };
  const std::array values{of(lines[0]), of(lines[1]), of(lines[2])};
  const std::array errors{of(lines[0] + "_se"), of(lines[1] + "_se"), of(lines[2] + "_se")};
  const auto net = of("net"), net_error = of("net_se");
  Json rows = Json::array();
  for (const auto mine : drawn)
    for (std::size_t year = 0; year < years.size(); ++year) {
      if (std::isnan(values[0].at({mine, year}))) continue;
      // A line that is not known has no number, and moves nothing.
      const auto add = [&](const std::string& step, double start, double value, double error) {
        rows.push_back({{"mine", mines[mine]},
                        {"year", std::stoi(years[year])},
                        {"step", step},
                        {"start", start},
                        {"end", start + or_zero(value)},
                        {"value", number_or_null(value)},
                        {"se", number_or_null(error)}});
      };
      double level = 0;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        const double value = values[i].at({mine, year});
        add(lines[i], level, value, errors[i].at({mine, year}));
        level += or_zero(value);
      }
      add("net", 0, net.at({mine, year}), net_error.at({mine, year}));
    }
  return rows;
}

Json cumulative_rows(const ReportInput& input, const std::vector<std::size_t>& drawn) {
  const auto mines = labels(input.archive, "/ledger", "mine"),
             years = labels(input.archive, "/ledger", "year");
  const FocusCube cumulative(input.archive, input.focus, "/ledger", "cumulative");
  Json rows = Json::array();
  for (const auto mine : drawn)
    for (std::size_t year = 0; year < years.size(); ++year)
      rows.push_back({{"mine", mines[mine]},
                      {"year", std::stoi(years[year])},
                      {"cumulative", number_or_null(cumulative.at({mine, year}))},
                      {"se", nullptr}});
  return rows;
}

Json ledger_table(const ReportInput& input) {
  const auto mines = labels(input.archive, "/ledger", "mine"),
             years = labels(input.archive, "/ledger", "year");
  const auto of = [&](const std::string& name) {
    return FocusCube(input.archive, input.focus, "/ledger", name);
  };
  const auto direct = of("direct"), indirect = of("indirect"), reclamation = of("reclamation"),
             net = of("net"), error = of("net_se"), total = of("cumulative"), area = of("net_area");
  const auto last = years.size() - 1;
  Json rows = Json::array();
  for (std::size_t mine = 0; mine < mines.size(); ++mine) {
    if (!input.only_mine.empty() && mines[mine] != input.only_mine) continue;
    Json row{mines[mine]};
    for (const auto* line : {&direct, &indirect, &reclamation, &net, &error, &total})
      row.push_back(number_or_null(line->at({mine, last})));
    // A net that is not known was counted over nothing, which no reader would take for an area.
    row.push_back(std::isnan(net.at({mine, last})) ? Json() : number_or_null(area.at({mine, last})));
    rows.push_back(std::move(row));
  }
  const auto unit = input.focus.carbon_unit();
  return table_item({"ledger-table", fmt::format("Carbon ledger {}", input.focus.when(years.back())), ""},
                    {{"Mine"},
                     {"Direct", unit, 1},
                     {"In rings", unit, 1},
                     {"Reclamation", unit, 1},
                     {"Net", unit, 1},
                     {"Standard error", unit, 1},
                     {"All surveyed years", "tC", 1},
                     {"Counted over", "hm2", 0}},
                    std::move(rows), csv_with(input, "/ledger/net"));
}

}  // namespace

std::optional<Json> ledger_section(const ReportInput& input) {
  if (!input.archive.has("/ledger/net") || labels(input.archive, "/ledger", "mine").empty())
    return std::nullopt;
  const auto drawn = drawn_mines(input, "/ledger");
  auto rows = waterfall_rows(input, drawn);
  if (rows.empty()) return std::nullopt;
  const std::string first = rows.front()["mine"];
  int last_year = 0;  // that the mine has a bar in
  for (const auto& row : rows)
    if (row["mine"] == first) last_year = row["year"];
  Json items = Json::array();
  items.push_back(
      chart_item("ledger-waterfall",
                 {"ledger-waterfall", "Carbon of a mine",
                  "Waterfall chart of a mine's carbon: direct loss, loss in rings, gain by reclamation, net",
                  "Against land of the same classes far from every mine. Bars of error: one standard error."},
                 {{"rows", std::move(rows)}}, {{"mine", first}, {"year", last_year}}));
  if (labels(input.archive, "/ledger", "year").size() > 1)
    items.push_back(chart_item("ledger-cumulative",
                               {"ledger-cumulative", "Carbon since the first surveyed year",
                                "Line chart of cumulative carbon by year, one line a mine",
                                "Sum over the surveyed years alone; years between them are not filled in."},
                               {{"rows", cumulative_rows(input, drawn)}}));
  items.push_back(ledger_table(input));
  return section("ledger", "Carbon ledger", Json::array(), std::move(items));
}

}  // namespace minenpp::io
