#pragma once

#include "model/grid/resample.h"

namespace minenpp::model {

/// The ground of a study pixel in the fractional pixels of a raster: a parallelogram around its centre,
/// spanned by the ways from there to the centres of the next study pixels on the right and below.
struct Footprint {
  double right_cols = 1, right_rows = 0;
  double down_cols = 0, down_rows = 1;

  /// Do its edges run along the raster's rows and columns?
  [[nodiscard]] bool is_upright() const { return right_rows == 0 && down_cols == 0; }
  /// Half the width and height of the box around it.
  [[nodiscard]] double half_cols() const;
  [[nodiscard]] double half_rows() const;
};

/// Mean of the raster's pixels that have data and whose centres lie in the footprint around `col`, `row`
/// (upper and left edges included, lower and right excluded, to 1e-6 pixel); NaN where none of them has data.
/// A footprint that holds no centre gives the pixel that contains the position. For study pixels coarser than
/// the raster's. NaN where the position is NaN or in no pixel of the patch. Other pixels outside the patch
/// count as no data: the patch must hold the footprint, or end where the raster ends.
[[nodiscard]] double mean_within(const RasterPatch& patch, double col, double row,
                                 const Footprint& footprint);

/// The value that most of these pixels have, for classes; NaN where most have no data. Of values equally
/// frequent the one at the position, if it is among them, else the smallest.
[[nodiscard]] double most_frequent_within(const RasterPatch& patch, double col, double row,
                                          const Footprint& footprint);

}  // namespace minenpp::model
