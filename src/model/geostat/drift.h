#pragma once

#include <span>
#include <vector>

#include "model/grid/batch.h"

namespace minenpp::model {

/// Fall of temperature with height, K/m.
inline constexpr double temperature_lapse_rate = 0.0065;

/// A quantity known at the stations and at every pixel that the data follow linearly (kriging with external
/// drift). Where the stations are too few or too alike to estimate that line, `fallback_slope` takes its
/// place: the data are kriged as values - slope * drift, and slope * drift is added back at the pixel.
struct Drift {
  std::vector<double> values;  ///< one a station, finite
  double required_range = 0;   ///< largest minus smallest value must exceed this
  int required_stations = 3;
  double fallback_slope = 0;  ///< data unit per drift unit
};

/// Elevation (m) as drift of temperature: needs 5 stations and more than 100 m between the lowest and the
/// highest, else the standard lapse rate is used (science, section 5).
[[nodiscard]] Drift elevation_drift(std::vector<double> elevation_m);

/// Elevation (m) with the standard lapse rate always: temperature + 0.0065 elevation is kriged.
[[nodiscard]] Drift lapse_drift(std::vector<double> elevation_m);

/// Can the slope be estimated from these stations? `values` a subset of some drift's values.
[[nodiscard]] bool slope_can_be_estimated(std::span<const double> values, const Drift& drift);

/// The slope of values that follow the drift, data unit per drift unit: by least squares where it can be
/// estimated, else the fallback. One value for each of drift.values, finite both.
[[nodiscard]] double drift_slope(std::span<const double> values, const Drift& drift);

/// `values` less drift_slope() x drift: what a variogram of kriging with external drift is made of.
[[nodiscard]] std::vector<double> without_drift(std::span<const double> values, const Drift& drift);

}  // namespace minenpp::model
