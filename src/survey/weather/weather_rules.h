#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "model/geostat/anisotropy.h"
#include "model/geostat/neighbourhood.h"
#include "model/geostat/variogram_fit.h"
#include "survey/weather/weather_variable.h"

namespace minenpp::survey {

/// How a variable follows the elevation.
enum class DriftKind {
  none,
  elevation,       ///< slope estimated; the standard lapse rate (temperature) where it cannot be
  elevation_only,  ///< slope estimated; an error where it cannot be
  lapse,           ///< the standard lapse rate
};

/// How the lattice of kriged weather is made.
struct LatticeRules {
  bool on = true;
  std::int64_t cell = 128;  ///< edge of the coarsest cells, pixels
  double tolerance = 0.01;  ///< in units of 1 K, 10 mm and 10 MJ/m2
};

/// Rows of weather that are held at once, of the lattice's: few enough that dozens of values a pixel stay in
/// the second-level cache; all where rasters are read beside it, by band.
[[nodiscard]] constexpr std::int64_t rows_at_once(const LatticeRules& lattice, bool reads_rasters) {
  constexpr std::int64_t few = 8;
  return reads_rasters || lattice.cell < few ? lattice.cell : few;
}

/// The settings of the section weather.
struct WeatherRules {
  model::VariogramFitOptions fit;
  bool pooled = true;                                      ///< one variogram for all months, or one a month
  std::array<std::optional<model::Variogram>, 3> fixed{};  ///< by variable
  bool detrend = false;
  model::Anisotropy anisotropy;
  model::NeighbourhoodOptions neighbourhood;
  std::array<DriftKind, 3> drift{};  ///< by variable
  LatticeRules lattice;
  std::int64_t check_points = 300;
  double flag_limit = 4;  ///< standard errors
  bool leave_out_flagged = false;
  std::int64_t uncertainty_step = 16;  ///< pixels; 0: none

  /// Octants turn with the place, so what is kriged from them is broken everywhere: every pixel is kriged.
  [[nodiscard]] bool uses_lattice() const {
    return lattice.on && neighbourhood.kind != model::NeighbourhoodKind::octant;
  }
  [[nodiscard]] DriftKind drift_of(WeatherVariable variable) const {
    return drift[static_cast<std::size_t>(variable)];
  }
  /// Does any variable need the elevation of every pixel?
  [[nodiscard]] bool needs_elevation() const { return drift != std::array<DriftKind, 3>{}; }
};

/// The error in the unit of a variable that a tolerance of 1 stands for: 1 K, 10 mm/month, 10 MJ/m2/month.
[[nodiscard]] inline double unit_scale(WeatherVariable variable) {
  return variable == WeatherVariable::temperature ? 1 : 10;
}

}  // namespace minenpp::survey
