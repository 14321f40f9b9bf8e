#pragma once

#include <memory>
#include <span>
#include <vector>

#include "survey/weather/elevation_reader.h"
#include "survey/weather/gridded_weather.h"
#include "survey/weather/lattice_weather.h"
#include "survey/weather/weather_surfaces.h"

namespace minenpp::survey {

/// The weather of one year at the pixels of a tile: kriged from stations (on a lattice or pixel by pixel),
/// read from rasters, or some of both. A pixel's weather depends on that pixel alone, not on the tile or its
/// parts.
class TileWeather {
 public:
  /// Everything it draws on; what is null is not used. `surfaces` and `gridded` outlive the TileWeather.
  struct Sources {
    const WeatherSurfaces* surfaces = nullptr;
    std::unique_ptr<LatticeWeather> lattice;
    std::shared_ptr<ElevationReader> elevation;  ///< where a variable drifts
    GriddedWeather* gridded = nullptr;           ///< TileWeathers of several years may share it, used in turn
    std::size_t year = 0;                        ///< index, for `gridded`
    std::int64_t band_rows = 128;                ///< rows of a part; divides lattice_rows
    std::int64_t lattice_rows = 128;             ///< rows that are kriged at once: the lattice's cell
  };
  explicit TileWeather(Sources sources) : from_(std::move(sources)) {}

  /// The parts in which a tile is computed, from top to bottom and as wide as the tile, so that dozens of
  /// weather values a pixel never fill more memory than a part needs.
  [[nodiscard]] std::vector<model::Window> parts(const model::Window& tile) const;

  /// Called before evaluate() for a part's pixels. Throws Error(input) where a raster cannot be read.
  void begin(const TileInputs& tile, const model::Window& part);

  /// Called after a tile's last part: gives back what is kept between parts, since surveys hold one
  /// TileWeather a year.
  void end();

  /// Are the positions of pixels looked at? Not those on a lattice, nor where all weather is read from
  /// rasters.
  [[nodiscard]] bool needs_positions() const { return !from_.lattice && !from_.surfaces->targets().empty(); }

  /// Weather at up to 64 pixels, given by index in the tile and by position (anything where needs_positions()
  /// says no). Lanes beyond are whatever the positions give.
  void evaluate(std::span<const std::size_t> pixels, const model::BatchPositions& at, WeatherBatch& weather);

  /// Does the variable come from rasters?
  [[nodiscard]] bool is_gridded(WeatherVariable variable) const {
    return from_.gridded && from_.gridded->has(variable);
  }

  /// The kriging variance of the variables that come from stations, in the squared unit of the variable; NaN
  /// of the others. A lattice must have been made with variance.
  void evaluate_variance(std::span<const std::size_t> pixels, const model::BatchPositions& at,
                         WeatherBatch& variance);

 private:
  void fill_lattice(const model::Window& tile, const model::Window& part);
  [[nodiscard]] std::span<const std::size_t> in_part(std::span<const std::size_t> pixels) const;
  [[nodiscard]] model::BatchPositions with_elevation(std::span<const std::size_t> places,
                                                     model::BatchPositions at) const;

  Sources from_;
  std::size_t first_pixel_ = 0;  // of the part, in the tile
  model::Window kriged_{};       // where the lattice is
  std::vector<double> elevation_m_;
  mutable std::array<std::size_t, model::batch_size> in_part_{};
  WeatherSurfaces::Workspace workspace_;
};

}  // namespace minenpp::survey
