#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "survey/demo/land_code.h"
#include "survey/demo/terrain.h"

namespace minenpp::survey {

/// How well plants grow at a place, as a standard normal number: what the place gives in every year (soil,
/// moisture, exposure) and what one year brings.
class Vigour {
 public:
  /// `window`: pixels of the whole area; `terrain`: the same window.
  Vigour(std::uint64_t seed, const model::Window& window, const Terrain& terrain);

  /// The vigour of each pixel in a year, row by row. Farmed land (`land` of that year) differs from field to
  /// field and changes its crop.
  void fill(int year, std::span<const LandCode> land, std::span<double> out) const;

 private:
  std::uint64_t seed_;
  model::Window window_;
  std::vector<double> place_;
};

}  // namespace minenpp::survey
