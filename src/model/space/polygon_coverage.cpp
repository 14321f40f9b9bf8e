#include "model/space/polygon_coverage.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/error.h"

namespace minenpp::model {

namespace {

double col_at(const Vertex& top, const Vertex& bottom, double row) {
  if (row <= top.row) return top.col;
  if (row >= bottom.row) return bottom.col;
  return top.col + (row - top.row) / (bottom.row - top.row) * (bottom.col - top.col);
}

std::int64_t below(double position) {
  return static_cast<std::int64_t>(std::floor(position));
}
std::int64_t above(double position) {
  return static_cast<std::int64_t>(std::ceil(position));
}

}  // namespace

PolygonCoverage::PolygonCoverage(std::span<const Ring> rings) {
  check_vertices(rings);
  std::vector<std::size_t> ring_ends;
  for (const Ring& ring : rings) {
    add_ring(ring);
    ring_ends.push_back(edges_.size());
  }
  if (edges_.size() >= std::numeric_limits<std::uint32_t>::max())
    throw Error(Fault::input, "a polygon has more than 4 thousand million edges");
  if (edges_.empty()) return;
  bound();
  find_sides(ring_ends);
}

/// Edges along a row cover nothing. `side` begins as the direction the edge is drawn in: 1 downwards.
void PolygonCoverage::add_ring(const Ring& ring) {
  if (ring.size() < 3) return;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Vertex &a = ring[i], &b = ring[(i + 1) % ring.size()];
    if (a.row < b.row) edges_.push_back({a, b, 1});
    if (b.row < a.row) edges_.push_back({b, a, -1});
  }
}

void PolygonCoverage::bound() {
  std::vector<RowRange> ranges;
  ranges.reserve(edges_.size());
  double west = std::numeric_limits<double>::infinity(), east = -west;
  for (const auto& edge : edges_) {
    ranges.push_back({below(edge.top.row), above(edge.bottom.row)});
    west = std::min({west, edge.top.col, edge.bottom.col});
    east = std::max({east, edge.top.col, edge.bottom.col});
  }
  buckets_ = RowBuckets(ranges);
  const auto rows = buckets_.rows();
  bounds_ = {rows.first, below(west), rows.last - rows.first, above(east) - below(west)};
}

/// Along a ring the polygon lies on one hand, so one edge tells the side of all: the tallest, which has most
/// room between its ends for other edges to be told apart.
void PolygonCoverage::find_sides(std::span<const std::size_t> ring_ends) {
  std::size_t first = 0;
  for (const auto last : ring_ends) {
    if (first < last) {
      const auto begin = edges_.begin() + static_cast<std::ptrdiff_t>(first),
                 end = edges_.begin() + static_cast<std::ptrdiff_t>(last);
      const auto tallest = std::max_element(begin, end, [](const SidedEdge& a, const SidedEdge& b) {
        return a.bottom.row - a.top.row < b.bottom.row - b.top.row;
      });
      const bool turn = polygon_is_east(*tallest) != (tallest->side > 0);
      for (auto edge = begin; turn && edge != end; ++edge) edge->side = -edge->side;
    }
    first = last;
  }
}

/// Even-odd: an even number of edges is crossed on the way to it from the far west.
bool PolygonCoverage::polygon_is_east(const SidedEdge& edge) const {
  const double row = edge.top.row + (edge.bottom.row - edge.top.row) / 2;
  const double col = col_at(edge.top, edge.bottom, row);
  bool east = true;
  for (const auto i : buckets_.near(below(row))) {
    const auto& other = edges_[i];
    if (&other == &edge || !(other.top.row <= row && row < other.bottom.row)) continue;
    if (col_at(other.top, other.bottom, row) < col) east = !east;
  }
  return east;
}

void PolygonCoverage::add_row(std::int64_t row, RowCoverage& sums) const {
  const auto upper = static_cast<double>(row), lower = static_cast<double>(row + 1);
  for (const auto i : buckets_.near(row)) {
    const auto& edge = edges_[i];
    const double from = std::max(edge.top.row, upper), to = std::min(edge.bottom.row, lower);
    if (from < to)
      sums.add(col_at(edge.top, edge.bottom, from), col_at(edge.top, edge.bottom, to),
               edge.side * (to - from));
  }
}

}  // namespace minenpp::model
