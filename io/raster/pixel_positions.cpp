#include "io/raster/pixel_positions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "io/raster/around_earth.h"
#include "model/floor_division.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::Window;

constexpr double tolerance = 1e-3;  // raster pixels

double between(double a, double b, double share) {
  return a + (b - a) * share;
}

}  // namespace

PixelPositions::PixelPositions(const StudyGrid& study, const RasterPlace& place, Edges edges)
    : grid_(study.grid),
      place_(place),
      shift_(shift_onto(place, study.grid, study.crs)),
      transform_(study.crs, place.crs),
      turn_(place.crs.is_geographic() ? 360 / place.crs.unit() : 0),
      middle_x_(
          place.coordinates(static_cast<double>(place.cols) / 2, static_cast<double>(place.rows) / 2).first) {
  if (edges == Edges::end || !goes_around(place)) return;
  std::vector<double> col{static_cast<double>(grid_.cols()) / 2}, row{static_cast<double>(grid_.rows()) / 2};
  project(col, row);
  if (!std::isnan(col.front())) middle_col_ = col.front();
}

/// Fractional study pixels become fractional raster pixels, in place.
void PixelPositions::project(std::span<double> col, std::span<double> row) const {
  for (std::size_t i = 0; i < col.size(); ++i) {
    col[i] = grid_.west() + col[i] * grid_.dx();
    row[i] = grid_.north() - row[i] * grid_.dy();
  }
  if (!transform_.is_identity()) transform_(col, row);
  if (turn_ > 0)
    for (double& x : col) x -= turn_ * std::round((x - middle_x_) / turn_);
  for (std::size_t i = 0; i < col.size(); ++i) {
    const auto [c, r] = place_.position(col[i], row[i]);
    const bool known = std::isfinite(c) && std::isfinite(r);
    const auto around = static_cast<double>(place_.cols);
    // By whole columns, so that a study beside no edge has the very positions of the raster's own longitudes.
    const double turned = middle_col_ ? c - around * std::round((c - *middle_col_) / around) : c;
    col[i] = known ? turned : model::no_data;
    row[i] = known ? r : model::no_data;
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
  const auto first_row = model::floor_division(window.row, cell),
             last_row = model::floor_division(window.row + window.rows - 1, cell);
  const auto first_col = model::floor_division(window.col, cell),
             last_col = model::floor_division(window.col + window.cols - 1, cell);
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

const model::Footprint& PixelPositions::Footprints::of(std::int64_t row, std::int64_t col) const {
  const auto r = model::floor_division(row, cell) - first_row_,
             c = model::floor_division(col, cell) - first_col_;
  return cells_[static_cast<std::size_t>(r * cols_ + c)];
}

std::int64_t PixelPositions::Footprints::reach(const Window& part) const {
  double most = 0;
  for (auto r = model::floor_division(part.row, cell);
       r <= model::floor_division(part.row + part.rows - 1, cell); ++r)
    for (auto c = model::floor_division(part.col, cell);
         c <= model::floor_division(part.col + part.cols - 1, cell); ++c) {
      const auto& footprint = of(r * cell, c * cell);
      most = std::max({most, footprint.half_cols(), footprint.half_rows()});
    }
  return static_cast<std::int64_t>(std::ceil(most)) + 1;
}

/// From the two transforms alone, so that it is the same in every pixel.
model::Footprint PixelPositions::footprint_within_crs() const {
  RasterPlace from_zero = place_;
  from_zero.transform[0] = from_zero.transform[3] = 0;
  const auto [right_cols, right_rows] = from_zero.position(grid_.dx(), 0);
  const auto [down_cols, down_rows] = from_zero.position(0, -grid_.dy());
  return {right_cols, right_rows, down_cols, down_rows};
}

/// The one-pixel step in the middle of a cell. At a pole, or where longitudes begin anew, it is unlike a
/// sixteenth of the step across the cell, and tells nothing.
model::Footprint PixelPositions::footprint_of_cell(std::int64_t cell_row, std::int64_t cell_col) const {
  constexpr auto half_cell = static_cast<double>(cell) / 2, most_unlike = 2.0;
  const double row = static_cast<double>(cell_row * cell) + half_cell,
               col = static_cast<double>(cell_col * cell) + half_cell;
  const auto around = [&](double half) {
    double c[4] = {col - half, col + half, col, col}, r[4] = {row, row, row - half, row + half};
    project(c, r);
    const double steps = 2 * half;
    return model::Footprint{(c[1] - c[0]) / steps, (r[1] - r[0]) / steps, (c[3] - c[2]) / steps,
                            (r[3] - r[2]) / steps};
  };
  const auto found = around(0.5), across = around(half_cell);
  const auto alike = [](double a, double b) { return a <= most_unlike * b && b <= most_unlike * a; };
  const bool known =
      alike(found.half_cols(), across.half_cols()) && alike(found.half_rows(), across.half_rows());
  return known ? found : model::Footprint{};
}

PixelPositions::Footprints PixelPositions::footprints(const Window& window) const {
  Footprints found;
  if (window.empty()) return found;
  found.first_row_ = model::floor_division(window.row, cell);
  found.first_col_ = model::floor_division(window.col, cell);
  found.cols_ = model::floor_division(window.col + window.cols - 1, cell) - found.first_col_ + 1;
  const auto rows = model::floor_division(window.row + window.rows - 1, cell) - found.first_row_ + 1;
  const auto cells = static_cast<std::size_t>(rows * found.cols_);
  if (shift_ || transform_.is_identity()) {
    found.cells_.assign(cells, shift_ ? model::Footprint{} : footprint_within_crs());
    return found;
  }
  found.cells_.reserve(cells);
  for (std::int64_t r = 0; r < rows; ++r)
    for (std::int64_t c = 0; c < found.cols_; ++c)
      found.cells_.push_back(footprint_of_cell(found.first_row_ + r, found.first_col_ + c));
  return found;
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
