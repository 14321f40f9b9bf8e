#pragma once

#include "survey/weather/tile_weather.h"
#include "survey/weather/weather_plan.h"
#include "survey/weather/weather_surfaces.h"

namespace minenpp::survey::testing {

inline model::MonthMask all_months() {
  model::MonthMask months{};
  months.fill(true);
  return months;
}

/// Stations planned and kriged, as a run does it.
struct Planned {
  Planned(StationYear given, const WeatherRules& rules, const model::MonthMask& radiation_months,
          KernelCache& cache)
      : stations(std::move(given)),
        planned(plan_weather(stations, rules, radiation_months)),
        surfaces(stations, rules, planned.plan, cache) {}

  StationYear stations;
  PlannedWeather planned;
  WeatherSurfaces surfaces;
};

/// Weather of every pixel kriged exactly.
inline TileWeather exact(const WeatherSurfaces& surfaces) {
  TileWeather::Sources sources;
  sources.surfaces = &surfaces;
  return TileWeather(std::move(sources));
}

}  // namespace minenpp::survey::testing
