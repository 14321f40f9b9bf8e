#pragma once

#include <cstdint>

#include "model/grid/lanes.h"
#include "model/rounding.h"

namespace minenpp::model {

// Vector libraries round differently on different instruction sets, and results may not. So e^x and ln x are
// written out here in single operations, which round the same everywhere.

/// The root, correctly rounded; NaN for x < 0 and for NaN.
[[nodiscard]] inline Lanes square_root(const Lanes& x) {
  Lanes root;
  for (int lane = 0; lane < lane_count; ++lane) root[lane] = __builtin_sqrt(x[lane]);
  return root;
}

/// e^x to one unit in the last place; x below -708 and above 709 count as these. NaN stays NaN.
/// e^x = 2^n e^r with |r| <= ln(2) / 2, and e^r = 1 + r + r^2 q(r): q fitted after Chebyshev, error 1e-17.
[[nodiscard]] inline Lanes exponential(const Lanes& any_x) {
  using Bits = LaneMask;
  constexpr double log2_e = 1.4426950408889634;
  constexpr double ln_2_high = 0.693145751953125, ln_2_low = 1.42860682030941723212e-6;
  constexpr std::int64_t rounder_bits = __builtin_bit_cast(std::int64_t, rounder);
  const Lanes lowest = spread(-708), highest = spread(709.0);
  const Lanes raised = any_x < lowest ? lowest : any_x;
  const Lanes x = raised > highest ? highest : raised;
  const Lanes shifted = x * log2_e + rounder;
  const Lanes n = shifted - rounder;
  const Lanes r = (x - n * ln_2_high) - n * ln_2_low;
  const Lanes r2 = r * r, r4 = r2 * r2;
  const Lanes q01 = 0.5000000000000001 + 0.16666666666666669 * r;
  const Lanes q23 = 0.04166666666662413 + 0.008333333333330062 * r;
  const Lanes q45 = 0.0013888888917213717 + 0.00019841269863053618 * r;
  const Lanes q67 = 2.4801521295954376e-05 + 2.7557268459997064e-06 * r;
  const Lanes q89 = 2.7620088445409746e-07 + 2.510038549551032e-08 * r;
  const Lanes q = (q01 + q23 * r2) + r4 * ((q45 + q67 * r2) + q89 * r4);
  const Bits power_of_2 = (reinterpret_cast<Bits>(shifted) - rounder_bits + 1023) << 52;
  return (1 + (r + r2 * q)) * reinterpret_cast<Lanes>(power_of_2);
}

/// ln x to one unit in the last place for normal x > 0; 0 for x <= 0 (the formulas of this project decide
/// those otherwise). NaN stays NaN. x = 2^e m with sqrt(1/2) <= m < sqrt(2), and ln m = 2 artanh s of s = (m
/// - 1) / (m + 1), as 2 s + s^3 p(s^2) with p fitted after Chebyshev, error 5e-18.
[[nodiscard]] inline Lanes logarithm_or_zero(const Lanes& any_x) {
  using Bits [[gnu::vector_size(lane_bytes)]] = std::uint64_t;
  constexpr double ln_2_high = 0.693145751953125, ln_2_low = 1.42860682030941723212e-6;
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000;
  constexpr std::uint64_t mantissa = (std::uint64_t{1} << 52) - 1;
  constexpr std::uint64_t two_to_52 = 0x4330000000000000;
  const Lanes x = any_x > 0 ? any_x : spread(1);
  const Bits bits = reinterpret_cast<Bits>(x);
  // The exponent, with its bias, of x / sqrt(1/2): no smaller than 0 for normal x.
  const Bits shifted = bits - sqrt_half + one;
  const Bits biased = shifted >> 52;
  const Lanes e = reinterpret_cast<Lanes>(two_to_52 | biased) - (4503599627370496.0 + 1023);
  const Lanes m = reinterpret_cast<Lanes>(bits - ((shifted & ~mantissa) - one));
  const Lanes f = m - 1, s = f / (2 + f);
  const Lanes z = s * s, z2 = z * z;
  const Lanes p01 = 0.3333333333333335 + 0.19999999999949722 * z;
  const Lanes p23 = 0.14285714313001635 + 0.11111105565129939 * z;
  const Lanes p45 = 0.09091444727837474 + 0.07665855309105386 * z;
  const Lanes p = (p01 + p23 * z2) + (z2 * z2) * (p45 + 0.07308292712444311 * z2);
  // 2 s = f - s f, where f is exact and the rest small.
  const Lanes rest = 2 * (s * z) * p - s * f;
  const Lanes logarithm = e * ln_2_high + (f + (rest + e * ln_2_low));
  return is_nan(any_x) ? any_x : logarithm;
}

}  // namespace minenpp::model
