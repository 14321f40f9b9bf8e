#include "survey/stages/correlation_maps.h"

#include <optional>

#include <fmt/format.h>

#include "survey/stages/map_files.h"
#include "survey/stages/map_layouts.h"
#include "survey/statistics/trend_tally.h"

namespace minenpp::survey {

namespace {

constexpr std::size_t variables = weather_variables.size();

/// Maps come in the order of correlation_files.
bool is_partial(std::size_t map) {
  return map >= variables;
}

WeatherVariable variable_of(std::size_t map) {
  return weather_variables[map % variables];
}

std::string map_name(std::size_t map) {
  return fmt::format("npp_{}_{}correlation", io::name_of(variable_of(map)),
                     is_partial(map) ? "partial_" : "");
}

std::string long_name(std::size_t map, bool annual) {
  std::string held;
  for (const auto variable : weather_variables)
    if (variable != variable_of(map))
      held += fmt::format("{}{}", held.empty() ? ", " : " and ", io::name_of(variable));
  return fmt::format("{}correlation of net primary productivity of the {} with {} over the surveyed years{}",
                     is_partial(map) ? "partial " : "", annual ? "year" : "month",
                     io::name_of(variable_of(map)), is_partial(map) ? held + " held" : "");
}

/// Months are those of the last surveyed year.
io::MapLayout correlation_layout(const SurveyRun& run, std::size_t map, const io::StageKey& key) {
  const bool annual = run.catalogue.full_year();
  const auto years = run.catalogue.year_numbers();
  auto layout =
      layout_of(run, fmt::format("correlation of net primary productivity with the weather from {} to {}",
                                 years.front(), years.back()));
  if (!annual)
    for (const int month : run.catalogue.month_list) layout.months.push_back({years.back(), month});
  io::MapVariable variable;
  variable.name = map_name(map);
  variable.long_name = long_name(map, annual);
  variable.per_time = !annual;
  variable.type = io::ValueType::float32;
  variable.units = "1";
  layout.variables = {variable};
  layout.attributes = {io::attribute("years", std::vector<std::int64_t>(years.begin(), years.end()))};
  layout.stage_key = key;
  return layout;
}

}  // namespace

std::vector<std::filesystem::path> correlation_files(const SurveyRun& run) {
  std::vector<std::filesystem::path> files;
  if (!run.catalogue.science.climate_maps) return files;
  const auto years = std::ssize(run.catalogue.years);
  if (years >= model::correlation_min_years)
    for (const auto variable : weather_variables)
      files.push_back(run.correlation_map("correlation", variable));
  if (years >= model::partial_correlation_min_years)
    for (const auto variable : weather_variables)
      files.push_back(run.correlation_map("partial-correlation", variable));
  return files;
}

CorrelationMaps::CorrelationMaps(const SurveyRun& run, const TallyColumns& columns, const io::StageKey& key)
    : years_(run.catalogue.years.size()),
      annual_(run.catalogue.full_year()),
      correlations_(years_, columns),
      stored_(trend_columns(columns).size()) {
  const auto paths = correlation_files(run);
  for (std::size_t map = 0; map < paths.size(); ++map)
    files_.push_back(
        std::make_unique<io::MapWriter>(run.ranks, paths[map], correlation_layout(run, map, key)));
}

void CorrelationMaps::add(std::size_t year, const model::Window& window, const NppTile& tile) {
  if (!wanted()) return;
  correlations_.keep(year, static_cast<std::size_t>(window.size()), tile);
  if (year + 1 < years_) return;
  for (std::size_t column = 0; column < stored_.size(); ++column) {
    correlations_.compute(column, files_.size() > variables, layers_);
    store(column);
  }
}

void CorrelationMaps::store(std::size_t column) {
  for (std::size_t map = 0; map < files_.size(); ++map) {
    const auto& from = (is_partial(map) ? layers_.partial : layers_.simple)[map % variables];
    auto& to = stored_[column][map];
    to.resize(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) to[i] = static_cast<float>(from[i]);
  }
}

void CorrelationMaps::write(std::size_t year, const model::Window& window) {
  if (year + 1 < years_) return;
  for (std::size_t column = 0; column < stored_.size(); ++column) {
    const auto months =
        annual_ ? std::nullopt : std::optional(io::MonthRange{static_cast<std::int64_t>(column), 1});
    for (std::size_t map = 0; map < files_.size(); ++map)
      files_[map]->put<float>(map_name(map), months, window, stored_[column][map]);
  }
}

std::vector<io::MapWriter*> CorrelationMaps::writers() const {
  return writers_of(files_);
}

void CorrelationMaps::finish() {
  for (auto& file : files_) file->finish();
}

}  // namespace minenpp::survey
