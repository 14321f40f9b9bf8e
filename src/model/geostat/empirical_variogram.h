#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/geostat/position.h"

namespace minenpp::model {

/// One point of an empirical variogram.
struct VariogramBin {
  std::int64_t pairs = 0;   ///< pairs counted, over all columns
  double distance_m = 0;    ///< mean distance of those pairs
  double semivariance = 0;  ///< half the mean squared difference, in the squared unit of the data
};

/// `count` bins of equal width over 0 < h <= `cutoff_m`; a bin holds lower < h <= upper.
struct LagBins {
  double cutoff_m = 0;
  int count = 0;
};

/// Stations below which a variogram gets few-station bins and, by default, is not fitted.
inline constexpr int few_stations = 30;

/// The bins of section 5: for 30 stations and more gstat's 15 bins up to a third of the diagonal of the box
/// round the stations; for fewer max(3, pairs / 5) bins up to the largest distance. On the sphere the box is
/// one to the east and north of the stations' mean position, on the plane that touches there, so the bins do
/// not depend on the longitude (gstat's is between the least and largest longitude and latitude, about the
/// same but at high latitudes and across 180 degrees). No bins for fewer than two stations.
[[nodiscard]] LagBins default_lags(std::span<const Position> stations, Geometry geometry = Geometry::plane);

/// Matheron's (1962) estimator. `columns`: one column of values a month (or variable), each with one value a
/// station, NaN where missing. Differences are taken within a column only and pooled over the columns.
/// Returns the bins that hold pairs, in order of distance. Pairs at distance 0 are left out. Throws
/// Error(input) for a column whose length is not the number of stations.
[[nodiscard]] std::vector<VariogramBin> empirical_variogram(std::span<const Position> stations,
                                                            std::span<const std::vector<double>> columns,
                                                            const LagBins& lags);

/// Sample variance within columns, pooled: the squared deviations from each column's own mean over the summed
/// (n - 1). One column: its sample variance. NaN values are left out; 0 where no column has two values.
[[nodiscard]] double pooled_variance(std::span<const std::vector<double>> columns);

}  // namespace minenpp::model
