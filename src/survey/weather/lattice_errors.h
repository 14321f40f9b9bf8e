#pragma once

#include <array>
#include <cstdint>

namespace minenpp::survey {

/// How far the lattice is from exact kriging.
struct LatticeErrors {
  std::int64_t points = 0;  ///< pixels compared; 0 where nothing was interpolated
  /// Largest error by variable and month, in the unit of the variable, to 1e-9; NaN where there is nothing to
  /// compare.
  std::array<std::array<double, 12>, 3> largest;
};

}  // namespace minenpp::survey
