#pragma once

#include <limits>
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

/// The merged stations (MergedStations) first .. last - 1; what lies beyond the last of them is left out.
struct MergedRange {
  int first = 0;
  int last = std::numeric_limits<int>::max();
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

/// The same for many columns of values at the same stations (months, say), whose weights are computed once
/// for all of them: bit by bit cross_validate of each. The variances are those of the variogram given, sill
/// and all, and so the same for every column. With `range` only its stations are left out, in turn, and the
/// means are theirs: callers that share the work join `station`, `error` and `variance` in order and
/// summarise; no number depends on how it was shared. Throws as cross_validate does.
[[nodiscard]] std::vector<CrossValidation> cross_validate_columns(
    std::span<const Position> stations, std::span<const std::vector<double>> columns,
    const Variogram& variogram, const NeighbourhoodOptions& neighbourhood = {},
    Geometry geometry = Geometry::plane, const std::optional<Drift>& drift = {},
    const MergedRange& range = {});

/// Sets the means from errors and variances.
void summarise(CrossValidation& result);

}  // namespace minenpp::model
