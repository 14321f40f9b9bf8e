#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "io/gdal/crs.h"
#include "io/raster/study_grid.h"
#include "model/casa/casa_year.h"
#include "survey/npp/class_lookup.h"
#include "survey/npp/npp_tile.h"
#include "survey/weather/tile_weather.h"

namespace minenpp::survey {

/// Computes NPP of tiles for one year: gathers the pixels that have a class, 64 at a time, gives each its
/// weather and runs the CASA year on them. A pixel's result depends on that pixel alone.
class NppEngine {
 public:
  /// `months`: the months that are surveyed. `uncertainty_step`: the effect of the weather's kriging error is
  /// computed at every so many rows and columns of the grid; 0: nowhere.
  NppEngine(const io::StudyGrid& grid, const model::CasaOptions& options, int year,
            const model::MonthMask& months, ClassLookup classes, TileWeather weather,
            std::int64_t uncertainty_step = 0);

  /// From now on tiles hold the weather that their NPP is made of.
  void hand_over_weather() { hands_over_weather_ = true; }

  /// `previous`: the water of the year before, where the record goes on; empty otherwise.
  /// `keep_water`: whether `tile.water` is wanted.
  void compute(const TileInputs& inputs, const WaterTile& previous, bool keep_water, NppTile& tile);

  /// Pixels computed so far that lack kriged weather in a month that is needed: beyond the search radius, or
  /// without elevation.
  [[nodiscard]] std::int64_t without_weather() const { return without_weather_; }

 private:
  using BatchCodes = std::array<std::int16_t, model::batch_size>;
  /// Where the pixels of the present batch lie in the tile.
  struct BatchPixels {
    std::array<std::size_t, model::batch_size> pixel{};
    int count = 0;

    /// Do they follow one another? Most do, and are then moved as vectors.
    [[nodiscard]] bool is_run() const {
      return count > 0 &&
             pixel[static_cast<std::size_t>(count - 1)] - pixel[0] + 1 == static_cast<std::size_t>(count);
    }
    /// The NDVI codes of a tile at these pixels, no_ndvi in the lanes beyond: as they lie in the tile where
    /// they are a whole batch in a row, else put together in `room`.
    [[nodiscard]] std::span<const std::int16_t> of(std::span<const std::int16_t> codes,
                                                   BatchCodes& room) const;
  };
  void prepare(const TileInputs& inputs, bool keep_water, NppTile& tile) const;
  void prepare_weather(std::size_t pixels, NppTile& tile) const;
  void compute_part(const TileInputs& inputs, const model::Window& part, const WaterTile& previous,
                    bool keep_water, NppTile& tile);
  void compute_batch(const TileInputs& inputs, const WaterTile& previous, const BatchPixels& lanes,
                     NppTile& tile);
  void compute_effects(const TileInputs& inputs, const model::Window& part, const WaterTile& previous,
                       NppTile& tile);
  void effects_of_batch(const TileInputs& inputs, const WaterTile& previous, const BatchPixels& lanes,
                        WeatherEffects& effects);
  void keep_weather(WeatherVariable variable, const BatchPixels& lanes, WeatherEffects& effects) const;
  void scatter_weather(const BatchPixels& lanes, NppTile& tile) const;
  void use_weather(const WeatherBatch& weather);
  void count_missing_weather(const BatchPixels& lanes);
  void gather(const TileInputs& inputs, const WaterTile& previous, const BatchPixels& lanes);
  [[nodiscard]] bool has_all_npp(const BatchPixels& lanes) const;
  void locate(const TileInputs& inputs, const BatchPixels& lanes);
  void leave_out(std::size_t first, std::size_t count, NppTile& tile) const;
  void scatter(const BatchPixels& lanes, NppTile& tile) const;

  model::Grid grid_;
  std::optional<io::CrsTransform>
      to_latitude_;  ///< only where the model asks for latitudes of a projected grid
  bool needs_latitude_;
  model::CasaOptions options_;
  model::MonthMask months_;
  ClassLookup classes_;
  TileWeather weather_from_;

  model::CasaInputs casa_;
  model::CasaYear result_;
  model::Batch x_, y_;        // of the batch, where anything asks for its places
  model::BatchPositions at_;  // likewise
  WeatherBatch weather_, error_;
  std::int64_t uncertainty_step_;
  bool hands_over_weather_ = false;
  std::int64_t without_weather_ = 0;
};

}  // namespace minenpp::survey
