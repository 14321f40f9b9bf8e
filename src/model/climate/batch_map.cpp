#include "model/climate/batch_map.h"

#include <bit>
#include <cmath>
#include <cstdint>

#include "model/rounding.h"

namespace minenpp::model {

namespace {

// Vector libraries round differently on different instruction sets, and results may not. So e^x and ln x are
// written out here in single operations, which round the same everywhere; the compiler makes vectors of them.

constexpr std::int64_t rounder_bits = std::bit_cast<std::int64_t>(rounder);

constexpr double log2_e = 1.4426950408889634;
/// ln 2 in two parts; the first has zeros behind, so that its product with a small whole number is exact.
constexpr double ln_2_high = 0.693145751953125, ln_2_low = 1.42860682030941723212e-6;

constexpr int exponent_bit = 52;
constexpr std::int64_t exponent_bias = 1023;

/// e^x to one unit in the last place, for -708 <= x <= 709. NaN gives NaN.
/// e^x = 2^n e^r with |r| <= ln(2) / 2, and e^r = 1 + r + r^2 q(r): q fitted after Chebyshev, error 1e-17.
inline double exp_of(double x) {
  const double shifted = x * log2_e + rounder;
  const double n = shifted - rounder;
  const double r = (x - n * ln_2_high) - n * ln_2_low;
  const double r2 = r * r, r4 = r2 * r2;
  const double q01 = 0.5000000000000001 + 0.16666666666666669 * r;
  const double q23 = 0.04166666666662413 + 0.008333333333330062 * r;
  const double q45 = 0.0013888888917213717 + 0.00019841269863053618 * r;
  const double q67 = 2.4801521295954376e-05 + 2.7557268459997064e-06 * r;
  const double q89 = 2.7620088445409746e-07 + 2.510038549551032e-08 * r;
  const double q = (q01 + q23 * r2) + r4 * ((q45 + q67 * r2) + q89 * r4);
  const auto power_of_2 = (std::bit_cast<std::int64_t>(shifted) - rounder_bits + exponent_bias)
                          << exponent_bit;
  return (1 + (r + r2 * q)) * std::bit_cast<double>(power_of_2);
}

/// ln x to one unit in the last place, for normal x > 0.
/// x = 2^e m with sqrt(1/2) <= m < sqrt(2), and ln m = 2 artanh s of s = (m - 1) / (m + 1), as 2 s + s^3
/// p(s^2) with p fitted after Chebyshev, error 5e-18.
inline double log_of(double x) {
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000;
  constexpr std::uint64_t mantissa = (std::uint64_t{1} << exponent_bit) - 1;
  constexpr std::uint64_t two_to_52 = 0x4330000000000000;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  // The exponent, with its bias, of x / sqrt(1/2): no smaller than 0 for normal x.
  const std::uint64_t shifted = bits - sqrt_half + one;
  const std::uint64_t biased = shifted >> exponent_bit;
  const double e = std::bit_cast<double>(two_to_52 | biased) - (4503599627370496.0 + exponent_bias);
  const double m = std::bit_cast<double>(bits - ((shifted & ~mantissa) - one));
  const double f = m - 1, s = f / (2 + f);
  const double z = s * s, z2 = z * z;
  const double p01 = 0.3333333333333335 + 0.19999999999949722 * z;
  const double p23 = 0.14285714313001635 + 0.11111105565129939 * z;
  const double p45 = 0.09091444727837474 + 0.07665855309105386 * z;
  const double p = (p01 + p23 * z2) + (z2 * z2) * (p45 + 0.07308292712444311 * z2);
  // 2 s = f - s f, where f is exact and the rest small.
  const double rest = 2 * (s * z) * p - s * f;
  return e * ln_2_high + (f + (rest + e * ln_2_low));
}

}  // namespace

MonthlyBatch missing_months() {
  MonthlyBatch months;
  months.fill(Batch::Constant(no_data));
  return months;
}

// Choices have a loop of their own: beside them the compiler makes a branch of a choice, and no vectors.

Batch exponential(const Batch& x) {
  const Batch limited = map_batch(
      [](double value) {
        const double raised = value < -708.0 ? -708.0 : value;
        return raised > 709.0 ? 709.0 : raised;
      },
      x);
  return map_batch([](double value) { return exp_of(value); }, limited);
}

Batch logarithm_or_zero(const Batch& x) {
  const Batch positive = map_batch([](double value) { return value > 0 ? value : 1.0; }, x);
  const Batch logarithm = map_batch([](double value) { return log_of(value); }, positive);
  return map_batch([](double value, double result) { return std::isnan(value) ? value : result; }, x,
                   logarithm);
}

Batch power(const Batch& base, const Batch& exponent) {
  Batch result = Batch::Zero();
  // Frost takes whole batches at once; their result is known.
  if ((base > 0).any()) result = exponential(exponent * logarithm_or_zero(base));
  return map_batch(
      [](double b, double e, double r) {
        if (std::isnan(b) || std::isnan(e)) return no_data;
        return b > 0 ? r : 0.0;
      },
      base, exponent, result);
}

Batch power(const Batch& base, double exponent) {
  return power(base, Batch::Constant(exponent));
}

}  // namespace minenpp::model
