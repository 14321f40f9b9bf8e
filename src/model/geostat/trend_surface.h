#pragma once

#include <span>
#include <vector>

#include "model/geostat/position.h"

namespace minenpp::model {

/// What stations tell of a plane through their values.
enum class TrendSupport {
  none,     ///< nothing: no values, one place, or values that do not vary; there is no slope to tell
  too_few,  ///< too few of them for a slope: the mean
  line,     ///< on or near a line: the slope along it, and none across
  plane,    ///< both slopes
};

/// A plane through values at stations by least squares: value = a + b x + c y, with x and y the map's, or on
/// the sphere metres to the east and to the north of the stations' centre on the plane that touches there.
/// Kriging its residuals and adding it back takes out a trend that no stationary variogram describes (Cressie
/// 1993, section 3.4).
class TrendSurface {
 public:
  /// Fewer stations with a value have their mean.
  static constexpr int least_stations = 5;

  /// `values`: one a station, in any unit; stations whose value is NaN are left out. Coordinates are centred
  /// and scaled before. With fewer than `least_stations` values the surface is their mean; without values it
  /// is NaN. In a direction in which the stations spread less than a twentieth of their largest spread
  /// (standard deviations; on or near a line) the surface does not change: it has the least slope of all that
  /// are best along the others. Stations that share a place count each, so merge them before
  /// (MergedStations). Throws Error(input) for another number of values.
  [[nodiscard]] static TrendSurface fit(std::span<const Position> stations, std::span<const double> values,
                                        Geometry geometry = Geometry::plane);

  /// Without values: NaN everywhere.
  TrendSurface() = default;
  /// The surface mean + slope . (position - centre); for one that was sent elsewhere.
  TrendSurface(double mean, const Position& centre, const Position& slope)
      : mean_(mean), centre_(centre), slope_(slope) {}

  /// In the unit of the values. NaN in the position gives NaN.
  [[nodiscard]] double at(const Position& at) const;

  /// The same for a batch; lane by lane equal to the form above, bit by bit.
  void at(const BatchPositions& at, Batch& surface) const;

  /// values - surface, one a station; NaN stays.
  [[nodiscard]] std::vector<double> residuals(std::span<const Position> stations,
                                              std::span<const double> values) const;

  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] Position centre() const { return centre_; }
  /// Change of the surface in unit per m along x, y and z; none where it is the mean alone.
  [[nodiscard]] Position slope() const { return slope_; }

  friend bool operator==(const TrendSurface&, const TrendSurface&) = default;

 private:
  double mean_ = no_data;
  Position centre_, slope_;
};

/// A surface, and what the stations told of it.
struct TrendFit {
  TrendSurface surface;
  TrendSupport support = TrendSupport::none;
};

/// TrendSurface::fit with its support.
[[nodiscard]] TrendFit fit_trend(std::span<const Position> stations, std::span<const double> values,
                                 Geometry geometry = Geometry::plane);

}  // namespace minenpp::model
