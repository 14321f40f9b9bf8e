#include "io/raster/pixels_under.h"

#include <cmath>

#include "io/raster/around_earth.h"

namespace minenpp::io {

using model::Window;

PixelsUnder::PixelsUnder(const RasterPlace& place) : rows_(static_cast<double>(place.rows)) {
  if (goes_around(place)) return;
  first_col_ = 0;
  last_col_ = static_cast<double>(place.cols);
}

Window PixelsUnder::extent(const Window& window) const {
  const auto rows = static_cast<std::int64_t>(rows_);
  if (std::isinf(last_col_)) return model::intersect(window, {0, window.col, rows, window.cols});
  return model::intersect(window, {0, 0, rows, static_cast<std::int64_t>(last_col_)});
}

Window PixelsUnder::window(std::int64_t reach) const {
  if (west_ > east_) return {};
  const auto index = [](double position) { return static_cast<std::int64_t>(std::floor(position)); };
  const auto top = index(north_) - reach, left = index(west_) - reach;
  return extent({top, left, index(south_) + reach + 1 - top, index(east_) + reach + 1 - left});
}

}  // namespace minenpp::io
