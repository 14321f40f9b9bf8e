#include "survey/stages/trend_maps.h"

#include <optional>

#include <fmt/format.h>

#include "model/stats/trend_class.h"
#include "survey/stages/map_files.h"
#include "survey/stages/map_layouts.h"

namespace minenpp::survey {

namespace {

constexpr std::array variable_names{"npp_slope", "npp_slope_p", "npp_sen_slope", "npp_mann_kendall_p",
                                    "npp_trend_class"};
constexpr std::size_t class_map = 4;

std::string slope_units(const Catalogue& catalogue) {
  const std::string units = catalogue.full_year() ? "g m-2 year-1" : "g m-2 month-1";
  return catalogue.science.trend.by_index ? units : units + " year-1";
}

std::string long_name(const Catalogue& catalogue, std::size_t map) {
  const auto of =
      fmt::format("of net primary productivity of the {}, carbon", catalogue.full_year() ? "year" : "month");
  const std::string per = catalogue.science.trend.by_index ? " per surveyed year" : "";
  const std::string whitened = catalogue.science.trend.options.pre_whiten ? " (pre-whitened series)" : "";
  switch (map) {
    case 0:
      return fmt::format("trend {}{}, least squares", of, per);
    case 1:
      return "two-sided p of the trend by least squares";
    case 2:
      return fmt::format("trend {}{}, Theil-Sen", of, per);
    case 3:
      return "two-sided p of the Mann-Kendall test" + whitened;
    default:
      return fmt::format("class of trend: sign of the Theil-Sen slope, Mann-Kendall p below {}{}",
                         catalogue.science.trend.options.alpha, whitened);
  }
}

io::MapVariable trend_variable(const Catalogue& catalogue, std::size_t map) {
  io::MapVariable variable;
  variable.name = variable_names[map];
  variable.long_name = long_name(catalogue, map);
  variable.per_time = !catalogue.full_year();
  variable.type = io::ValueType::float32;
  variable.units = map == 0 || map == 2 ? slope_units(catalogue) : "1";
  if (map != class_map) return variable;
  variable.type = io::ValueType::uint8;
  variable.fill = 0;
  for (int code = 1; code <= model::trend_classes; ++code) {
    variable.flag_values.push_back(code);
    variable.flag_meanings.push_back(
        as_flag_meaning(model::trend_class_name(static_cast<model::TrendClass>(code))));
  }
  return variable;
}

/// Months are those of the last surveyed year.
io::MapLayout trend_layout(const SurveyRun& run, std::size_t map) {
  const auto years = run.catalogue.year_numbers();
  auto layout = layout_of(
      run, fmt::format("trend of net primary productivity from {} to {}", years.front(), years.back()));
  if (!run.catalogue.full_year())
    for (const int month : run.catalogue.month_list) layout.months.push_back({years.back(), month});
  layout.variables = {trend_variable(run.catalogue, map)};
  layout.attributes = {io::attribute("years", std::vector<std::int64_t>(years.begin(), years.end())),
                       io::attribute("time_of_trend", run.settings.text("trend.time"))};
  return layout;
}

}  // namespace

std::vector<std::filesystem::path> trend_files(const SurveyRun& run) {
  std::vector<std::filesystem::path> files;
  if (!run.catalogue.has_trend() || !run.catalogue.science.trend.maps) return files;
  for (const std::string name : trend_map_names) files.push_back(run.trend_map(name));
  return files;
}

TrendMaps::TrendMaps(const SurveyRun& run, std::size_t columns, const io::StageKey& key)
    : annual_(run.catalogue.full_year()), layers_(columns) {
  const auto paths = trend_files(run);
  for (std::size_t map = 0; map < paths.size(); ++map)
    files_.push_back(
        std::make_unique<io::MapWriter>(run.ranks, paths[map], with_key(trend_layout(run, map), key)));
}

void TrendMaps::store(std::size_t column, const TrendLayers& layers) {
  if (!wanted()) return;
  auto& stored = layers_[column];
  const std::array from{&layers.slope, &layers.slope_p, &layers.sen_slope, &layers.test_p};
  for (std::size_t map = 0; map < from.size(); ++map) {
    stored.numbers[map].resize(from[map]->size());
    for (std::size_t i = 0; i < from[map]->size(); ++i)
      stored.numbers[map][i] = static_cast<float>((*from[map])[i]);
  }
  stored.classes = layers.classes;
}

void TrendMaps::write(const model::Window& window) {
  if (!wanted()) return;
  for (std::size_t column = 0; column < layers_.size(); ++column) {
    const auto months =
        annual_ ? std::nullopt : std::optional(io::MonthRange{static_cast<std::int64_t>(column), 1});
    const auto& stored = layers_[column];
    for (std::size_t map = 0; map < class_map; ++map)
      files_[map]->put<float>(variable_names[map], months, window, stored.numbers[map]);
    files_[class_map]->put<std::uint8_t>(variable_names[class_map], months, window, stored.classes);
  }
}

std::vector<io::MapWriter*> TrendMaps::writers() const {
  return writers_of(files_);
}

void TrendMaps::finish() {
  for (auto& file : files_) file->finish();
}

}  // namespace minenpp::survey
