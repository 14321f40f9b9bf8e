#pragma once

#include <list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/raster/grid_reader.h"
#include "io/raster/pixel_positions.h"
#include "model/grid/resample.h"

namespace minenpp::survey {

/// Brings weather rasters to the study grid, window by window. Weather comes in dozens of bands of one coarse
/// raster, so positions are projected once for all bands of one place, and the part of a band around a window
/// is kept for the windows beside it. Memory and open files are bounded, whatever the number of bands. A
/// pixel's value does not depend on the window it is asked for in.
///
/// Rasters in degrees may count longitudes from 0 to 360.
class WeatherRasters {
 public:
  explicit WeatherRasters(io::StudyGrid study) : study_(std::move(study)) {}

  /// Values of `window` of the study grid, row by row, with scale and offset; NaN where there is no data or
  /// no raster. `band.resampling`: nearest, bilinear or cubic. `out`: window.size() values. Throws
  /// Error(input), naming the file, as io::GridReader does, also for a raster that is not north-up.
  void read(const io::RasterSettings& band, const model::Window& window, std::span<double> out);

 private:
  /// Rasters that lie on each other, with the positions of the window that was last asked for.
  struct Place {
    io::RasterPlace place;
    io::PixelPositions positions;
    model::Window window{};
    std::vector<double> col{}, row{};
  };
  struct Band {
    std::string key;
    std::unique_ptr<io::GridReader> reader;  // on the raster's own grid
    model::Window window{};                  // of the raster, that `values` holds
    std::vector<double> values{};
  };
  Place& place_of(const io::RasterSettings& band);
  static void locate(Place& place, const model::Window& window);
  Band& open(const io::RasterSettings& band, const Place& place);
  static void fetch(Band& band, const model::Window& needed);
  void sample(const Place& place, Band& band, model::Sampling sampling, std::size_t first, std::size_t count,
              std::span<double> out);

  io::StudyGrid study_;
  std::list<Place> places_;
  std::map<std::string, Place*> place_of_raster_;
  std::list<Band> bands_;  // the one used last comes first
};

}  // namespace minenpp::survey
