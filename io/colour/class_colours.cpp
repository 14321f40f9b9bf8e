#include "io/colour/class_colours.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace minenpp::io {

namespace {

struct Named {
  std::string_view meaning;
  Colour colour;
};

/// Land in the hues one expects where that is possible, moved until any two of the twelve stay apart for
/// people with each kind of colour blindness (tests/io/colour).
constexpr std::array land_cover{
    Named{"forest_land", {0x00, 0x55, 0x41}},
    Named{"cultivated_land", {0xff, 0xcd, 0x71}},
    Named{"grassland", {0x8b, 0xbb, 0x7e}},
    Named{"water_area", {0x4a, 0x50, 0xd8}},
    Named{"construction_land", {0x8b, 0x01, 0x00}},
    Named{"abandoned_land", {0xff, 0xff, 0xca}},
    Named{"stripping_area", {0xa5, 0x72, 0x1e}},
    Named{"open_pit", {0x32, 0x09, 0x01}},
    Named{"reclaimed_arable_land", {0xff, 0x97, 0x0f}},
    Named{"reclaimed_forest_land", {0x07, 0xb4, 0xcf}},
    Named{"reclaimed_grassland", {0xbf, 0xff, 0xff}},
    Named{"unreclaimed_dump", {0x8b, 0x87, 0x89}},
    Named{"no_water", {0xf0, 0xf0, 0xf0}},
    Named{"water", {0x21, 0x66, 0xac}},
};

/// Where on the ramp from loss to gain.
struct Placed {
  std::string_view meaning;
  double at;
};
constexpr std::array changes{
    Placed{"large_loss", 0.05},
    Placed{"loss", 0.25},
    Placed{"no_change", 0.5},
    Placed{"gain", 0.68},
    Placed{"middle_gain", 0.82},
    Placed{"large_gain", 0.97},
    Placed{"significant_decrease", 0.1},
    Placed{"slight_decrease", 0.3},
    Placed{"stable", 0.5},
    Placed{"slight_increase", 0.7},
    Placed{"significant_increase", 0.9},
};

std::optional<Colour> own_colour(const std::string& meaning) {
  const auto land = std::ranges::find(land_cover, meaning, &Named::meaning);
  if (land != land_cover.end()) return land->colour;
  const auto change = std::ranges::find(changes, meaning, &Placed::meaning);
  if (change != changes.end()) return colour_at(brown_white_green(), change->at);
  return std::nullopt;
}

bool are_rings(const std::vector<std::string>& meanings) {
  return meanings.size() > 1 && meanings.front() == "mine" &&
         std::all_of(meanings.begin() + 1, meanings.end(),
                     [](const std::string& meaning) { return meaning.find("_to_") != std::string::npos; });
}

}  // namespace

std::vector<Colour> class_colours(const std::vector<std::string>& meanings) {
  std::vector<Colour> colours;
  const bool rings = are_rings(meanings);
  std::size_t unnamed = 0;
  for (std::size_t i = 0; i < meanings.size(); ++i) {
    const double place =
        static_cast<double>(i) / static_cast<double>(std::max<std::size_t>(1, meanings.size() - 1));
    const auto own = rings ? std::optional(colour_at(viridis(), place)) : own_colour(meanings[i]);
    colours.push_back(own ? *own : distinct_colour(unnamed++));
  }
  return colours;
}

}  // namespace minenpp::io
