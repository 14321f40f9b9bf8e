#include "model/stats/exact_sum.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "model/error.h"
#include "model/rounding.h"

namespace minenpp::model {

namespace {

constexpr Int128 limb_mask = (Int128{1} << ExactSum::limb_bits) - 1;
constexpr int ranks_bits = 20;
static_assert(((Int128{1} << ranks_bits) * limb_mask) <= std::numeric_limits<std::int64_t>::max(),
              "the limbs of 2^20 sums must add up in int64");
static_assert(128 - 2 * ExactSum::limb_bits <= ExactSum::limb_bits,
              "the top limb must be no wider than the others");
static_assert(ExactSum::largest_term * ExactSum::scale == static_cast<double>(ExactSum::largest_fixed));
static_assert(43 + 69 + 4 + 10 <= 126,
              "value bits + Earth in mm2 + map stretch + layers must fit a signed 128 bits");

[[noreturn]] void refuse_term(double value, double largest) {
  throw Error(Fault::input, "a sum met the value " + std::to_string(value) + ", expected a number between -" +
                                std::to_string(largest) + " and " + std::to_string(largest));
}

[[noreturn]] void refuse_sum() {
  throw Error(Fault::system, "a sum left the range of 128-bit integers");
}

Int128 checked_product(Int128 a, Int128 b) {
  Int128 product = 0;
  if (__builtin_mul_overflow(a, b, &product)) refuse_sum();
  return product;
}

constexpr double largest_rounded = 2251799813685248.0;

/// As std::llrint, without a call, where no |value| exceeds largest_rounded; false, and nothing of use, where
/// one does.
bool fix_small(std::span<const double> values, std::span<std::int64_t> fixed) {
  std::int64_t large = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double millionths = values[i] * ExactSum::scale;
    large |= std::abs(millionths) > largest_rounded ? std::int64_t{1} : std::int64_t{0};
    const std::int64_t rounded =
        std::bit_cast<std::int64_t>(millionths + rounder) - std::bit_cast<std::int64_t>(rounder);
    fixed[i] = std::isnan(millionths) ? no_fixed : rounded;
  }
  return large == 0;
}

}  // namespace

std::int64_t ExactSum::fixed(double value) {
  if (!(std::abs(value) <= largest_term)) refuse_term(value, largest_term);
  return std::llrint(value * scale);
}

void fix_values(std::span<const double> values, std::span<std::int64_t> fixed) {
  constexpr std::size_t at_once = 1024;
  for (std::size_t first = 0; first < values.size(); first += at_once) {
    const auto count = std::min(at_once, values.size() - first);
    const auto some = values.subspan(first, count);
    const auto out = fixed.subspan(first, count);
    if (fix_small(some, out)) continue;
    std::ranges::transform(some, out.begin(), [](double value) {
      return std::isnan(value) ? no_fixed : ExactSum::fixed(value);
    });
  }
}

void ExactSum::add_raw(Int128 millionths) {
  Int128 sum = 0;
  if (__builtin_add_overflow(raw_, millionths, &sum)) refuse_sum();
  raw_ = sum;
}

double ExactSum::value() const {
  return static_cast<double>(raw_) / scale;
}

double ExactSum::mean(std::int64_t count) const {
  if (count < 0) throw Error(Fault::system, "a mean over " + std::to_string(count) + " values was asked for");
  if (count == 0) return std::numeric_limits<double>::quiet_NaN();
  return value() / static_cast<double>(count);
}

ExactSum::Limbs ExactSum::limbs() const {
  return {static_cast<std::int64_t>(raw_ & limb_mask),
          static_cast<std::int64_t>((raw_ >> limb_bits) & limb_mask),
          static_cast<std::int64_t>(raw_ >> (2 * limb_bits))};
}

ExactSum ExactSum::from_limbs(const Limbs& limbs) {
  // The lower two first: they pull a negative top limb back into range before it is added.
  const Int128 lower = limbs[0] + Int128{limbs[1]} * (Int128{1} << limb_bits);
  const Int128 carried = Int128{limbs[2]} + (lower >> (2 * limb_bits));
  ExactSum sum;
  sum.add_raw(checked_product(carried, Int128{1} << (2 * limb_bits)));
  sum.add_raw(lower & ((Int128{1} << (2 * limb_bits)) - 1));
  return sum;
}

void ExactAreaSum::add(double value, std::int64_t area_mm2) {
  if (!(std::abs(value) <= largest_value)) refuse_term(value, largest_value);
  if (area_mm2 < 0)
    throw Error(Fault::system, "a pixel area of " + std::to_string(area_mm2) + " mm2 was given");
  products_.add_raw(checked_product(ExactSum::fixed(value), area_mm2));
}

double ExactAreaSum::mean(const ExactSum& area_m2) const {
  if (area_m2.raw() == 0) return std::numeric_limits<double>::quiet_NaN();
  return value() / area_m2.value();
}

ExactAreaSum ExactAreaSum::from_products(const ExactSum& products) {
  ExactAreaSum sum;
  sum.products_ = products;
  return sum;
}

}  // namespace minenpp::model
