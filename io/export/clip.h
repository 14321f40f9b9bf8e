#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/grid/grid.h"

namespace minenpp::io {

/// A part of the study grid to export: a window, and which of its pixels count.
struct Clip {
  std::string name;      ///< of the zone; empty: the whole grid
  model::Window window;  ///< within the grid, not empty
  /// Sets 1 for the pixels of a window (of the whole grid) that count and 0 for others, row by row. Empty:
  /// all count.
  std::function<void(const model::Window&, std::vector<std::uint8_t>&)> mask = {};
};

}  // namespace minenpp::io
