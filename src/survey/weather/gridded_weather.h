#pragma once

#include <array>
#include <span>
#include <vector>

#include "survey/catalogue/catalogue.h"
#include "survey/npp/npp_tile.h"
#include "survey/weather/gridded_counts.h"
#include "survey/weather/weather_rasters.h"
#include "survey/weather/weather_surfaces.h"

namespace minenpp::survey {

/// A weather raster's value as it is used: values outside the plausible range become NaN. Precipitation and
/// radiation below 0 become 0, as kriged ones do; far below (10 units) they are outside the range: so much is
/// no rounding and no overshoot of cubic resampling.
[[nodiscard]] double usable_weather(WeatherVariable variable, double value);

/// Reads the gridded weather of a part of a tile. One a rank and stage; used for one year after the other.
/// Holds the part's values and a bounded number of open files, whatever the number of years.
class GriddedWeather {
 public:
  /// Both outlive this.
  GriddedWeather(const Settings& settings, const Catalogue& catalogue);

  /// Reads `part` of a tile for one year (index), unless none of its pixels has a class; adds to counts().
  /// Throws Error(input) naming variable, month and file.
  void read(std::size_t year, const TileInputs& tile, const model::Window& part);

  /// Replaces the gridded variables of `weather` by the values at `pixels`, indices of the tile that was last
  /// read. Other variables, and lanes beyond, stay.
  void put(std::span<const std::size_t> pixels, WeatherBatch& weather) const;

  /// Does `variable` come from rasters in the year that was last read?
  [[nodiscard]] bool has(WeatherVariable variable) const { return year_->has(variable); }

  /// Over all parts read so far.
  [[nodiscard]] const GriddedCounts& counts() const { return counts_; }

 private:
  void read_month(WeatherVariable variable, int month, const GriddedBand& band, const model::Window& part);
  void count(std::span<const std::uint8_t> classes);

  const Settings& settings_;
  const Catalogue& catalogue_;
  WeatherRasters rasters_;
  const GriddedYear* year_ = nullptr;
  std::size_t first_pixel_ = 0;                                // of the part, in the tile
  std::array<std::array<std::vector<double>, 12>, 3> values_;  // of the part; empty where there is no raster
  std::array<std::array<std::vector<bool>, 12>, 3> outside_;   // was the value out of range?
  GriddedCounts counts_;
};

}  // namespace minenpp::survey
