#include "io/raster/around_earth.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace minenpp::io {

using model::Window;

bool goes_around(const RasterPlace& place) {
  constexpr double least = 1e-3;  // columns
  if (!place.crs.is_geographic() || !place.north_up()) return false;
  const double around = 360 / (place.transform[1] * place.crs.unit());
  return std::abs(static_cast<double>(place.cols) - around) <= least;
}

void read_around(std::int64_t cols, const Window& own,
                 const std::function<void(const Window& part, std::span<double> values)>& read,
                 std::span<double> out) {
  if (own.col >= 0 && own.col + own.cols <= cols) return read(own, out);
  std::vector<double> values;
  for (std::int64_t done = 0; done < own.cols;) {
    const auto col = own.col + done;
    const auto first = ((col % cols) + cols) % cols;
    const Window part{own.row, first, own.rows, std::min(own.cols - done, cols - first)};
    values.resize(static_cast<std::size_t>(part.size()));
    read(part, values);
    for (std::int64_t row = 0; row < part.rows; ++row)
      std::copy_n(values.begin() + row * part.cols, part.cols, out.begin() + row * own.cols + done);
    done += part.cols;
  }
}

}  // namespace minenpp::io
