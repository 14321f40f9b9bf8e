#include "survey/run/survey_size.h"

#include <algorithm>
#include <cmath>

namespace minenpp::survey {

namespace {

/// Earlier years that are still to be compared, at the year when there are most of them.
std::size_t kept_years(const Catalogue& catalogue) {
  std::size_t most = 0;
  for (std::size_t at = 0; at < catalogue.years.size(); ++at) {
    std::vector<std::size_t> held;
    for (const auto& period : catalogue.periods)
      if (period.earlier <= at && period.later > at) held.push_back(period.earlier);
    std::ranges::sort(held);
    const auto repeated = std::ranges::unique(held);
    most = std::max(most, held.size() - repeated.size());
  }
  return most;
}

std::size_t periods_of_a_year(const Catalogue& catalogue) {
  std::size_t most = 0;
  for (const auto& period : catalogue.periods)
    most = std::max(most, static_cast<std::size_t>(
                              std::ranges::count(catalogue.periods, period.later, &ChangePeriod::later)));
  return most;
}

void set_time(const Catalogue& catalogue, SurveySize& size) {
  size.years = catalogue.years.size();
  for (std::size_t year = 0; year < size.years; ++year) {
    const auto months = catalogue.surveyed_months(year);
    size.months = std::max(size.months, static_cast<std::size_t>(std::ranges::count(months, true)));
    size.goes_on = size.goes_on || catalogue.continues(year + 1);
  }
  size.full_year = catalogue.full_year();
  size.columns = catalogue.month_list.size() + (size.full_year ? 1 : 0);
  size.trend_columns = size.full_year ? 1 : catalogue.month_list.size();
  size.kept_years = kept_years(catalogue);
  size.periods = catalogue.periods.size();
  size.periods_of_a_year = periods_of_a_year(catalogue);
}

void set_series(const Catalogue& catalogue, SurveySize& size) {
  size.trends = catalogue.has_trend();
  size.trend_maps = size.trends && catalogue.science.trend.maps;
  size.change_maps = catalogue.science.change_maps;
  const auto has = [&](const std::string& name) {
    return std::ranges::any_of(size.maps, [&](const MapKind& kind) { return kind.name.starts_with(name); });
  };
  size.correlations = has("correlation-");
  size.partial_correlations = has("partial-correlation-");
}

void set_zones(const Catalogue& catalogue, SurveySize& size) {
  const auto& rules = catalogue.mines;
  size.zones = catalogue.zones.size();
  size.mines =
      static_cast<std::size_t>(std::ranges::count(catalogue.zones.all(), ZoneKind::mine, &Zone::kind));
  size.classes = catalogue.classes.size();
  size.rings = rules.rings;
  if (!rules.rings) return;
  size.rings_of_a_mine = static_cast<std::size_t>(rules.breaks.count()) + 1;
  size.mine_classes = rules.from_classes() || rules.find;
  const auto& grid = catalogue.grid.grid;
  size.halo = static_cast<std::int64_t>(std::ceil(rules.reach_m() / std::min(grid.dx(), grid.dy())));
}

void set_weather(const Settings& settings, const Catalogue& catalogue, SurveySize& size) {
  constexpr std::int64_t gridded_rows = 128;
  const auto& rules = catalogue.science.weather;
  size.effect_step = rules.uncertainty_step;
  size.weather_variance = size.weather_maps && settings.yes("output.weather-variance");
  size.scenes = !catalogue.scenes.empty();
  bool reads_rasters = std::ranges::any_of(catalogue.gridded, [](const auto& year) { return year.any(); });
  for (const auto variable : weather_variables)
    reads_rasters = reads_rasters || rules.drift_of(variable) != DriftKind::none;
  size.band_rows = rules.uses_lattice() ? rows_at_once(rules.lattice, reads_rasters) : gridded_rows;
  for (const auto variable : weather_variables)
    if (rules.uses_lattice()) {
      const bool all = size.full_year || size.weather_maps || variable == WeatherVariable::temperature;
      const auto months = all ? 12 : std::ssize(catalogue.month_list);
      const bool drifts = rules.drift_of(variable) != DriftKind::none;
      size.weather_fields += months * (drifts ? 2 : 1);
      size.variance_fields += months * (drifts ? 3 : 1);
    }
}

}  // namespace

SurveySize size_of(const Settings& settings, const Catalogue& catalogue, bool weather_maps) {
  SurveySize size;
  size.rows = catalogue.grid.grid.rows();
  size.cols = catalogue.grid.grid.cols();
  size.area_pixels = catalogue.area.count({0, 0, size.rows, size.cols});
  size.maps = map_kinds(settings, catalogue, weather_maps);
  set_time(catalogue, size);
  set_series(catalogue, size);
  set_zones(catalogue, size);
  size.weather_maps = weather_maps;
  set_weather(settings, catalogue, size);
  size.page = settings.yes("report.page");
  return size;
}

}  // namespace minenpp::survey
