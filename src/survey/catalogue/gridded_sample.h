#pragma once

#include <vector>

#include "survey/catalogue/catalogue.h"
#include "survey/weather/weather_rasters.h"

namespace minenpp::survey {

/// What the rasters of gridded weather hold in a few places, for looks at whether it can be right.
class GriddedSample {
 public:
  /// Both outlive this.
  GriddedSample(const Settings& settings, const Catalogue& catalogue);

  /// Mean over the usable values of a band in a window, within the study area, in the program's own unit; NaN
  /// where there is none. Throws as WeatherRasters does.
  [[nodiscard]] double mean(WeatherVariable variable, const GriddedBand& band, int month,
                            const model::Window& window);

  [[nodiscard]] double latitude_of_centre(const model::Window& window) const;

 private:
  const Settings& settings_;
  const Catalogue& catalogue_;
  WeatherRasters rasters_;
};

}  // namespace minenpp::survey
