#pragma once

#include <span>
#include <vector>

#include "model/geostat/position.h"

namespace minenpp::model {

/// Columns (a variable in one year and month) for which exactly the same stations have a value.
struct StationSet {
  std::vector<int> stations;  ///< indices of the stations with a value, rising
  std::vector<int> columns;   ///< indices of the columns, rising
};

/// Groups columns by their stations, so that one factorisation serves all columns of a set. Each column has
/// one value a station, NaN where missing. Sets come in the order of their first columns; a column without
/// any value belongs to a set without stations, which cannot be kriged. Throws Error(input) for a column of
/// another length than the first.
[[nodiscard]] std::vector<StationSet> station_sets(std::span<const std::vector<double>> columns);

/// The elements of `all` that belong to a set's stations.
[[nodiscard]] std::vector<Position> of_set(const StationSet& set, std::span<const Position> all);
[[nodiscard]] std::vector<double> of_set(const StationSet& set, std::span<const double> all);

}  // namespace minenpp::model
