#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/climate/batch_map.h"
#include "model/grid/grid.h"

namespace minenpp::survey {

/// What CASA reads of one tile and year. Vectors have window.size() elements, row by row.
struct TileInputs {
  model::Window window;
  std::vector<std::uint8_t> classes;  ///< class codes; no_class where there is none
  std::vector<std::uint8_t>
      in_area;  ///< 1 for pixels of the study area, 0 for others; empty where nobody asks
  std::array<std::vector<std::int16_t>, 12> ndvi;  ///< NDVI x 10000; empty for a month that is not surveyed
  /// How many observations a month's NDVI was made of, at most 255; empty where nobody asks.
  std::array<std::vector<std::uint8_t>, 12> observations;
  std::array<std::vector<std::uint8_t>, 12> water;  ///< 1 under water; empty where no input tells
};

/// The NDVI code of a pixel without data.
inline constexpr std::int16_t no_ndvi = -32768;

/// Water that a year hands to the next, in single precision so that a state read back from a file is the same
/// as one kept in memory. Empty where the record starts.
struct WaterTile {
  std::vector<float> soil_water_mm, snowpack_mm, water_stress;

  [[nodiscard]] bool empty() const { return water_stress.empty(); }
  void resize(std::size_t pixels);
};

/// What an error of one standard error in a weather variable, in all months at once, does to the NPP of the
/// sampled pixels of a tile.
struct WeatherEffects {
  std::vector<std::size_t> pixels;  ///< sampled, by index in the tile
  /// effect[variable][month - 1, or 12 for the year's sum][sample]: gC/m2/month (year); NaN where not
  /// computed.
  std::array<std::array<std::vector<double>, 13>, 3> effect;
  /// The weather itself, likewise: degC (mean of the year), mm and MJ/m2 (sums); NaN where there is none.
  std::array<std::array<std::vector<double>, 13>, 3> weather;

  void clear();
};

/// Monthly weather of the pixels of a tile: [variable][month - 1, or 12 for the year]: degC (mean of the
/// year), mm and MJ/m2 (sums). NaN where NPP is not computed.
using TileColumns = std::array<std::array<std::vector<double>, 13>, 3>;

/// NPP of one tile and year, as computed: NaN where there is no data.
struct NppTile {
  std::array<std::vector<double>, 12> npp;  ///< gC/m2/month; empty for a month that is not surveyed
  std::vector<double> annual;               ///< gC/m2/year; empty unless the whole year is surveyed
  WaterTile water;                          ///< at the end of the year; empty where nobody asks for it
  WeatherEffects effects;                   ///< empty where nobody asks for it
  /// What NPP was made of: the surveyed months, or the year alone where the whole year is surveyed; all other
  /// columns are empty, and all of them where nobody asks.
  TileColumns weather;
};

}  // namespace minenpp::survey
