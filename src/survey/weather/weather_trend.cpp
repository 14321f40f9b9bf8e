#include "survey/weather/weather_trend.h"

#include "model/geostat/merged_stations.h"

namespace minenpp::survey {

namespace {

/// Where the stations lie on the map, not stretched: a network stretched a hundred times looks like a line.
std::vector<model::Position> on_map(const StationYear& stations, const model::Anisotropy& anisotropy) {
  if (anisotropy.ratio == 1) return stations.positions;
  std::vector<model::Position> places;
  for (std::size_t i = 0; i < stations.grid_x.size(); ++i)
    places.push_back(model::position_of(stations.geometry, stations.grid_x[i], stations.grid_y[i]));
  return places;
}

/// The same surface of stretched positions.
model::TrendSurface of_stretched(const model::TrendSurface& surface, const model::Anisotropy& anisotropy) {
  if (anisotropy.ratio == 1) return surface;
  // The way back divides by the ratio's inverse; the stretch is symmetric, so slopes go that way too.
  const model::Anisotropy back{anisotropy.angle_deg, 1 / anisotropy.ratio};
  return {surface.mean(), anisotropy.stretched(surface.centre()), back.stretched(surface.slope())};
}

}  // namespace

void detrend(StationYear& stations, const model::Anisotropy& anisotropy, PlannedWeather& planned) {
  const auto places = on_map(stations, anisotropy);
  for (const auto variable : weather_variables)
    for (int month = 1; month <= 12; ++month) {
      const auto some = stations.with_value(variable, month);
      if (some.empty()) continue;
      const auto v = static_cast<std::size_t>(variable), m = static_cast<std::size_t>(month - 1);
      auto& values = stations.of(variable, month);
      const model::MergedStations merged(chosen(stations.positions, some));
      std::vector<model::Position> kept;
      for (const auto& members : merged.members())
        kept.push_back(places[static_cast<std::size_t>(some[static_cast<std::size_t>(members[0])])]);
      const auto [surface, support] =
          model::fit_trend(kept, merged.average(chosen(values, some)), stations.geometry);
      const auto trend = of_stretched(surface, anisotropy);
      planned.plan.fields[v][m].trend = trend;
      planned.findings.trend[v][m] = support;
      values = trend.residuals(stations.positions, values);
    }
}

}  // namespace minenpp::survey
