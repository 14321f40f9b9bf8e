#include "model/geostat/drift.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace minenpp::model {

Drift elevation_drift(std::vector<double> elevation_m) {
  return {std::move(elevation_m), 100.0, 5, -temperature_lapse_rate};
}

Drift lapse_drift(std::vector<double> elevation_m) {
  return {std::move(elevation_m), 0.0, std::numeric_limits<int>::max(), -temperature_lapse_rate};
}

bool slope_can_be_estimated(std::span<const double> values, const Drift& drift) {
  if (static_cast<int>(values.size()) < drift.required_stations || values.empty()) return false;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *high - *low > drift.required_range;
}

double drift_slope(std::span<const double> values, const Drift& drift) {
  if (!slope_can_be_estimated(drift.values, drift)) return drift.fallback_slope;
  const auto n = static_cast<double>(values.size());
  double mean_value = 0, mean_drift = 0, products = 0, squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    mean_value += values[i] / n;
    mean_drift += drift.values[i] / n;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    products += (drift.values[i] - mean_drift) * (values[i] - mean_value);
    squares += (drift.values[i] - mean_drift) * (drift.values[i] - mean_drift);
  }
  return products / squares;
}

std::vector<double> without_drift(std::span<const double> values, const Drift& drift) {
  const double slope = drift_slope(values, drift);
  std::vector<double> rest(values.begin(), values.end());
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= slope * drift.values[i];
  return rest;
}

}  // namespace minenpp::model
