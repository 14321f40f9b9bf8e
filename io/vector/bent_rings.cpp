#include "io/vector/bent_rings.h"

#include <cmath>
#include <cstdint>

namespace minenpp::io {

namespace {

constexpr double tolerance = 0.01;  // pixels
constexpr int most_halvings = 12;   // an edge becomes at most 4096 pieces

/// A vertex in both systems, and whether the edge that starts at it is still to be halved.
struct Point {
  double x, y;
  model::Vertex pixel;
  bool open;
};

std::vector<Point> placed(const Line& line, const CrsTransform& transform, const model::Grid& grid) {
  auto x = line.x, y = line.y;
  transform(x, y);
  std::vector<Point> points;
  for (std::size_t i = 0; i < x.size(); ++i)
    points.push_back({line.x[i], line.y[i], {grid.col_of(x[i]), grid.row_of(y[i])}, true});
  return points;
}

/// NaN counts as straight: there is nothing to refine.
bool bends(const Point& a, const Point& middle, const Point& b) {
  const double col = middle.pixel.col - (a.pixel.col + b.pixel.col) / 2;
  const double row = middle.pixel.row - (a.pixel.row + b.pixel.row) / 2;
  return std::hypot(col, row) > tolerance;
}

/// One round of halving. Returns whether any edge bent.
bool halve(std::vector<Point>& points, const CrsTransform& transform, const model::Grid& grid) {
  Line middles;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    if (!points[i].open) continue;
    middles.x.push_back((points[i].x + points[i + 1].x) / 2);
    middles.y.push_back((points[i].y + points[i + 1].y) / 2);
  }
  const auto middle = placed(middles, transform, grid);
  std::vector<Point> refined;
  std::size_t next = 0;
  bool any = false;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool asked = i + 1 < points.size() && points[i].open;
    const bool bent = asked && bends(points[i], middle[next], points[i + 1]);
    refined.push_back(points[i]);
    refined.back().open = bent;
    if (bent) refined.push_back(middle[next]);
    if (asked) ++next;
    any = any || bent;
  }
  points = std::move(refined);
  return any;
}

}  // namespace

model::Ring bent_ring(const Line& ring, const CrsTransform& transform, const model::Grid& grid) {
  auto points = placed(ring, transform, grid);
  if (!transform.is_identity())
    for (int round = 0; round < most_halvings && halve(points, transform, grid); ++round) {
    }
  model::Ring pixels;
  for (const Point& point : points) pixels.push_back(point.pixel);
  return pixels;
}

}  // namespace minenpp::io
