#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/space/reach.h"

namespace minenpp::model {

/// Exact Euclidean distance from pixel centres to mines that are given as pixels, up to a radius
/// (science 6.6).
///
/// A mine is the union of the squares of its pixels, so a raster mine and the polygon around it give the same
/// distance: to a pixel k rows and j columns away it is the hypotenuse of (k - 0.5) * height (0 for k = 0)
/// and (j - 0.5) * width (0 for j = 0). Inside a mine it is 0, beyond the radius +infinity. A distance is the
/// square root of the smallest of the rounded sums of two squares, whatever the window: results are bitwise
/// those of trying every pixel.
///
/// In two passes (columns, then rows) with a table of squares; O(halo) a pixel, linear in memory.
///
/// All calls: `outer` is the window of the input, `inner` that of the output and inside `outer`; row by row.
/// For the distances of the whole grid `outer` must hold inner widened by halo() as far as the grid goes;
/// what lies outside it counts as no mine. Throws Error(usage) where the sizes disagree.
class RasterDistance {
 public:
  /// `radius` in metres, >= 0. Throws Error(usage) as halo_of does.
  RasterDistance(PixelSize pixel, double radius);

  [[nodiscard]] Halo halo() const { return halo_; }

  /// Distance to the nearest pixel that is not 0.
  void distances(std::span<const std::uint8_t> mask, const Window& outer, const Window& inner,
                 std::span<double> out) const;

  /// Distance to the nearest pixel of the mine `mine`. `mines`: number of the mine of each pixel, 0 = none.
  /// Throws Error(usage) for mine 0.
  void distances_to(std::int32_t mine, std::span<const std::int32_t> mines, const Window& outer,
                    const Window& inner, std::span<double> out) const;

  /// Distance to the nearest mine, and its number; of several at the same distance the lowest. 0 (no mine)
  /// beyond the radius. `mines`: as above, numbers > 0.
  void nearest(std::span<const std::int32_t> mines, const Window& outer, const Window& inner,
               std::span<double> out, std::span<std::int32_t> out_mine) const;

 private:
  struct Columns;
  [[nodiscard]] Window widened(const Window& inner) const;
  template <typename MineOf>
  [[nodiscard]] Columns down_and_up(const Window& outer, const Window& inner, MineOf&& mine_of) const;
  template <typename IsMine>
  [[nodiscard]] Columns gaps(const Window& outer, const Window& inner, IsMine&& is_mine) const;
  void across(const Columns& columns, const Window& inner, std::span<double> out) const;
  void across(const Columns& columns, const Window& inner, std::span<double> out,
              std::span<std::int32_t> out_mine) const;
  [[nodiscard]] double rooted(double square) const;

  double radius_ = 0;
  Halo halo_;
  double row_height_;
  std::vector<double> row_square_, col_square_;  // squared gap to a pixel k rows or columns away, k = 0..halo
};

}  // namespace minenpp::model
