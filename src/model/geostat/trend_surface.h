#pragma once

#include <array>
#include <span>
#include <vector>

#include "model/geostat/position.h"

namespace minenpp::model {

/// A plane through values at stations by least squares: value = a + b x + c y on the plane, a + b x + c y + d
/// z on the sphere. Kriging its residuals and adding it back takes out a trend that no stationary variogram
/// describes (Cressie 1993, section 3.4).
class TrendSurface {
 public:
  /// `values`: one a station, in any unit; stations whose value is NaN are left out. Coordinates are centred
  /// and scaled before. With fewer than 3 more values than coordinates (5 on the plane, 6 on the sphere) the
  /// surface is their mean; without values it is NaN. Where the stations do not span all coordinates (on a
  /// line, or at one place) it has the least slope of all best surfaces: it does not change where the
  /// stations do not tell. Throws Error(input) for another number of values.
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
  /// Change of the surface in unit per m along x, y and z.
  [[nodiscard]] Position slope() const { return slope_; }

  /// Is there a slope at all, not the mean alone?
  [[nodiscard]] bool inclined() const { return slope_ != Position{}; }

  friend bool operator==(const TrendSurface&, const TrendSurface&) = default;

 private:
  double mean_ = no_data;
  Position centre_, slope_;
};

}  // namespace minenpp::model
