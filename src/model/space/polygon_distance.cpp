#include "model/space/polygon_distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "model/error.h"
#include "model/space/edge_search.h"

namespace minenpp::model {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void check_size(const Window& window, std::size_t size) {
  if (window.rows < 0 || window.cols < 0 || size != static_cast<std::size_t>(window.size()))
    throw Error(Fault::usage, "a distance has room for " + std::to_string(size) + " pixels for a window of " +
                                  std::to_string(window.rows) + " x " + std::to_string(window.cols));
}

}  // namespace

PolygonDistance::PolygonDistance(std::span<const MineOutline> outlines, PixelSize pixel, double radius)
    : pixel_(pixel), radius_(radius) {
  (void)halo_of(pixel, radius);
  for (const MineOutline& outline : outlines) add(outline);
  std::sort(mines_.begin(), mines_.end());
  mines_.erase(std::unique(mines_.begin(), mines_.end()), mines_.end());
  std::ranges::stable_sort(shapes_, {}, &Shape::mine);
}

void PolygonDistance::add(const MineOutline& outline) {
  if (outline.mine < 1)
    throw Error(Fault::usage,
                "a mine has the number " + std::to_string(outline.mine) + ", expected 1 or more");
  mines_.push_back(outline.mine);
  Shape shape{outline.mine,
              static_cast<std::uint32_t>(edges_.size()),
              0,
              infinity,
              -infinity,
              infinity,
              -infinity,
              PolygonRaster(outline.rings)};
  for (const Ring& ring : outline.rings) {
    if (ring.size() < 3) continue;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Vertex& a = ring[i];
      const Vertex& b = ring[(i + 1) % ring.size()];
      if (a == b) continue;
      edges_.emplace_back(a, b, pixel_);
      shape.west = std::min({shape.west, a.col, b.col});
      shape.east = std::max({shape.east, a.col, b.col});
      shape.top = std::min({shape.top, a.row, b.row});
      shape.bottom = std::max({shape.bottom, a.row, b.row});
    }
  }
  if (edges_.size() >= std::numeric_limits<std::uint32_t>::max())
    throw Error(Fault::input, "the mines have more than 4 thousand million edges");
  shape.last_edge = static_cast<std::uint32_t>(edges_.size());
  edge_mine_.resize(edges_.size(), outline.mine);
  if (shape.first_edge < shape.last_edge) shapes_.push_back(std::move(shape));
}

bool PolygonDistance::near(const Shape& shape, const Window& window) const {
  const CentreBox box(window);
  return squared_gap(box, shape.west, shape.east, shape.top, shape.bottom, pixel_) <=
         widened(radius_, pixel_);
}

std::vector<std::int32_t> PolygonDistance::mines_near(const Window& window) const {
  std::vector<std::int32_t> numbers;
  if (window.empty()) return numbers;
  for (const Shape& shape : shapes_)
    if (near(shape, window)) numbers.push_back(shape.mine);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::span<const PolygonDistance::Shape> PolygonDistance::shapes_of(std::int32_t mine) const {
  const auto found = std::ranges::equal_range(shapes_, mine, {}, &Shape::mine);
  return {found.begin(), found.end()};
}

Window PolygonDistance::window_near(std::int32_t mine, double distance, const Window& window) const {
  const auto shapes = shapes_of(mine);
  if (shapes.empty()) return {};
  double west = infinity, east = -infinity, top = infinity, bottom = -infinity;
  for (const Shape& shape : shapes) {
    west = std::min(west, shape.west);
    east = std::max(east, shape.east);
    top = std::min(top, shape.top);
    bottom = std::max(bottom, shape.bottom);
  }
  // A pixel more than its centre could need: rounding may move a bound, never by so much.
  const double across = distance / pixel_.width + 1, down = distance / pixel_.height + 1;
  const auto row = static_cast<std::int64_t>(std::floor(top - down)),
             col = static_cast<std::int64_t>(std::floor(west - across));
  return intersect(window, {row, col, static_cast<std::int64_t>(std::ceil(bottom + down)) - row,
                            static_cast<std::int64_t>(std::ceil(east + across)) - col});
}

void PolygonDistance::measure(std::span<const Shape> shapes, const Window& window, std::span<double> out,
                              std::span<std::int32_t> out_mine) const {
  check_size(window, out.size());
  check_size(window, out_mine.size());
  std::fill(out.begin(), out.end(), infinity);
  std::fill(out_mine.begin(), out_mine.end(), 0);
  if (window.empty()) return;
  EdgeSearch search(edges_, edge_mine_, pixel_, radius_, window, out, out_mine);
  for (const Shape& shape : shapes)
    if (near(shape, window)) search.add(shape.first_edge, shape.last_edge);
  search.run();
  for (const Shape& shape : shapes) {
    shape.inside.for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
      auto i = static_cast<std::size_t>((row - window.row) * window.cols + begin - window.col);
      for (auto c = begin; c < end; ++c, ++i) {
        out_mine[i] = out[i] > 0 ? shape.mine : std::min(out_mine[i], shape.mine);
        out[i] = 0;
      }
    });
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double distance = std::sqrt(out[i]);
    const bool within = distance <= radius_;
    out[i] = within ? distance : infinity;
    if (!within) out_mine[i] = 0;
  }
}

void PolygonDistance::distances(const Window& window, std::span<double> out) const {
  std::vector<std::int32_t> mine(out.size());
  measure(shapes_, window, out, mine);
}

void PolygonDistance::distances_to(std::int32_t mine, const Window& window, std::span<double> out) const {
  std::vector<std::int32_t> number(out.size());
  measure(shapes_of(mine), window, out, number);
}

void PolygonDistance::nearest(const Window& window, std::span<double> out,
                              std::span<std::int32_t> out_mine) const {
  measure(shapes_, window, out, out_mine);
}

}  // namespace minenpp::model
