#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

Json observed_rows(const ReportInput& input) {
  const Cube observed(input.archive, "/ndvi/observed_share"), filled(input.archive, "/ndvi/filled_share");
  const auto years = labels(input.archive, "/ndvi", "year"), months = labels(input.archive, "/ndvi", "month");
  Json rows = Json::array();
  for (std::size_t year = 0; year < years.size(); ++year)
    for (std::size_t month = 0; month < months.size(); ++month)
      rows.push_back({{"year", std::stoi(years[year])},
                      {"month", std::stoi(months[month])},
                      {"observed", number_or_null(observed.at({year, month}))},
                      {"filled", number_or_null(filled.at({year, month}))}});
  return rows;
}

Json observed_table(const ReportInput& input) {
  const Cube observed(input.archive, "/ndvi/observed_share"), filled(input.archive, "/ndvi/filled_share");
  const auto years = labels(input.archive, "/ndvi", "year"), months = labels(input.archive, "/ndvi", "month");
  Json rows = Json::array();
  for (std::size_t year = 0; year < years.size(); ++year)
    for (std::size_t month = 0; month < months.size(); ++month)
      rows.push_back({std::stoi(years[year]), month_name(std::stoi(months[month])),
                      number_or_null(100 * observed.at({year, month})),
                      number_or_null(100 * filled.at({year, month}))});
  return table_item(
      {"ndvi-table", "Observed and filled NDVI", ""},
      {{"Year", "", 0}, {"Month"}, {"Observed", "% of pixels", 1}, {"Filled", "% of pixels", 1}},
      std::move(rows), csv_with(input, "/ndvi/observed_share"));
}

std::optional<Json> scene_table(const ReportInput& input) {
  if (!input.archive.has("/scenes/sensor")) return std::nullopt;
  const auto text = [&](const std::string& name) { return labels(input.archive, "/scenes", name); };
  const auto id = text("scene"), sensor = text("sensor"), date = text("date"), reason = text("reason");
  const Cube used(input.archive, "/scenes/used"), clear(input.archive, "/scenes/clear_share");
  Json rows = Json::array();
  for (std::size_t i = 0; i < id.size(); ++i)
    rows.push_back({id[i], sensor[i], date[i], used.at({i}) == 1 ? "yes" : "no",
                    number_or_null(100 * clear.at({i})), reason[i]});
  return table_item({"scenes", "Satellite scenes", ""},
                    {{"Scene"}, {"Sensor"}, {"Date"}, {"Used"}, {"Clear", "%", 0}, {"Why not"}},
                    std::move(rows), csv_with(input, "/scenes/sensor"));
}

Json warnings(const ReportInput& input) {
  Json lead = Json::array();
  if (!input.archive.has("/provenance/warning_text")) return lead;
  for (const auto& text : input.archive.read<std::string>("/provenance/warning_text"))
    lead.push_back(Sentence(plain(text), "warning").json());
  return lead;
}

}  // namespace

std::optional<Json> quality_section(const ReportInput& input) {
  auto lead = warnings(input);
  Json items = Json::array();
  if (input.archive.has("/ndvi/observed_share")) {
    auto rows = observed_rows(input);
    // A heat map of one square tells less than the table.
    if (rows.size() > 1)
      items.push_back(chart_item("ndvi-observed",
                                 {"ndvi-observed", "Observed NDVI",
                                  "Heat map of the share of pixels with an observed NDVI, by year and month",
                                  "Share of the pixels with a land-cover class that have an observed NDVI."},
                                 {{"rows", std::move(rows)}}));
    items.push_back(observed_table(input));
  }
  if (auto scenes = scene_table(input)) items.push_back(std::move(*scenes));
  if (items.empty() && lead.empty()) return std::nullopt;
  return section("quality", "Data quality", std::move(lead), std::move(items));
}

}  // namespace minenpp::io
