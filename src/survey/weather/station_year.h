#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/geostat/position.h"
#include "survey/weather/weather_variable.h"

namespace minenpp::survey {

/// What the stations recorded in one year, ready for kriging.
struct StationYear {
  int year = 0;
  model::Geometry geometry = model::Geometry::plane;
  std::vector<std::string> ids;
  std::vector<double> longitude_deg, latitude_deg;
  std::vector<double> elevation_m;         ///< NaN where the table has none
  std::vector<double> grid_x, grid_y;      ///< in the coordinates of the study grid
  std::vector<model::Position> positions;  ///< for distances: on the map plane (stretched where the survey is
                                           ///< anisotropic), or on the sphere
  /// value[variable][month - 1][station]: degC, mm/month, MJ/m2/month; NaN = missing.
  std::array<std::array<std::vector<double>, 12>, 3> values;

  [[nodiscard]] const std::vector<double>& of(WeatherVariable variable, int month) const {
    return values[static_cast<std::size_t>(variable)][static_cast<std::size_t>(month - 1)];
  }
  [[nodiscard]] std::vector<double>& of(WeatherVariable variable, int month) {
    return values[static_cast<std::size_t>(variable)][static_cast<std::size_t>(month - 1)];
  }
  /// Does any station have a value?
  [[nodiscard]] bool has(WeatherVariable variable, int month) const;
  /// The stations with a value, rising.
  [[nodiscard]] std::vector<int> with_value(WeatherVariable variable, int month) const;
};

/// The elements of `all` at `indices`.
template <typename T>
[[nodiscard]] std::vector<T> chosen(const std::vector<T>& all, const std::vector<int>& indices) {
  std::vector<T> some;
  some.reserve(indices.size());
  for (const int index : indices) some.push_back(all[static_cast<std::size_t>(index)]);
  return some;
}

}  // namespace minenpp::survey
