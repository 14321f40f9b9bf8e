#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "survey/demo/demo_layout.h"

namespace minenpp::survey {

inline constexpr int station_count = 6;

/// A weather station by its place in the area: 0..1 from west to east and from north to south; a little less
/// or more lies outside.
struct DemoStation {
  std::string id;
  double across = 0, down = 0;
  double elevation_m = 0;
};

struct MonthlyWeather {
  double temperature_c = 0;
  double precipitation_mm = 0;
  double radiation_mj_m2 = 0;  ///< solar radiation, MJ/(m2 month)
};

[[nodiscard]] const std::array<DemoStation, station_count>& demo_stations();

/// `station`: 0..station_count-1; `year`: 0..demo_year_count-1 (2016 is dry, 2020 wet); `month`: 1..12.
/// Temperature falls with height, rain rises with it; values are rounded to 0.1.
[[nodiscard]] MonthlyWeather station_weather(int station, int year, int month);

}  // namespace minenpp::survey
