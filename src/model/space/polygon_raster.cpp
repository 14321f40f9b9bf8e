#include "model/space/polygon_raster.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/error.h"

namespace minenpp::model {

namespace {

// Far outside any grid, yet exact as a double and safe to subtract as a whole number.
constexpr double far_away = 1e15;

/// The first pixel index whose centre is at or beyond `position`.
std::int64_t first_centre(double position) {
  return static_cast<std::int64_t>(std::ceil(position - 0.5));
}

void check_vertex(const Vertex& vertex) {
  if (!(std::abs(vertex.col) <= far_away) || !(std::abs(vertex.row) <= far_away))
    throw Error(Fault::input, "a polygon has a vertex that is not a number or is beyond 1e15 pixels");
}

}  // namespace

void check_vertices(std::span<const Ring> rings) {
  for (const Ring& ring : rings)
    for (const Vertex& vertex : ring) check_vertex(vertex);
}

PolygonRaster::PolygonRaster(std::span<const Ring> rings) {
  check_vertices(rings);
  for (const Ring& ring : rings)
    for (std::size_t i = 0; i < ring.size(); ++i) add_edge(ring[i], ring[(i + 1) % ring.size()]);
  if (edges_.size() >= std::numeric_limits<std::uint32_t>::max())
    throw Error(Fault::input, "a polygon has more than 4 thousand million edges");
  std::stable_sort(edges_.begin(), edges_.end(),
                   [](const Edge& a, const Edge& b) { return a.row_begin < b.row_begin; });
  bound(rings);
  bucket();
}

void PolygonRaster::add_edge(const Vertex& a, const Vertex& b) {
  // One order for both directions: an edge shared by two polygons then crosses at bitwise the same place.
  const bool downward = a.row < b.row;
  const Vertex& top = downward ? a : b;
  const Vertex& bottom = downward ? b : a;
  const auto row_begin = first_centre(top.row);
  const auto row_end = first_centre(bottom.row);
  if (row_begin < row_end) edges_.push_back({top, bottom, row_begin, row_end});
}

void PolygonRaster::bound(std::span<const Ring> rings) {
  if (edges_.empty()) return;
  double west = far_away, east = -far_away;
  for (const Ring& ring : rings)
    for (const Vertex& vertex : ring) {
      west = std::min(west, vertex.col);
      east = std::max(east, vertex.col);
    }
  std::int64_t row_end = edges_.front().row_end;
  for (const Edge& edge : edges_) row_end = std::max(row_end, edge.row_end);
  const auto row = edges_.front().row_begin;
  // A crossing interpolated between two vertices can round one unit in the last place past both; one more
  // column on each side keeps such a pixel inside the bounds.
  const auto col = first_centre(west) - 1;
  bounds_ = {row, col, row_end - row, first_centre(east) + 1 - col};
}

void PolygonRaster::bucket() {
  std::vector<RowRange> ranges;
  ranges.reserve(edges_.size());
  for (const Edge& edge : edges_) ranges.push_back({edge.row_begin, edge.row_end});
  buckets_ = RowBuckets(ranges);
}

void PolygonRaster::crossings(std::int64_t row, std::int64_t first, std::int64_t last,
                              std::vector<std::int64_t>& out) const {
  out.clear();
  const double centre = static_cast<double>(row) + 0.5;
  for (const auto i : buckets_.near(row)) {
    const Edge& edge = edges_[i];
    if (edge.row_begin > row) break;
    if (edge.row_end <= row) continue;
    const double share = (centre - edge.top.row) / (edge.bottom.row - edge.top.row);
    const double col = edge.top.col + share * (edge.bottom.col - edge.top.col);
    out.push_back(std::clamp(first_centre(col), first, last));
  }
  std::sort(out.begin(), out.end());
}

void PolygonRaster::mask(const Window& window, std::span<std::uint8_t> out) const {
  std::fill(out.begin(), out.end(), std::uint8_t{0});
  for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
    const auto first = (row - window.row) * window.cols + begin - window.col;
    std::fill_n(out.begin() + first, end - begin, std::uint8_t{1});
  });
}

std::int64_t PolygonRaster::count(const Window& window) const {
  std::int64_t pixels = 0;
  for_each_span(window, [&](std::int64_t, std::int64_t begin, std::int64_t end) { pixels += end - begin; });
  return pixels;
}

}  // namespace minenpp::model
