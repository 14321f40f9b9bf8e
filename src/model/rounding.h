#pragma once

namespace minenpp::model {

/// 1.5 x 2^52: a sum of it and a number below 2^51 holds that number in its last bits, rounded half to even.
inline constexpr double rounder = 6755399441055744.0;

/// As std::nearbyint for |value| < 2^51, without a call, so that loops become vector code. NaN stays NaN.
[[nodiscard]] inline double nearest_whole(double value) {
  return (value + rounder) - rounder;
}

}  // namespace minenpp::model
