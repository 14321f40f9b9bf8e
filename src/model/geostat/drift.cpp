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

}  // namespace minenpp::model
