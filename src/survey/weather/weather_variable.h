#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "io/tables/climate_units.h"

namespace minenpp::survey {

/// The three weather variables of CASA, as stations measure them.
using WeatherVariable = io::StationVariable;

inline constexpr std::array weather_variables{WeatherVariable::temperature, WeatherVariable::precipitation,
                                              WeatherVariable::radiation};

/// Where a variable, and a month from 1 on, stand in arrays of all of them.
[[nodiscard]] inline std::size_t index_of(WeatherVariable variable) {
  return static_cast<std::size_t>(variable);
}
[[nodiscard]] inline std::size_t index_of_month(int month) {
  return static_cast<std::size_t>(month - 1);
}

/// Unit of the variable's monthly value.
[[nodiscard]] inline std::string unit_of(WeatherVariable variable) {
  constexpr std::array units{"degC", "mm/month", "MJ/m2/month"};
  return units[index_of(variable)];
}

}  // namespace minenpp::survey
