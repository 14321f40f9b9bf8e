#include "survey/validation/map_pixels.h"

#include <algorithm>
#include <limits>
#include <map>

namespace minenpp::survey {

namespace {

/// The smallest window that holds all of these pixels.
model::Window window_around(const std::vector<PixelPlace>& pixels, const std::vector<std::size_t>& chosen) {
  std::int64_t top = pixels[chosen.front()].row, bottom = top;
  std::int64_t left = pixels[chosen.front()].col, right = left;
  for (const auto i : chosen) {
    top = std::min(top, pixels[i].row);
    bottom = std::max(bottom, pixels[i].row);
    left = std::min(left, pixels[i].col);
    right = std::max(right, pixels[i].col);
  }
  return {top, left, bottom - top + 1, right - left + 1};
}

/// Stored number -> value.
struct Packing {
  double scale, offset;
  std::optional<double> fill;

  Packing(const io::ArchiveReader& archive, const std::string& array)
      : scale(archive.number_attribute(array, "scale_factor").value_or(1)),
        offset(archive.number_attribute(array, "add_offset").value_or(0)),
        fill(archive.number_attribute(array, "_FillValue")) {}

  [[nodiscard]] double value(double stored) const {
    if (fill && stored == *fill) return std::numeric_limits<double>::quiet_NaN();
    return stored * scale + offset;
  }
};

}  // namespace

std::vector<double> read_map_pixels(const io::MapReader& map, const std::string& variable,
                                    const std::optional<io::MonthRange>& month,
                                    const std::vector<PixelPlace>& pixels) {
  const auto array = "/" + variable;
  const auto chunk = map.archive().info(array).chunk;
  const auto block_rows = chunk.size() < 2 ? map.rows() : chunk[chunk.size() - 2];
  const auto block_cols = chunk.size() < 2 ? map.cols() : chunk[chunk.size() - 1];
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> by_block;
  for (std::size_t i = 0; i < pixels.size(); ++i)
    by_block[{pixels[i].row / block_rows, pixels[i].col / block_cols}].push_back(i);

  const Packing packing(map.archive(), array);
  std::vector<double> values(pixels.size()), stored;
  for (const auto& [block, chosen] : by_block) {
    const auto window = window_around(pixels, chosen);
    stored.resize(static_cast<std::size_t>(window.size()));
    map.read<double>(variable, month, window, stored);
    for (const auto i : chosen)
      values[i] = packing.value(stored[static_cast<std::size_t>((pixels[i].row - window.row) * window.cols +
                                                                pixels[i].col - window.col)]);
  }
  return values;
}

}  // namespace minenpp::survey
