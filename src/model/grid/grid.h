#pragma once

#include <cstdint>

namespace minenpp::model {

/// A rectangle of whole pixels: first row and column, and how many of each.
struct Window {
  std::int64_t row = 0;
  std::int64_t col = 0;
  std::int64_t rows = 0;
  std::int64_t cols = 0;

  [[nodiscard]] std::int64_t size() const { return rows * cols; }
  [[nodiscard]] bool empty() const { return rows <= 0 || cols <= 0; }
  friend bool operator==(const Window&, const Window&) = default;
};

/// Does a place, counted in pixels of the same grid, lie in the window? Its west and north edges do; NaN lies
/// nowhere.
[[nodiscard]] inline bool holds(const Window& window, double col, double row) {
  return col >= static_cast<double>(window.col) && col < static_cast<double>(window.col + window.cols) &&
         row >= static_cast<double>(window.row) && row < static_cast<double>(window.row + window.rows);
}

/// The part that `a` and `b` share; empty (0 rows, 0 cols) when they do not meet.
[[nodiscard]] Window intersect(const Window& a, const Window& b);

/// The smallest that holds both; an empty window holds nothing.
[[nodiscard]] Window around(const Window& a, const Window& b);

/// The north-up study grid. Rows run from north to south, columns from west to east, both counted from 0.
/// x, y, dx and dy are metres on a projected grid and degrees on a geographic one.
class Grid {
 public:
  Grid() = default;

  /// `west`, `north`: outer corner of pixel (0, 0). `dx`, `dy` > 0: pixel width and height. `rows`, `cols`
  /// >= 1. Throws Error(usage) where a value is out of range, or a geographic grid leaves -90..90 degrees.
  Grid(double west, double north, double dx, double dy, std::int64_t rows, std::int64_t cols,
       bool geographic);

  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] std::int64_t cols() const { return cols_; }
  [[nodiscard]] std::int64_t size() const { return rows_ * cols_; }
  [[nodiscard]] double west() const { return west_; }
  [[nodiscard]] double north() const { return north_; }
  [[nodiscard]] double east() const { return west_ + static_cast<double>(cols_) * dx_; }
  [[nodiscard]] double south() const { return north_ - static_cast<double>(rows_) * dy_; }
  [[nodiscard]] double dx() const { return dx_; }
  [[nodiscard]] double dy() const { return dy_; }
  [[nodiscard]] bool geographic() const { return geographic_; }
  [[nodiscard]] Window window() const { return {0, 0, rows_, cols_}; }

  /// Centre of a pixel. The one place where a row or column becomes a coordinate.
  [[nodiscard]] double x(std::int64_t col) const { return west_ + (static_cast<double>(col) + 0.5) * dx_; }
  [[nodiscard]] double y(std::int64_t row) const { return north_ - (static_cast<double>(row) + 0.5) * dy_; }

  /// Coordinate -> fractional pixel position: pixel (r, c) covers r <= row < r + 1. May lie outside the grid.
  [[nodiscard]] double col_of(double x) const { return (x - west_) / dx_; }
  [[nodiscard]] double row_of(double y) const { return (north_ - y) / dy_; }

  /// Area of one pixel of this row, m2. Projected: |dx dy|. Geographic: the zone of a sphere of radius
  /// 6371008.8 m between the row's two parallels, so that the areas of all rows add up exactly to their belt.
  [[nodiscard]] double pixel_area_m2(std::int64_t row) const;

  friend bool operator==(const Grid&, const Grid&) = default;

 private:
  double west_ = 0, north_ = 0, dx_ = 1, dy_ = 1;
  std::int64_t rows_ = 0, cols_ = 0;
  bool geographic_ = false;
};

}  // namespace minenpp::model
