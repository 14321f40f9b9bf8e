#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "survey/demo/demo_layout.h"
#include "survey/demo/land_code.h"

namespace minenpp::survey {

/// What mines have made of each pixel of a district in each year. The mines of every district are alike, so
/// this one plan (3 MB) serves an area of any size.
class DistrictMines {
 public:
  /// Ranks the pixels inside each mine by their turn in its walk and cuts the order at the designed areas, so
  /// the hectares are met to the pixel.
  DistrictMines();

  /// Does the polygon of a mine that is at work since the first year hold the pixel's centre? `row`, `col`:
  /// pixel of the district.
  [[nodiscard]] bool in_working_mine(std::int64_t row, std::int64_t col) const {
    return working_[static_cast<std::size_t>(row * district_cols + col)] != 0;
  }

  /// `row`, `col`: pixel of the district; `year`: 0..demo_year_count-1. No mine has touched it: `before`.
  [[nodiscard]] LandCode land(std::int64_t row, std::int64_t col, int year, LandCode before) const {
    const std::uint8_t code =
        codes_[static_cast<std::size_t>(row * district_cols + col)][static_cast<std::size_t>(year)];
    return code == 0 ? before : static_cast<LandCode>(code);
  }

 private:
  std::vector<std::array<std::uint8_t, demo_year_count>> codes_;
  std::vector<std::uint8_t> working_;
};

}  // namespace minenpp::survey
