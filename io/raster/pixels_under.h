#pragma once

#include <cstdint>
#include <limits>

#include "io/raster/raster_place.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// Which pixels of a raster are needed for values at positions, which are added one by one: all of them, not
/// some, since near a pole or where a projection ends a few do not tell.
class PixelsUnder {
 public:
  explicit PixelsUnder(const RasterPlace& place);

  /// A position in pixels from the raster's upper left corner. One outside of the raster, or NaN, needs
  /// nothing. Where the raster goes around the Earth no column is outside.
  void add(double col, double row) {
    if (!(row >= 0 && row < rows_) || !(col >= first_col_ && col < last_col_)) return;
    if (col < west_) west_ = col;
    if (col > east_) east_ = col;
    if (row < north_) north_ = row;
    if (row > south_) south_ = row;
  }

  /// The pixels that hold the positions and `reach` more to every side, within the raster (extent()). Empty
  /// where no position lies in it.
  [[nodiscard]] model::Window window(std::int64_t reach) const;

  /// The part of `window` that the raster has. Where it goes around the Earth it has all columns, also below
  /// 0 and beyond its last one, as read_around() takes them.
  [[nodiscard]] model::Window extent(const model::Window& window) const;

 private:
  static constexpr double far = std::numeric_limits<double>::infinity();
  double rows_;
  double first_col_ = -far, last_col_ = far;  // finite unless the raster goes around the Earth
  double west_ = far, east_ = -far, north_ = far, south_ = -far;
};

}  // namespace minenpp::io
