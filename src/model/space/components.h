#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"

namespace minenpp::model {

/// Pixels that hang together, in rows and columns of the whole grid.
struct Component {
  std::int64_t pixels = 0;
  Window box;                                 ///< the smallest that holds them all
  std::int64_t first_row = 0, first_col = 0;  ///< first pixel row by row

  /// Becomes the union with `other`.
  void merge(const Component& other);
  friend bool operator==(const Component&, const Component&) = default;
};

/// Finds the components of the pixels of `mask` that are not 0, neighbours being the 8 around a pixel (two
/// passes with union-find, Rosenfeld and Pfaltz 1966).
///
/// `window`: where the mask lies in the grid. `labels`: 0 for pixels that are 0, else 1, 2, ... in the order
/// of the components' first pixels; component i is the returned element i - 1. Mask and labels: window.size()
/// values row by row, fewer than 2^31, else Error(usage).
std::vector<Component> label_components(std::span<const std::uint8_t> mask, const Window& window,
                                        std::span<std::int32_t> labels);

}  // namespace minenpp::model
