#pragma once

#include <array>
#include <string>

#include "io/tables/climate_units.h"

namespace minenpp::survey {

/// The three weather variables of CASA, as stations measure them.
using WeatherVariable = io::StationVariable;

inline constexpr std::array weather_variables{WeatherVariable::temperature, WeatherVariable::precipitation,
                                              WeatherVariable::radiation};

/// Unit of the variable's monthly value.
[[nodiscard]] inline std::string unit_of(WeatherVariable variable) {
  constexpr std::array units{"degC", "mm/month", "MJ/m2/month"};
  return units[static_cast<std::size_t>(variable)];
}

}  // namespace minenpp::survey
