#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/space/edge.h"
#include "model/space/polygon_raster.h"
#include "model/space/reach.h"

namespace minenpp::model {

/// A mine as its outline; several outlines may carry the same number and are then one mine.
struct MineOutline {
  std::int32_t mine = 0;    ///< > 0
  std::vector<Ring> rings;  ///< outer and inner rings together, even-odd, as for PolygonRaster
};

/// Exact Euclidean distance from pixel centres to the boundaries of mines given as polygons, up to a radius
/// (science 6.6), in metres. A centre inside a mine (PolygonRaster) or on its boundary has distance 0, beyond
/// the radius +infinity. A ring of fewer than 3 vertices has no boundary.
///
/// A window is halved again and again; each half keeps only the edges that can be the nearest of some of its
/// pixels (or lie within the radius), so most edges of a long outline are never compared with most pixels.
/// The bounds err on the safe side: results are bitwise those of trying every edge for every pixel, whatever
/// the window.
///
/// All calls: `window` of any place and size, spans of window.size() values row by row, else Error(usage).
/// Thread-safe.
class PolygonDistance {
 public:
  PolygonDistance() = default;

  /// `radius`: metres, >= 0. Throws Error(usage) as halo_of does and for a mine number below 1; Error(input)
  /// as PolygonRaster does.
  PolygonDistance(std::span<const MineOutline> outlines, PixelSize pixel, double radius);

  /// Numbers of all mines, ascending, once each.
  [[nodiscard]] std::span<const std::int32_t> mines() const { return mines_; }

  /// Numbers of the mines whose bounding box comes within the radius of a pixel of `window`, ascending.
  [[nodiscard]] std::vector<std::int32_t> mines_near(const Window& window) const;

  /// The pixels of `window` that may be within `distance` metres (<= the radius) of one mine: the part that
  /// its bounding box reaches. Empty where there are none, or no mine of this number.
  [[nodiscard]] Window window_near(std::int32_t mine, double distance, const Window& window) const;

  /// Distance to the nearest mine.
  void distances(const Window& window, std::span<double> out) const;

  /// Distance to one mine; all infinite where there is no mine of this number.
  void distances_to(std::int32_t mine, const Window& window, std::span<double> out) const;

  /// Distance to the nearest mine, and its number; of several at the same distance the lowest. 0 (no mine)
  /// beyond the radius.
  void nearest(const Window& window, std::span<double> out, std::span<std::int32_t> out_mine) const;

 private:
  /// The edges first_edge <= e < last_edge of one outline, within west..east and top..bottom.
  struct Shape {
    std::int32_t mine = 0;
    std::uint32_t first_edge = 0, last_edge = 0;
    double west = 0, east = 0, top = 0, bottom = 0;
    PolygonRaster inside;
  };

  void add(const MineOutline& outline);
  [[nodiscard]] bool near(const Shape& shape, const Window& window) const;
  [[nodiscard]] std::span<const Shape> shapes_of(std::int32_t mine) const;
  void measure(std::span<const Shape> shapes, const Window& window, std::span<double> out,
               std::span<std::int32_t> out_mine) const;

  PixelSize pixel_;
  double radius_ = 0;
  std::vector<Edge> edges_;
  std::vector<std::int32_t> edge_mine_;
  std::vector<Shape> shapes_;  // by mine
  std::vector<std::int32_t> mines_;
};

}  // namespace minenpp::model
