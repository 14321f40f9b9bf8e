#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/space/row_buckets.h"

namespace minenpp::model {

/// A point in fractional pixels of the study grid (Grid::col_of, Grid::row_of): pixel (r, c) covers r <= row
/// < r + 1 and c <= col < c + 1, its centre is (r + 0.5, c + 0.5). May lie outside the grid.
struct Vertex {
  double col = 0;
  double row = 0;
  friend bool operator==(const Vertex&, const Vertex&) = default;
};

/// A closed line of vertices; whether the first is repeated at the end does not matter.
using Ring = std::vector<Vertex>;

/// Throws Error(input) where a coordinate is NaN or beyond 1e15 pixels.
void check_vertices(std::span<const Ring> rings);

/// Which pixels have their centre inside a polygon (the pixel-centre rule, science.md section 6).
///
/// All rings of the feature count together by the even-odd rule, so holes and several parts need no marking
/// and the direction of a ring does not matter. A centre exactly on a left or top edge is inside, one exactly
/// on a right or bottom edge is outside. Hence polygons that share an edge (the same two end points, in
/// either order) share out the pixels along it: none is lost, none counted twice.
///
/// Every crossing is computed in the pixel coordinates of the whole grid, so a pixel's answer is bitwise the
/// same whatever window is asked for.
class PolygonRaster {
 public:
  PolygonRaster() = default;

  /// `rings`: any number; a ring of fewer than 3 vertices covers nothing.
  /// Throws Error(input) where a coordinate is NaN or beyond 1e15 pixels.
  explicit PolygonRaster(std::span<const Ring> rings);

  /// The smallest window that holds every pixel with its centre inside; it may reach beyond the grid and is
  /// empty when the polygon covers no centre row.
  [[nodiscard]] Window bounds() const { return bounds_; }

  /// Calls f(row, col_begin, col_end) for every run of covered pixels in `window`, rows ascending, columns
  /// ascending, runs not empty. Allocates once a call, not once a row or pixel.
  template <typename F>
  void for_each_span(const Window& window, F&& f) const;

  /// Covered pixels of `window`, as 1; others as 0. `out`: window.size() values, row by row.
  void mask(const Window& window, std::span<std::uint8_t> out) const;

  /// How many pixels of `window` are covered.
  [[nodiscard]] std::int64_t count(const Window& window) const;

 private:
  /// One edge, from its upper to its lower end, with the rows whose centre line it crosses: row_begin <= r <
  /// row_end.
  struct Edge {
    Vertex top, bottom;
    std::int64_t row_begin, row_end;
  };

  void add_edge(const Vertex& a, const Vertex& b);
  void bound(std::span<const Ring> rings);
  void bucket();

  /// Column of the first pixel whose centre is at or right of each crossing of `row`, within first..last,
  /// sorted.
  void crossings(std::int64_t row, std::int64_t first, std::int64_t last,
                 std::vector<std::int64_t>& out) const;

  Window bounds_;
  std::vector<Edge> edges_;  // by row_begin
  RowBuckets buckets_;
};

template <typename F>
void PolygonRaster::for_each_span(const Window& window, F&& f) const {
  const Window shared = intersect(window, bounds_);
  if (shared.empty()) return;
  std::vector<std::int64_t> columns;
  for (std::int64_t row = shared.row; row < shared.row + shared.rows; ++row) {
    crossings(row, shared.col, shared.col + shared.cols, columns);
    for (std::size_t i = 0; i + 1 < columns.size(); i += 2)
      if (columns[i] < columns[i + 1]) f(row, columns[i], columns[i + 1]);
  }
}

}  // namespace minenpp::model
