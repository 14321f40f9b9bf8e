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
  std::vector<model::Position> positions;  ///< on the study grid's map plane, or on the sphere
  /// value[variable][month - 1][station]: degC, mm/month, MJ/m2/month; NaN = missing.
  std::array<std::array<std::vector<double>, 12>, 3> values;

  [[nodiscard]] const std::vector<double>& of(WeatherVariable variable, int month) const {
    return values[static_cast<std::size_t>(variable)][static_cast<std::size_t>(month - 1)];
  }
  /// Does any station have a value?
  [[nodiscard]] bool has(WeatherVariable variable, int month) const;
};

}  // namespace minenpp::survey
