#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// The mines of a survey, numbered 1, 2, ...: those of the polygons in the order of their zones, then those
/// made of land-cover classes.
struct MineList {
  struct Mine {
    std::string name;
    std::int64_t zone = -1;  ///< index of its zone; -1 for one that is made of classes
    bool selected = true;    ///< do its rings count in the united ones?
  };
  std::vector<Mine> mines;

  [[nodiscard]] std::size_t size() const { return mines.size(); }
  [[nodiscard]] const Mine& of_number(std::int32_t number) const {
    return mines[static_cast<std::size_t>(number - 1)];
  }
};

/// `found`: names of the mines that were told apart on the land-cover maps (mines.find); without, all land of
/// the mine classes that is in no polygon is one mine, "mined land".
[[nodiscard]] MineList list_mines(const Catalogue& catalogue, const std::vector<std::string>& found);

}  // namespace minenpp::survey
