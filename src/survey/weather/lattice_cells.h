#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/grid/grid.h"
#include "survey/weather/station_year.h"

namespace minenpp::survey {

/// Where the lattice's nodes lie, and which of its cells are near a station.
class LatticeCells {
 public:
  /// `stations` outlives this.
  LatticeCells(const model::Grid& grid, const StationYear& stations);

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
  /// nugget) or a hole (with one)?
  [[nodiscard]] bool near_station(const model::Window& cell) const;

 private:
  model::Grid grid_;
  const StationYear* stations_;
  std::vector<std::pair<std::int64_t, std::int64_t>> station_pixels_;  // row, column; sorted
};

}  // namespace minenpp::survey
