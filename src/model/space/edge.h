#pragma once

#include <concepts>

#include "model/space/polygon_raster.h"
#include "model/space/reach.h"

namespace minenpp::model {

/// A straight piece of a polygon's boundary, ready for distances in metres.
///
/// Differences of positions are taken in pixels and only then scaled, and an edge runs from its upper (then
/// left) to its lower end whichever way it was drawn. So a pixel's squared distance is bitwise the same from
/// the two polygons that share an edge, and where the edge follows pixel borders the same as from the pixels
/// (RasterDistance).
class Edge {
 public:
  Edge(const Vertex& a, const Vertex& b, PixelSize pixel);

  /// Squared distance in m2 from the position (col, row) to the nearest point of the edge. 0 exactly on it as
  /// far as doubles hold the position. Any finite position. `Cols`: double, or Lanes of pixels of a row.
  template <typename Cols>
  requires(!std::integral<Cols>) [[nodiscard]] Cols squared_distance(const Cols& col, double row) const {
    if (straight_) {
      const Cols dx = outside(col, west_, east_) * pixel_.width;
      const double dy = outside(row, top_.row, bottom_.row) * pixel_.height;
      return dx * dx + dy * dy;
    }
    const Cols from_top_x = (col - top_.col) * pixel_.width;
    const double from_top_y = (row - top_.row) * pixel_.height;
    const Cols along = from_top_x * along_x_ + from_top_y * along_y_;
    const Cols to_top = from_top_x * from_top_x + from_top_y * from_top_y;
    const Cols x = (col - bottom_.col) * pixel_.width;
    const double y = (row - bottom_.row) * pixel_.height;
    const Cols to_bottom = x * x + y * y;
    const Cols cross =
        (bottom_.col - top_.col) * (row - top_.row) - (bottom_.row - top_.row) * (col - top_.col);
    const Cols between = cross * cross * across_;
    const Cols past_top = along >= squared_length_ ? to_bottom : between;
    return along <= 0 ? to_top : past_top;
  }

  [[nodiscard]] const Vertex& top() const { return top_; }
  [[nodiscard]] const Vertex& bottom() const { return bottom_; }
  [[nodiscard]] double west() const { return west_; }
  [[nodiscard]] double east() const { return east_; }

 private:
  template <typename T>
  static T outside(const T& position, double low, double high) {
    const T before = low - position, past = position - high, none{};
    const T farther = before > past ? before : past;
    return farther > none ? farther : none;
  }

  Vertex top_, bottom_;
  PixelSize pixel_;
  double west_ = 0, east_ = 0;
  double along_x_ = 0, along_y_ = 0, squared_length_ = 0;  // metres
  double across_ = 0;                                      // cross product in pixels, squared -> m2
  bool straight_ = false;                                  // along a row or a column
};

}  // namespace minenpp::model
