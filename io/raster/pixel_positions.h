#pragma once

#include <optional>
#include <span>
#include <vector>

#include "io/raster/raster_place.h"
#include "io/raster/study_grid.h"
#include "model/grid/footprint.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// Where the centres of study pixels lie in a raster of any CRS, in the raster's own fractional pixels (the
/// centre of its pixel (r, c) is r + 0.5, c + 0.5).
///
/// A projection costs more than reading a pixel, so it is computed at every 16th study pixel and interpolated
/// between; cells in which that is found off by more than 0.001 raster pixel are projected pixel by pixel.
/// Cells are anchored to the study grid, so a pixel's position does not depend on the window asked for.
class PixelPositions {
 public:
  /// Where a study leaves a raster that goes around the Earth.
  enum class Edges {
    end,    ///< positions are of the raster's own columns, from the other edge on
    go_on,  ///< columns count on beyond the edges (read_around), so that neighbours stay neighbours
  };

  /// Throws Error(input) where PROJ knows no way between the two CRS.
  PixelPositions(const StudyGrid& study, const RasterPlace& place, Edges edges = Edges::end);

  /// Columns and rows of the pixels of `window` (it may leave the grid), row by row; NaN, NaN where a pixel
  /// has no place in the raster's CRS. `col`, `row`: window.size() values.
  void of(const model::Window& window, std::span<double> col, std::span<double> row) const;

  /// The ground of study pixels in raster pixels: one footprint for every cell of 16 x 16 study pixels, as in
  /// its middle; that of one raster pixel where it cannot be told. Between grids of one CRS it is exact.
  class Footprints {
   public:
    /// Of a pixel of the window asked for.
    [[nodiscard]] const model::Footprint& of(std::int64_t row, std::int64_t col) const;
    /// Raster pixels that a patch must hold around the pixels that contain the positions of `part`, which
    /// lies in the window asked for.
    [[nodiscard]] std::int64_t reach(const model::Window& part) const;

   private:
    friend class PixelPositions;
    std::int64_t first_row_ = 0, first_col_ = 0, cols_ = 0;
    std::vector<model::Footprint> cells_;
  };
  [[nodiscard]] Footprints footprints(const model::Window& window) const;

  /// The raster pixels under `window`, grown by `reach` on all sides and cut to the raster; empty where none
  /// lies under it.
  [[nodiscard]] model::Window under(const model::Window& window, std::int64_t reach) const;

 private:
  static constexpr std::int64_t cell = 16;
  static constexpr int points = 7;  // projected of each cell
  [[nodiscard]] model::Footprint footprint_within_crs() const;
  [[nodiscard]] model::Footprint footprint_of_cell(std::int64_t cell_row, std::int64_t cell_col) const;
  void project(std::span<double> col_to_x, std::span<double> row_to_y) const;
  [[nodiscard]] bool straight(const double (&col)[points], const double (&row)[points]) const;
  void fill_cell(const model::Window& part, std::int64_t cell_row, std::int64_t cell_col,
                 const double (&col)[points], const double (&row)[points], const model::Window& window,
                 std::span<double> out_col, std::span<double> out_row) const;

  model::Grid grid_;
  RasterPlace place_;
  std::optional<PixelShift> shift_;
  CrsTransform transform_;
  double turn_;      ///< whole turn in the raster's coordinates; 0 where they are no degrees
  double middle_x_;  ///< of the raster, from which longitudes are taken within half a turn
  std::optional<double> middle_col_ = {};  ///< of the study, where columns go on beyond the raster's edges
};

}  // namespace minenpp::io
