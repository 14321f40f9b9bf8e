#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/space/polygon_raster.h"
#include "model/space/row_buckets.h"
#include "model/space/row_coverage.h"

namespace minenpp::model {

/// Which share of each pixel's square a polygon covers: exact, by integrating along the edges, up to the
/// rounding of doubles (about 1e-12; a share within 1e-9 of 0 or 1 is told as 0 or 1).
///
/// All rings of the feature count together, holes and parts unmarked and drawn in either direction, as for
/// PolygonRaster. But rings must not cross each other or themselves (a valid feature in the sense of OGC),
/// since the side on which a ring has the polygon is found once for the whole ring. Where they do, shares
/// stay within 0..1 but are those of no polygon.
///
/// A row is always computed with all edges that reach into it, in one order, so a pixel's share is bitwise
/// the same whatever window is asked for.
class PolygonCoverage {
 public:
  PolygonCoverage() = default;

  /// `rings`: any number; a ring without an area covers nothing. Throws Error(input) where a coordinate is
  /// NaN or beyond 1e15 pixels.
  explicit PolygonCoverage(std::span<const Ring> rings);

  /// The smallest window that holds every pixel the polygon reaches into; may reach beyond the grid.
  [[nodiscard]] const Window& bounds() const { return bounds_; }

  /// Calls f(row, col_begin, col_end, share) for runs of pixels in `window` with the same share, 0 < share <=
  /// 1, rows ascending, columns ascending; no pixel comes twice.
  template <typename F>
  void for_each_run(const Window& window, F&& f) const;

 private:
  /// From its upper to its lower end; `side` is 1 where the polygon lies east of it, -1 where it lies west.
  struct SidedEdge {
    Vertex top, bottom;
    double side;
  };
  void add_ring(const Ring& ring);
  void find_sides(std::span<const std::size_t> ring_ends);
  [[nodiscard]] bool polygon_is_east(const SidedEdge& edge) const;
  void bound();
  void add_row(std::int64_t row, RowCoverage& sums) const;

  Window bounds_;
  std::vector<SidedEdge> edges_;
  RowBuckets buckets_;
};

template <typename F>
void PolygonCoverage::for_each_run(const Window& window, F&& f) const {
  const Window shared = intersect(window, bounds_);
  if (shared.empty()) return;
  RowCoverage sums;
  for (auto row = shared.row; row < shared.row + shared.rows; ++row) {
    add_row(row, sums);
    for (const auto& run : sums.take_runs()) {
      const auto begin = std::max(run.begin, shared.col), end = std::min(run.end, shared.col + shared.cols);
      if (begin < end) f(row, begin, end, run.share);
    }
  }
}

}  // namespace minenpp::model
