#include "survey/demo/station_weather.h"

#include <cmath>

namespace minenpp::survey {
namespace {

constexpr double reference_height_m = 1300;

// A common year at the reference height on the northern Loess Plateau.
constexpr double temperature[12] = {-10.2, -6.3, 0.7, 8.6, 15.2, 19.3, 21.0, 19.6, 13.6, 6.9, -1.8, -8.4};
constexpr double precipitation[12] = {2, 4, 9, 18, 32, 58, 100, 98, 60, 25, 9, 2};
constexpr double radiation[12] = {262, 308, 428, 512, 588, 578, 548, 482, 402, 346, 262, 228};

struct YearWeather {
  double warmer, rain, sun;
};
constexpr YearWeather years[demo_year_count] = {
    {0.0, 1.0, 1.0}, {0.3, 0.87, 1.012}, {0.6, 0.64, 1.035}, {-0.3, 1.28, 0.975}};

constexpr double sun_at[station_count] = {1.0, 0.992, 1.004, 0.997, 1.010, 1.012};

double to_tenth(double value) {
  return std::round(10 * value) / 10;
}

}  // namespace

const std::array<DemoStation, station_count>& demo_stations() {
  static const std::array<DemoStation, station_count> stations{{{"S1", 0.48, 0.45, 1285},
                                                                {"S2", 0.12, 0.10, 1425},
                                                                {"S3", 0.90, 0.15, 1350},
                                                                {"S4", -0.10, 0.62, 1390},
                                                                {"S5", 0.30, 1.08, 1205},
                                                                {"S6", 1.08, 0.78, 1170}}};
  return stations;
}

MonthlyWeather station_weather(int station, int year, int month) {
  const YearWeather& of_year = years[year];
  const auto at = static_cast<std::size_t>(station);
  const double higher = demo_stations()[at].elevation_m - reference_height_m;
  return {to_tenth(temperature[month - 1] + of_year.warmer - 0.0058 * higher),
          to_tenth(precipitation[month - 1] * of_year.rain * (1 + 0.0005 * higher)),
          to_tenth(radiation[month - 1] * of_year.sun * sun_at[at])};
}

}  // namespace minenpp::survey
