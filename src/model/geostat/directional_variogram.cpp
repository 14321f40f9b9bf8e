#include "model/geostat/directional_variogram.h"

#include <cmath>
#include <numbers>
#include <string>

#include "model/error.h"
#include "model/geostat/compass.h"
#include "model/geostat/lag_sums.h"

namespace minenpp::model {

namespace {

constexpr double half_turn = 180;

double folded(double degrees) {
  const double rest = std::fmod(degrees, half_turn);
  const double positive = rest < 0 ? rest + half_turn : rest;
  // A tiny negative angle comes out as 180 itself.
  return positive >= half_turn ? 0.0 : positive;
}

void check(const VariogramDirections& directions) {
  if (!(directions.tolerance > 0 && directions.tolerance <= 90))
    throw Error(Fault::usage,
                "variogram: the tolerance of directions must be more than 0 and at most 90 degrees, found " +
                    std::to_string(directions.tolerance));
  for (const double d : directions.degrees)
    if (!std::isfinite(d))
      throw Error(Fault::usage, "variogram: a direction must be a number, found " + std::to_string(d));
}

/// Edges, not differences, are compared, so that neighbouring directions share theirs to the bit.
bool holds(double direction, double tolerance, double bearing) {
  const double low = direction - tolerance, high = direction + tolerance;
  for (const double turned : {bearing - half_turn, bearing, bearing + half_turn})
    if (low <= turned && turned < high) return true;
  return false;
}

}  // namespace

double bearing_deg(const Position& a, const Position& b, Geometry geometry) {
  const Position middle{(a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2};
  const Compass compass = compass_at(middle, geometry);
  const double east = component(a, b, compass.east), north = component(a, b, compass.north);
  return folded(std::atan2(east, north) * half_turn / std::numbers::pi);
}

std::vector<DirectionalVariogram> directional_variogram(std::span<const Position> stations,
                                                        std::span<const std::vector<double>> columns,
                                                        const LagBins& lags,
                                                        const VariogramDirections& directions,
                                                        Geometry geometry) {
  check(directions);
  check_lengths(stations.size(), columns);
  std::vector<DirectionalVariogram> variograms;
  for (const double d : directions.degrees) variograms.push_back({d, {}});
  if (variograms.empty() || lags.count < 1 || !(lags.cutoff_m > 0)) return variograms;
  std::vector<LagSums> sums(variograms.size(), LagSums(lags));
  for (std::size_t i = 0; i < stations.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double h = distance_m(stations[i], stations[j]);
      if (!sums[0].holds(h)) continue;
      const double bearing = bearing_deg(stations[i], stations[j], geometry);
      for (std::size_t d = 0; d < sums.size(); ++d)
        if (holds(folded(directions.degrees[d]), directions.tolerance, bearing))
          sums[d].add(h, columns, i, j);
    }
  for (std::size_t d = 0; d < sums.size(); ++d) variograms[d].bins = sums[d].bins();
  return variograms;
}

}  // namespace minenpp::model
