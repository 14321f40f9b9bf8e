#include "model/geostat/empirical_variogram.h"

#include <algorithm>
#include <cmath>

#include "model/geostat/compass.h"
#include "model/geostat/lag_sums.h"

namespace minenpp::model {

namespace {

double box_diagonal_m(std::span<const Position> stations) {
  Position low = stations[0], high = stations[0];
  for (const auto& s : stations) {
    low = {std::min(low.x, s.x), std::min(low.y, s.y), std::min(low.z, s.z)};
    high = {std::max(high.x, s.x), std::max(high.y, s.y), std::max(high.z, s.z)};
  }
  return distance_m(low, high);
}

/// Metres to the east and north of the mean position. The axes of positions on the sphere run through the
/// poles and longitude 0, and a box along them is another one at every longitude.
std::vector<Position> on_local_plane(std::span<const Position> stations) {
  Position mean;
  const auto n = static_cast<double>(stations.size());
  for (const auto& s : stations) mean = {mean.x + s.x / n, mean.y + s.y / n, mean.z + s.z / n};
  const auto compass = compass_at(mean, Geometry::sphere);
  std::vector<Position> local;
  for (const auto& s : stations)
    local.push_back({component(mean, s, compass.east), component(mean, s, compass.north), 0});
  return local;
}

}  // namespace

LagBins default_lags(std::span<const Position> stations, Geometry geometry) {
  const auto n = static_cast<std::int64_t>(stations.size());
  if (n < 2) return {};
  if (n >= few_stations) {
    const bool sphere = geometry == Geometry::sphere;
    return {(sphere ? box_diagonal_m(on_local_plane(stations)) : box_diagonal_m(stations)) / 3, 15};
  }
  const std::int64_t pairs = n * (n - 1) / 2;
  return {largest_distance_m(stations), static_cast<int>(std::max<std::int64_t>(3, pairs / 5))};
}

std::vector<VariogramBin> empirical_variogram(std::span<const Position> stations,
                                              std::span<const std::vector<double>> columns,
                                              const LagBins& lags) {
  check_lengths(stations.size(), columns);
  if (lags.count < 1 || !(lags.cutoff_m > 0)) return {};
  LagSums sums(lags);
  for (std::size_t i = 0; i < stations.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double h = distance_m(stations[i], stations[j]);
      if (sums.holds(h)) sums.add(h, columns, i, j);
    }
  return sums.bins();
}

double pooled_variance(std::span<const std::vector<double>> columns) {
  double squares = 0;
  std::int64_t freedom = 0;
  for (const auto& column : columns) {
    double sum = 0;
    std::int64_t n = 0;
    for (const double v : column)
      if (!std::isnan(v)) sum += v, ++n;
    if (n < 2) continue;
    const double mean = sum / static_cast<double>(n);
    for (const double v : column)
      if (!std::isnan(v)) squares += (v - mean) * (v - mean);
    freedom += n - 1;
  }
  return freedom > 0 ? squares / static_cast<double>(freedom) : 0.0;
}

}  // namespace minenpp::model
