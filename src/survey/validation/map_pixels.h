#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/results/map_reader.h"

namespace minenpp::survey {

/// A pixel of the study grid.
struct PixelPlace {
  std::int64_t row = 0, col = 0;
};

/// Values of single pixels of one map, scaled, in the order of `pixels`; NaN where the map has none. Each
/// stored block is read once. `month`: none for a map without time. Throws as io::MapReader does.
[[nodiscard]] std::vector<double> read_map_pixels(const io::MapReader& map, const std::string& variable,
                                                  const std::optional<io::MonthRange>& month,
                                                  const std::vector<PixelPlace>& pixels);

}  // namespace minenpp::survey
