#pragma once

#include <vector>

#include "io/raster/grid_reader.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// How weather.dem is to be read.
[[nodiscard]] io::RasterSettings dem_raster(const Settings& settings);

/// Reads weather.dem on the study grid, window by window.
class ElevationReader {
 public:
  /// Throws Error as io::GridReader does, naming the setting.
  ElevationReader(const Settings& settings, const io::StudyGrid& grid);

  /// Elevation of the pixels of `window`, m, row by row; NaN where the raster has none.
  void read(const model::Window& window, std::vector<double>& elevation_m);

  /// Pixels of the raster along an edge of a study pixel.
  [[nodiscard]] double pixels_across() const { return raster_.pixels_across(); }

 private:
  io::GridReader raster_;
};

}  // namespace minenpp::survey
