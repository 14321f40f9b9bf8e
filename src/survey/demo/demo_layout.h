#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/grid/grid.h"

namespace minenpp::survey {

inline constexpr double demo_pixel_m = 30.0;
inline constexpr std::int64_t district_rows = 820;  ///< 24.6 km
inline constexpr std::int64_t district_cols = 720;  ///< 21.6 km
inline constexpr double district_width_m = static_cast<double>(district_cols) * demo_pixel_m;
inline constexpr double district_height_m = static_cast<double>(district_rows) * demo_pixel_m;
inline constexpr int demo_epsg = 32649;  ///< WGS 84 / UTM zone 49N

/// Years with an image, and the month the paper's images are of.
inline constexpr int demo_year_count = 4;
inline constexpr int demo_years[demo_year_count] = {2006, 2010, 2016, 2020};
inline constexpr int demo_image_month = 8;

/// A point of a district: metres east of its west edge and metres south of its north edge.
struct DistrictPoint {
  double east = 0;
  double south = 0;
};

/// Where the districts of an enlarged demo lie: districts_x x districts_y copies of one structure, side by
/// side without a gap, on one grid in EPSG:32649. A scale of 1 is one district in the paper's box.
class DemoLayout {
 public:
  /// `scale`: number of districts, >= 1. Throws Error(usage) where the area would leave what the projection
  /// can carry (more than 2000 km wide or 3600 km high), naming a scale near by that does not.
  explicit DemoLayout(std::int64_t scale);

  [[nodiscard]] std::int64_t districts_x() const { return districts_x_; }
  [[nodiscard]] std::int64_t districts_y() const { return districts_y_; }
  [[nodiscard]] std::int64_t scale() const { return districts_x_ * districts_y_; }
  [[nodiscard]] const model::Grid& grid() const { return grid_; }

  /// Easting of the west edge of a district column, 0..districts_x() (the last is the east edge of the area).
  [[nodiscard]] double district_west(std::int64_t column) const;
  /// Northing of the north edge of a district row, 0..districts_y().
  [[nodiscard]] double district_north(std::int64_t row) const;

  /// "Antaibao" at scale 1, "Antaibao 3-2" (district row and column, from 1) in an enlarged demo.
  [[nodiscard]] std::string district_name(const std::string& name, std::int64_t row,
                                          std::int64_t column) const;

  /// The squares of at most `edge` pixels in which the rasters are made and shared out, row by row.
  [[nodiscard]] std::vector<model::Window> blocks(std::int64_t edge) const;

 private:
  std::int64_t districts_x_ = 1, districts_y_ = 1;
  model::Grid grid_;
};

}  // namespace minenpp::survey
