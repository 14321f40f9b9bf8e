#pragma once

#include <cstdint>

namespace minenpp::survey {

/// The paper's twelve land classes with their codes in the land cover rasters.
enum class LandCode : std::uint8_t {
  forest = 1,
  cultivated = 2,
  grass = 3,
  water = 4,
  construction = 5,
  abandoned = 6,
  stripping = 7,
  pit = 8,
  reclaimed_arable = 9,
  reclaimed_forest = 10,
  reclaimed_grass = 11,
  dump = 12,
};

inline constexpr int land_code_count = 12;

[[nodiscard]] constexpr bool is_mined(LandCode land) {
  return land == LandCode::stripping || land == LandCode::pit || land == LandCode::dump;
}

[[nodiscard]] constexpr bool is_reclaimed(LandCode land) {
  return land == LandCode::reclaimed_arable || land == LandCode::reclaimed_forest ||
         land == LandCode::reclaimed_grass;
}

}  // namespace minenpp::survey
