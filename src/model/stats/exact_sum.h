#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>

#include "model/stats/int128.h"

namespace minenpp::model {

/// A sum whose result does not depend on the order or the grouping of its terms: each term becomes the
/// integer round(value * 1e6), half to even, and integers are added in 128 bits. The error of a sum of n
/// terms is at most n * 0.5e-6 in the unit of the values.
///
/// Headroom: |term| <= 2^62 millionths is checked, and a program adds fewer than 2^63 terms, so a sum stays
/// below 2^125 and the sum over all ranks too. Raw terms are free in size; their addition is checked for
/// overflow.
class ExactSum {
 public:
  static constexpr double scale = 1e6;                                   ///< integers a unit
  static constexpr double largest_term = 4611686018427387904.0 / scale;  ///< 2^62 millionths, about 4.6e12
  static constexpr std::int64_t largest_fixed = std::int64_t{1} << 62;   ///< the same in millionths
  static constexpr int limb_bits = 43;
  using Limbs = std::array<std::int64_t, 3>;

  ExactSum() = default;

  /// round(value * 1e6), the integer that `add` adds. Throws Error(input) for NaN and for |value| >
  /// largest_term.
  [[nodiscard]] static std::int64_t fixed(double value);

  /// Adds a value in the unit of the sum. NaN is refused (Error(input)): who adds also counts, so only the
  /// caller can leave a pixel out.
  void add(double value) { add_raw(fixed(value)); }

  /// Adds millionths. Throws Error(system) where the sum would leave 128 bits.
  void add_raw(Int128 millionths);

  void add(const ExactSum& other) { add_raw(other.raw_); }

  /// The sum in millionths, exact.
  [[nodiscard]] Int128 raw() const { return raw_; }

  /// The sum in the unit of its values, rounded to double twice (to double, then the division by 1e6).
  [[nodiscard]] double value() const;

  /// value() / count; NaN (no data) where count is 0. Throws Error(system) for a negative count.
  [[nodiscard]] double mean(std::int64_t count) const;

  /// The sum as raw = l[0] + l[1] 2^43 + l[2] 2^86 with 0 <= l[0], l[1] < 2^43 and -2^41 <= l[2] < 2^41.
  /// Limbs of up to 2^20 sums may be added one by one in int64: 2^20 (2^43 - 1) < 2^63.
  [[nodiscard]] Limbs limbs() const;

  /// The sum that limbs, or sums of limbs, stand for. Throws Error(system) where it leaves 128 bits.
  [[nodiscard]] static ExactSum from_limbs(const Limbs& limbs);

  friend bool operator==(const ExactSum&, const ExactSum&) = default;

 private:
  Int128 raw_ = 0;
};

/// In place of the millionths of a value that is not there.
inline constexpr std::int64_t no_fixed = std::numeric_limits<std::int64_t>::min();

/// ExactSum::fixed of many values of any unit, no_fixed for NaN. `fixed` has as many elements as `values`.
/// Throws Error(input) for |value| > ExactSum::largest_term.
void fix_values(std::span<const double> values, std::span<std::int64_t> fixed);

/// A sum of value * area, exact in the same sense: round(value * 1e6) * round(area_m2 * 1e6). In gC/m2 and m2
/// the result is gC. An area total is an ExactSum of areas in m2, so mean() divides two exact sums of the
/// same rounded areas.
///
/// Headroom: |value| <= 2^43 millionths (8.8e6, a thousand times any annual NPP in gC/m2) is checked. The
/// pixels of a survey share the Earth's surface, 5.1e14 m2 < 2^69 mm2, stretched by a projection at most 2^4
/// times, so one layer sums to less than 2^(43 + 69 + 4) = 2^116, and 2^10 layers (80 years of months) to
/// less than 2^126. A grid that is not of this Earth meets the overflow check.
class ExactAreaSum {
 public:
  static constexpr double largest_value =
      8796093022208.0 / ExactSum::scale;  ///< 2^43 millionths, about 8.8e6

  ExactAreaSum() = default;

  /// `value`: any unit a m2. `area_mm2` >= 0: ExactSum::fixed(area in m2), computed once a row of the grid.
  /// Throws Error(input) for NaN and |value| > largest_value, Error(system) for a negative area or overflow.
  void add(double value, std::int64_t area_mm2);

  void add(const ExactAreaSum& other) { products_.add(other.products_); }

  /// Sum of value * area in [unit of value] * m2.
  [[nodiscard]] double value() const { return products_.value() / ExactSum::scale; }

  /// Area-weighted mean in the unit of the values. `area_m2`: the sum of the same areas; NaN where it is 0.
  [[nodiscard]] double mean(const ExactSum& area_m2) const;

  /// The sum of products in 1e-12 of the unit; for reductions.
  [[nodiscard]] const ExactSum& products() const { return products_; }
  [[nodiscard]] static ExactAreaSum from_products(const ExactSum& products);

  friend bool operator==(const ExactAreaSum&, const ExactAreaSum&) = default;

 private:
  ExactSum products_;
};

}  // namespace minenpp::model
