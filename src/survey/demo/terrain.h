#pragma once

#include <cstdint>
#include <vector>

#include "model/grid/grid.h"

namespace minenpp::survey {

/// The ground of one window, row by row.
struct Terrain {
  std::vector<double> elevation_m;
  std::vector<double> slope;      ///< rise over run, along the steepest way
  std::vector<double> sunniness;  ///< south-east exposure: rise towards the north-west over run, signed
};

/// Loess hills with a valley through the middle of each district and a ridge between districts; it repeats
/// with the district, so there is no step at a seam, and random hills are added to it. `window`: pixels of
/// the whole area.
[[nodiscard]] Terrain make_terrain(std::uint64_t seed, const model::Window& window);

}  // namespace minenpp::survey
