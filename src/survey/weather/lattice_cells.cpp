#include "survey/weather/lattice_cells.h"

#include <algorithm>
#include <cmath>

namespace minenpp::survey {

namespace {

std::int64_t pixel_of(double fractional) {
  constexpr double far = 4e18;
  return static_cast<std::int64_t>(std::floor(std::clamp(fractional, -far, far)));
}

bool has_any_value(const StationYear& stations, std::size_t station) {
  for (const auto& variable : stations.values)
    for (const auto& month : variable)
      if (!std::isnan(month[station])) return true;
  return false;
}

}  // namespace

LatticeCells::LatticeCells(const model::Grid& grid, const StationYear& stations)
    : grid_(grid), stations_(&stations) {
  for (std::size_t i = 0; i < stations.positions.size(); ++i) {
    if (!has_any_value(stations, i)) continue;
    station_pixels_.emplace_back(pixel_of(grid.row_of(stations.grid_y[i])),
                                 pixel_of(grid.col_of(stations.grid_x[i])));
  }
  std::ranges::sort(station_pixels_);
}

model::BatchPositions LatticeCells::positions(std::span<const std::int64_t> rows,
                                              std::span<const std::int64_t> cols) const {
  model::Batch x = model::Batch::Constant(model::no_data), y = x;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    x[static_cast<Eigen::Index>(k)] = grid_.x(cols[k]);
    y[static_cast<Eigen::Index>(k)] = grid_.y(rows[k]);
  }
  return model::positions_of(stations_->geometry, x, y);
}

LatticeCells::Extent LatticeCells::extent_of(const model::Window& cell) const {
  const double row = static_cast<double>(cell.row), col = static_cast<double>(cell.col);
  const double rows = static_cast<double>(cell.rows), cols = static_cast<double>(cell.cols);
  const auto place = [&](double down, double right) {
    return model::position_of(stations_->geometry, grid_.west() + (col + right) * grid_.dx(),
                              grid_.north() - (row + down) * grid_.dy());
  };
  Extent extent{place(rows / 2, cols / 2), 0};
  for (const double down : {0.0, rows})
    for (const double right : {0.0, cols})
      extent.reach_m = std::max(extent.reach_m, model::distance_m(extent.centre, place(down, right)));
  return extent;
}

bool LatticeCells::near_station(const model::Window& cell) const {
  // Near a station the surface bends as sharply as it is near, so cells become as small as they are near.
  const auto margin = std::max<std::int64_t>(1, cell.rows / 2);
  const auto first =
      std::ranges::lower_bound(station_pixels_, std::pair{cell.row - margin, cell.col - margin});
  for (auto at = first; at != station_pixels_.end() && at->first < cell.row + cell.rows + margin; ++at)
    if (at->second >= cell.col - margin && at->second < cell.col + cell.cols + margin) return true;
  return false;
}

}  // namespace minenpp::survey
