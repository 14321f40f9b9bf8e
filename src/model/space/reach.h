#pragma once

#include <cstdint>

namespace minenpp::model {

/// Width and height of a pixel in metres; distances exist on projected grids only (Grid::geographic() is
/// false).
struct PixelSize {
  double width = 1, height = 1;
};

/// How far a window must be widened, pixels on each side.
struct Halo {
  std::int64_t rows = 0, cols = 0;
  friend bool operator==(const Halo&, const Halo&) = default;
};

/// A wider halo than this is refused: whole-number distances would no longer be told apart in doubles.
inline constexpr std::int64_t largest_halo = 100000;

/// The farthest row and column in which a pixel's square can lie within `radius` metres (>= 0) of a pixel
/// centre: the largest k with (k - 0.5) * size <= radius. Throws Error(usage) where the pixel size or the
/// radius is not a number in range, or the halo is wider than largest_halo.
[[nodiscard]] Halo halo_of(PixelSize pixel, double radius);

/// Throws Error(usage) as halo_of does for a bad pixel size or radius.
void check_reach(PixelSize pixel, double radius);

}  // namespace minenpp::model
