#pragma once

#include <cstdint>
#include <span>

namespace minenpp::model {

/// How the observations of a pixel in a month become one value.
enum class Composite {
  maximum,  ///< the largest NDVI (Holben 1986); of equals the earliest
  median,   ///< the middle one; of an even number the mean of the two middle ones
  best,     ///< the one of best quality; of equals the largest NDVI, then the earliest
};

/// One observation of a pixel: NDVI x 10000 (-10000..10000) and what its quality layer says.
struct Observation {
  std::int16_t code = 0;
  std::uint8_t penalty = 0;
  bool water = false;
};

/// Does `next`, the later of two observations, take the place of `so_far` in a composite by maximum or best
/// quality? (The median needs all of them.)
[[nodiscard]] constexpr bool takes_over(Composite rule, const Observation& so_far, const Observation& next) {
  if (rule == Composite::best && next.penalty != so_far.penalty) return next.penalty < so_far.penalty;
  return next.code > so_far.code;
}

/// The NDVI code of a month, and whether it is water: the chosen observation's flag, for the median whether
/// more than half of the observations are flagged.
struct Composited {
  std::int16_t code = 0;
  bool water = false;
};

/// `observations`: the usable ones, in order of date, at least one; reordered by the median. A mean of two
/// codes that ends in a half is rounded away from zero. Throws Error(system) where there is none.
[[nodiscard]] Composited composite_of(Composite rule, std::span<Observation> observations);

}  // namespace minenpp::model
