#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/geostat/drift.h"
#include "model/geostat/neighbourhood.h"
#include "model/geostat/position.h"
#include "model/geostat/variogram.h"

namespace minenpp::model {

/// What leaving each station out says about a variogram.
struct CrossValidation {
  std::vector<int> station;      ///< the station given that stands for each merged one
  std::vector<double> error;     ///< estimate without the station minus its value, data unit
  std::vector<double> variance;  ///< kriging variance of that estimate, squared data unit
  double mean_error = no_data;
  double rmse = no_data;
  double msdr =
      no_data;  ///< mean of error^2 / variance; about 1 for a fitting variogram, NaN where a variance is 0
};

/// Leave-one-out cross-validation with the variogram held fixed (science, section 5). Stations that share a
/// place are left out together. The neighbourhood chooses among the others; a place without neighbours gives
/// NaN and is left out of the means. `values` and the drift's values: one finite value a station. Fewer than
/// two places: empty, all NaN. Throws Error(input) for a missing value or a wrong number of values.
[[nodiscard]] CrossValidation cross_validate(std::span<const Position> stations,
                                             std::span<const double> values, const Variogram& variogram,
                                             const NeighbourhoodOptions& neighbourhood = {},
                                             Geometry geometry = Geometry::plane,
                                             const std::optional<Drift>& drift = {});

}  // namespace minenpp::model
