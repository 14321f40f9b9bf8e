#pragma once

#include <array>
#include <optional>
#include <string>

#include "model/climate/batch_map.h"
#include "survey/weather/weather_variable.h"

namespace minenpp::survey {

/// One band that gives a weather variable of one month.
struct GriddedBand {
  std::string file;    ///< as it was found
  std::string raster;  ///< as GDAL opens it: the file, or a variable of it
  int band = 1;
  int year = 0;              ///< whose month it is, for rates; of a climatology the surveyed year
  bool climatology = false;  ///< of no year
};

/// Where one surveyed year's gridded weather comes from.
struct GriddedYear {
  /// bands[variable][month - 1]; none at all for a variable that comes from stations.
  std::array<std::array<std::optional<GriddedBand>, 12>, 3> bands;
  /// Months without which a pixel lacks NPP, of these months or of the year, by variable.
  std::array<model::MonthMask, 3> needed{};

  [[nodiscard]] const auto& of(WeatherVariable variable) const {
    return bands[static_cast<std::size_t>(variable)];
  }
  [[nodiscard]] bool has(WeatherVariable variable) const {
    for (const auto& band : of(variable))
      if (band) return true;
    return false;
  }
  [[nodiscard]] bool any() const {
    for (const auto variable : weather_variables)
      if (has(variable)) return true;
    return false;
  }
};

}  // namespace minenpp::survey
