#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/space/components.h"
#include "survey/mines/tile_mines.h"

namespace minenpp::survey {

/// Which components of mine land are which mine.
struct MineNumbers {
  std::vector<std::int32_t> of_component;  ///< 1, 2, ...; 0 for components that are no mine
  std::vector<std::string> names;          ///< of mine number - 1

  [[nodiscard]] std::size_t size() const { return names.size(); }
};

/// Components smaller than `min_area_hm2` are no mines. The others take the name of the zone they share most
/// pixels with (of several the first); those that share a name are one mine. Mines are numbered in the order
/// of components, the lowest of a mine counting; one without a zone is called "mine 3" for its number 3.
///
/// `areas_m2`: by component. `overlaps`: in any order; entries of one component and zone add up.
[[nodiscard]] MineNumbers number_mines(std::span<const model::ExactSum> areas_m2,
                                       std::span<const MineOverlap> overlaps, const std::vector<Zone>& zones,
                                       double min_area_hm2);

}  // namespace minenpp::survey
