#pragma once

#include <cstdint>

namespace minenpp::survey {

/// 64 well mixed bits of one integer (the finaliser of SplitMix64; Steele, Lea and Flood 2014).
[[nodiscard]] constexpr std::uint64_t mix_bits(std::uint64_t bits) {
  bits += 0x9e3779b97f4a7c15ULL;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
  return bits ^ (bits >> 31);
}

/// 64 random bits that belong to a place: the same for whoever asks, in whatever order. Coordinates may be
/// negative.
[[nodiscard]] constexpr std::uint64_t coordinate_hash(std::uint64_t seed, std::int64_t row,
                                                      std::int64_t col) {
  const std::uint64_t row_bits = mix_bits(seed ^ static_cast<std::uint64_t>(row));
  return mix_bits(row_bits + static_cast<std::uint64_t>(col) * 0xd1342543de82ef95ULL);
}

/// Uniform in [0, 1), from the upper 53 bits.
[[nodiscard]] constexpr double unit_from(std::uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

/// Near normal, mean 0 and standard deviation 1, within +-3.47: four 16-bit uniforms added (each of variance
/// 1/12).
[[nodiscard]] constexpr double normal_from(std::uint64_t bits) {
  const std::uint64_t sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
  return (static_cast<double>(sum) / 65536.0 - (2.0 - 2.0 / 65536.0)) * 1.7320508075688772;
}

}  // namespace minenpp::survey
