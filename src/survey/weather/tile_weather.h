#pragma once

#include <span>
#include <vector>

#include "survey/weather/gridded_weather.h"
#include "survey/weather/weather_surfaces.h"

namespace minenpp::survey {

/// The weather of one year at the pixels of a tile: kriged from stations, read from rasters, or some of both.
/// A pixel's weather depends on that pixel alone, not on the tile or its parts.
class TileWeather {
 public:
  /// From stations alone. `surfaces` outlives this.
  explicit TileWeather(const WeatherSurfaces& surfaces) : surfaces_(&surfaces) {}

  /// `gridded` gives what it has of year `year` (index), the stations the rest. Both outlive this;
  /// TileWeathers of several years may share `gridded` if they are used in turn.
  TileWeather(const WeatherSurfaces& surfaces, GriddedWeather& gridded, std::size_t year)
      : surfaces_(&surfaces), gridded_(&gridded), year_(year) {}

  /// The parts in which a tile is computed, from top to bottom, so that rasters never fill more memory than a
  /// part needs. The whole tile where no raster is read.
  [[nodiscard]] std::vector<model::Window> parts(const model::Window& tile) const;

  /// Called before evaluate() for a part's pixels. Throws Error(input) where a raster cannot be read.
  void begin(const TileInputs& tile, const model::Window& part);

  /// Weather at up to 64 pixels, given by index in the tile and by position. Lanes beyond are whatever the
  /// positions give.
  void evaluate(std::span<const std::size_t> pixels, const model::BatchPositions& at, WeatherBatch& weather);

 private:
  const WeatherSurfaces* surfaces_;
  GriddedWeather* gridded_ = nullptr;
  std::size_t year_ = 0;
  WeatherSurfaces::Workspace workspace_;
};

}  // namespace minenpp::survey
