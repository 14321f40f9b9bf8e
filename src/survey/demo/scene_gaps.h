#pragma once

#include <cstdint>

namespace minenpp::survey {

/// The gaps in images of Landsat 7 since its scan line corrector failed on 2003-05-31: wedges across the
/// track, none along the centre line and widest at the sides, repeating with the scans; about 22 % of a
/// scene.
class ScanGaps {
 public:
  /// `rows`, `cols` >= 1: size of the image; `phase`: where the first gap lies, 0..1 of a period.
  ScanGaps(std::int64_t rows, std::int64_t cols, double phase);

  /// Does the pixel lie in a gap?
  [[nodiscard]] bool holds(std::int64_t row, std::int64_t col) const;

 private:
  double half_rows_, half_cols_, phase_;
};

}  // namespace minenpp::survey
