#pragma once

#include <array>

#include "model/climate/calendar.h"

namespace minenpp::model {

/// How the months without a usable image get their NDVI. The year is a circle: January follows December.
enum class GapFilling {
  none,      ///< they stay missing
  linear,    ///< on the line between the nearest observed months before and after
  harmonic,  ///< from a least-squares sum of sines: two harmonics from 6 observed months on, one from 4, else
             ///< linear
  savgol,    ///< linear, then the 5-point quadratic of Savitzky and Golay 1964
};

/// NDVI of one pixel, January first; NaN = not observed.
using NdviYear = std::array<double, months_per_year>;

struct FilledYear {
  NdviYear ndvi{};
  std::array<bool, months_per_year> filled{};  ///< months that were missing and have a value now
};

/// Fewer observed months than this and nothing is filled.
inline constexpr int fewest_months_to_fill_from = 3;

/// Fills missing months; observed ones stay as they are. Harmonic and savgol values are clipped to -1..1.
[[nodiscard]] FilledYear fill_gaps(const NdviYear& observed, GapFilling method);

/// Value in `month` (1..12) of a0 + sum over k = 1..`harmonics` of a_k cos(2 pi k t/12) + b_k sin(2 pi k
/// t/12), fitted by ordinary least squares to the observed months. `harmonics` 1 or 2; at least 2 harmonics +
/// 1 months observed, else NaN.
[[nodiscard]] double harmonic_ndvi(const NdviYear& observed, int harmonics, int month);

/// Centre value of the quadratic through five equally spaced values: (-3, 12, 17, 12, -3)/35. NaN gives NaN.
[[nodiscard]] double savitzky_golay(const std::array<double, 5>& values);

}  // namespace minenpp::model
