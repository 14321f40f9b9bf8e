#pragma once

#include <cstdint>

namespace minenpp::model {

/// The code of a pixel in a map of trends. The order of 1..5 is from loss to gain.
enum class TrendClass : std::uint8_t {
  none = 0,                  ///< slope or p is NaN
  significant_decrease = 1,  ///< slope < 0, p < alpha
  slight_decrease = 2,       ///< slope < 0, p >= alpha
  stable = 3,                ///< slope = 0
  slight_increase = 4,       ///< slope > 0, p >= alpha
  significant_increase = 5,  ///< slope > 0, p < alpha
};

inline constexpr int trend_classes = 5;

/// Class of a slope with its two-sided p. `alpha`: level of significance, 0..1.
[[nodiscard]] TrendClass trend_class(double slope, double p, double alpha = 0.05);

/// The name of a class as tables and legends print it, for example "significant decrease".
[[nodiscard]] const char* trend_class_name(TrendClass trend);

}  // namespace minenpp::model
