#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/grid/grid.h"
#include "survey/weather/station_year.h"
#include "survey/weather/weather_rules.h"

namespace minenpp::survey {

/// Where the lattice's nodes lie, and in which of its cells kriging is not smooth.
class LatticeCells {
 public:
  /// `stations` outlives this.
  LatticeCells(const model::Grid& grid, const StationYear& stations, const WeatherRules& rules);

  /// Positions of up to 64 pixels, which may lie outside the grid; NaN in the lanes beyond. Not stretched.
  [[nodiscard]] model::BatchPositions positions(std::span<const std::int64_t> rows,
                                                std::span<const std::int64_t> cols) const;

  /// The middle of a cell, not stretched, and how far its corners are from there, m.
  struct Extent {
    model::Position centre;
    double reach_m = 0;
  };
  [[nodiscard]] Extent extent_of(const model::Window& cell) const;

  /// Does the cell hold a station, or lie within half its edge of one, where the surface has a point (without
  /// nugget) or a hole (with one), or may part of it lie within reach of a station and part of it not?
  [[nodiscard]] bool must_divide(const model::Window& cell) const;

 private:
  [[nodiscard]] bool near_radius(const model::Window& cell) const;
  [[nodiscard]] model::Position position(double row, double col) const;

  model::Grid grid_;
  const StationYear* stations_;
  model::Anisotropy anisotropy_;
  double radius_m_;
  std::vector<std::pair<std::int64_t, std::int64_t>> station_pixels_;  // row, column; sorted
};

}  // namespace minenpp::survey
