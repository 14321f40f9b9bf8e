#include "io/raster/pixel_positions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace minenpp::io {

namespace {

using model::Window;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double tolerance = 1e-3;  // raster pixels

std::int64_t floor_div(std::int64_t value, std::int64_t step) {
  return value >= 0 ? value / step : -((-value + step - 1) / step);
}

double between(double a, double b, double share) {
  return a + (b - a) * share;
}

}  // namespace

PixelPositions::PixelPositions(const StudyGrid& study, const RasterPlace& place)
    : grid_(study.grid),
      place_(place),
      shift_(shift_onto(place, study.grid, study.crs)),
      transform_(study.crs, place.crs) {}

/// Fractional study pixels become fractional raster pixels, in place.
void PixelPositions::project(std::span<double> col, std::span<double> row) const {
  for (std::size_t i = 0; i < col.size(); ++i) {
    col[i] = grid_.west() + col[i] * grid_.dx();
    row[i] = grid_.north() - row[i] * grid_.dy();
  }
  if (!transform_.is_identity()) transform_(col, row);
  for (std::size_t i = 0; i < col.size(); ++i) {
    const auto [c, r] = place_.position(col[i], row[i]);
    const bool known = std::isfinite(c) && std::isfinite(r);
    col[i] = known ? c : nan;
    row[i] = known ? r : nan;
  }
}

/// Corners (north-west, north-east, south-west, south-east), the middle of a cell, and the middles of its
/// north and west edges: are the middles where the corners say? (Between two conformal projections the middle
/// of the cell alone would not tell.)
bool PixelPositions::straight(const double (&col)[points], const double (&row)[points]) const {
  const auto fits = [](const double(&at)[points]) {
    return std::abs((at[0] + at[1] + at[2] + at[3]) / 4 - at[4]) <= tolerance &&
           std::abs((at[0] + at[1]) / 2 - at[5]) <= tolerance &&
           std::abs((at[0] + at[2]) / 2 - at[6]) <= tolerance;
  };
  return fits(col) && fits(row);
}

void PixelPositions::fill_cell(const Window& part, std::int64_t cell_row, std::int64_t cell_col,
                               const double (&col)[points], const double (&row)[points], const Window& window,
                               std::span<double> out_col, std::span<double> out_row) const {
  const bool interpolate = straight(col, row);
  for (auto r = part.row; r < part.row + part.rows; ++r) {
    const auto at = static_cast<std::size_t>((r - window.row) * window.cols + part.col - window.col);
    const auto count = static_cast<std::size_t>(part.cols);
    const auto cols = out_col.subspan(at, count), rows = out_row.subspan(at, count);
    const double down = static_cast<double>(r - cell_row * cell) / cell;
    for (std::size_t i = 0; i < count; ++i) {
      const auto c = part.col + static_cast<std::int64_t>(i);
      const double right = static_cast<double>(c - cell_col * cell) / cell;
      cols[i] = interpolate ? between(between(col[0], col[1], right), between(col[2], col[3], right), down)
                            : static_cast<double>(c) + 0.5;
      rows[i] = interpolate ? between(between(row[0], row[1], right), between(row[2], row[3], right), down)
                            : static_cast<double>(r) + 0.5;
    }
    if (!interpolate) project(cols, rows);
  }
}

void PixelPositions::of(const Window& window, std::span<double> col, std::span<double> row) const {
  if (shift_ || transform_.is_identity()) {
    std::size_t i = 0;
    for (auto r = window.row; r < window.row + window.rows; ++r)
      for (auto c = window.col; c < window.col + window.cols; ++c, ++i) {
        col[i] = shift_ ? static_cast<double>(c - shift_->cols) + 0.5 : static_cast<double>(c) + 0.5;
        row[i] = shift_ ? static_cast<double>(r - shift_->rows) + 0.5 : static_cast<double>(r) + 0.5;
      }
    if (!shift_) project(col.first(i), row.first(i));
    return;
  }
  const auto first_row = floor_div(window.row, cell),
             last_row = floor_div(window.row + window.rows - 1, cell);
  const auto first_col = floor_div(window.col, cell),
             last_col = floor_div(window.col + window.cols - 1, cell);
  for (auto i = first_row; i <= last_row; ++i)
    for (auto j = first_col; j <= last_col; ++j) {
      static constexpr double east[points] = {0, 1, 0, 1, 0.5, 0.5, 0};
      static constexpr double south[points] = {0, 0, 1, 1, 0.5, 0, 0.5};
      double c[points], r[points];
      for (int k = 0; k < points; ++k) {
        c[k] = (static_cast<double>(j) + east[k]) * static_cast<double>(cell) + 0.5;
        r[k] = (static_cast<double>(i) + south[k]) * static_cast<double>(cell) + 0.5;
      }
      project(c, r);
      fill_cell(intersect({i * cell, j * cell, cell, cell}, window), i, j, c, r, window, col, row);
    }
}

PixelPositions::HalfSize PixelPositions::half_size(std::int64_t row) const {
  const auto col = static_cast<double>(grid_.cols() / 2);
  const auto top = static_cast<double>(row);
  double c[4] = {col, col + 1, col, col + 1}, r[4] = {top, top, top + 1, top + 1};
  project(c, r);
  // The box around the pixel's outline, which is a parallelogram here.
  const auto [west, east] = std::minmax_element(c, c + 4);
  const auto [north, south] = std::minmax_element(r, r + 4);
  if (!std::isfinite(*east - *west) || !std::isfinite(*south - *north)) return {};
  return {(*east - *west) / 2, (*south - *north) / 2};
}

Window PixelPositions::under(const Window& window, std::int64_t reach) const {
  // The outline of the window and a lattice over it: a raster that is bent against the grid bulges inside.
  constexpr std::int64_t intervals = 32;
  std::vector<double> col, row;
  for (std::int64_t i = 0; i <= intervals; ++i)
    for (std::int64_t j = 0; j <= intervals; ++j) {
      row.push_back(static_cast<double>(window.row) +
                    static_cast<double>(window.rows * i) / static_cast<double>(intervals));
      col.push_back(static_cast<double>(window.col) +
                    static_cast<double>(window.cols * j) / static_cast<double>(intervals));
    }
  project(col, row);
  double west = std::numeric_limits<double>::infinity(), east = -west, north = west, south = -west;
  for (std::size_t i = 0; i < col.size(); ++i) {
    if (std::isnan(col[i])) continue;
    west = std::min(west, col[i]);
    east = std::max(east, col[i]);
    north = std::min(north, row[i]);
    south = std::max(south, row[i]);
  }
  if (!(west <= east)) return {};
  static constexpr double far = 1e15;
  const auto low = [&](double value) {
    return static_cast<std::int64_t>(std::floor(std::clamp(value, -far, far))) - reach - 1;
  };
  const auto high = [&](double value) {
    return static_cast<std::int64_t>(std::ceil(std::clamp(value, -far, far))) + reach + 1;
  };
  const Window box{low(north), low(west), high(south) - low(north), high(east) - low(west)};
  return intersect(box, {0, 0, place_.rows, place_.cols});
}

}  // namespace minenpp::io
