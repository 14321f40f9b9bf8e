#pragma once

#include <algorithm>
#include <vector>

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

[[nodiscard]] inline bool holds(const std::vector<int>& codes, int code) {
  return std::ranges::find(codes, code) != codes.end();
}

/// A class (0: none) of land that is neither mined nor reclaimed.
[[nodiscard]] inline bool is_native(const ScienceOptions& science, int code) {
  return code > 0 && !holds(science.mined_classes, code) && !holds(science.reclaimed_classes, code);
}

/// A class that has no NPP whatever its NDVI, such as water.
[[nodiscard]] inline bool is_bare(const std::vector<model::LandClass>& classes, int code) {
  return std::ranges::any_of(
      classes, [code](const model::LandClass& one) { return one.code == code && !one.vegetated; });
}

}  // namespace minenpp::survey
