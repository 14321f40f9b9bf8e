#include "model/stats/exact_sum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/no_data.h"

namespace minenpp::model {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Int128 largest_int128 = static_cast<Int128>(~static_cast<unsigned __int128>(0) >> 1);

std::vector<double> spread_values(std::size_t count) {
  std::mt19937_64 random(20240607);
  std::uniform_real_distribution<double> exponent(-6, 6);
  std::vector<double> values(count);
  for (auto& value : values) value = (random() % 2 ? 1 : -1) * std::pow(10, exponent(random));
  return values;
}

ExactSum sum_of(const std::vector<double>& values) {
  ExactSum sum;
  for (const double value : values) sum.add(value);
  return sum;
}

TEST(ExactSum, RoundsToMillionthsHalfToEven) {
  EXPECT_EQ(ExactSum::fixed(1.0), 1'000'000);
  EXPECT_EQ(ExactSum::fixed(-39.54), -39'540'000);
  EXPECT_EQ(ExactSum::fixed(0.0000004), 0);
  EXPECT_EQ(ExactSum::fixed(0.5 / 1e6), 0);
  EXPECT_EQ(ExactSum::fixed(1.5 / 1e6), 2);
}

TEST(ExactSum, ManyValuesAreFixedAsOneIs) {
  auto values = spread_values(5000);
  for (const double special :
       {0.0, -0.0, 0.5e-6, 1.5e-6, 2.5e-6, -0.5e-6, -2.5e-6, 2251799813.6852, 2251799813.6853, -2251799814.0,
        4e9, ExactSum::largest_term, -ExactSum::largest_term})
    values.insert(values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), special);
  values[7] = values[4000] = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::int64_t> fixed(values.size());
  fix_values(values, fixed);
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_EQ(fixed[i], std::isnan(values[i]) ? no_fixed : ExactSum::fixed(values[i])) << values[i];
}

TEST(ExactSum, ManyValuesWithOneOutOfRangeAreRefused) {
  std::vector<double> values(3000, 1.5);
  std::vector<std::int64_t> fixed(values.size());
  for (const double bad : {1e13, -1e13, std::numeric_limits<double>::infinity()}) {
    values[2900] = bad;
    EXPECT_THROW(fix_values(values, fixed), Error) << bad;
  }
}

TEST(ExactSum, DoesNotDependOnOrderOrGrouping) {
  auto values = spread_values(20000);
  const auto expected = sum_of(values);
  std::mt19937_64 random(7);
  for (int trial = 0; trial < 5; ++trial) {
    std::shuffle(values.begin(), values.end(), random);
    ExactSum total;
    for (std::size_t begin = 0; begin < values.size();) {
      const auto end = std::min(values.size(), begin + 1 + random() % 900);
      total.add(sum_of({values.begin() + static_cast<std::ptrdiff_t>(begin),
                        values.begin() + static_cast<std::ptrdiff_t>(end)}));
      begin = end;
    }
    EXPECT_EQ(total, expected);
    EXPECT_EQ(total.value(), expected.value());
  }
}

TEST(ExactSum, ErrorIsBelowHalfAMillionthATerm) {
  const auto values = spread_values(5000);
  long double reference = 0;
  for (const double value : values) reference += value;
  EXPECT_NEAR(sum_of(values).value(), static_cast<double>(reference), 5000 * 0.5e-6);
}

TEST(ExactSum, MeanAndEmptyMean) {
  ExactSum sum;
  sum.add(1);
  sum.add(2);
  sum.add(6);
  EXPECT_EQ(sum.mean(3), 3);
  EXPECT_TRUE(std::isnan(ExactSum().mean(0)));
  EXPECT_THROW((void)sum.mean(-1), Error);
}

TEST(ExactSum, RefusesWhatIsNoNumberInRange) {
  ExactSum sum;
  sum.add(2);
  for (const double bad : {no_data, infinity, -infinity, 5e12, -5e12}) EXPECT_THROW(sum.add(bad), Error);
  EXPECT_EQ(sum.value(), 2);
  EXPECT_NO_THROW(sum.add(ExactSum::largest_term));
}

TEST(ExactSum, OverflowIsAnErrorNotAWrap) {
  ExactSum sum;
  sum.add_raw(largest_int128);
  EXPECT_THROW(sum.add(1), Error);
  sum.add(-1);
  EXPECT_TRUE(sum.raw() == largest_int128 - 1'000'000);
}

TEST(ExactSum, LargestTermsOfAWholeRunFit) {
  ExactSum sum;
  sum.add_raw(Int128{ExactSum::largest_fixed} * std::numeric_limits<std::int64_t>::max());
  EXPECT_TRUE(sum.raw() < Int128{1} << 125);
}

TEST(ExactSum, LimbsRoundTrip) {
  const std::vector<Int128> raws{0,
                                 1,
                                 -1,
                                 (Int128{1} << 43) - 1,
                                 Int128{1} << 43,
                                 -(Int128{1} << 43),
                                 (Int128{1} << 86) + 5,
                                 -(Int128{1} << 86) - 5,
                                 largest_int128,
                                 -largest_int128 - 1};
  for (const auto raw : raws) {
    ExactSum sum;
    sum.add_raw(raw);
    const auto limbs = sum.limbs();
    EXPECT_GE(limbs[0], 0);
    EXPECT_GE(limbs[1], 0);
    EXPECT_LT(std::max({limbs[0], limbs[1], std::abs(limbs[2])}), std::int64_t{1} << 43);
    EXPECT_EQ(ExactSum::from_limbs(limbs), sum);
  }
}

TEST(ExactSum, SummedLimbsOfAMillionRanksGiveTheSum) {
  constexpr std::int64_t ranks = 1 << 20;
  for (const Int128 each : {(Int128{1} << 106) - 1, -(Int128{1} << 106), Int128{-1}, Int128{123456789}}) {
    ExactSum one;
    one.add_raw(each);
    auto limbs = one.limbs();
    for (auto& limb : limbs) ASSERT_FALSE(__builtin_mul_overflow(limb, ranks, &limb));
    EXPECT_TRUE(ExactSum::from_limbs(limbs).raw() == each * ranks);
  }
}

TEST(ExactSum, LimbsOfASumOutOfRangeAreRefused) {
  EXPECT_THROW((void)ExactSum::from_limbs({0, 0, std::numeric_limits<std::int64_t>::max()}), Error);
  EXPECT_THROW((void)ExactSum::from_limbs({0, 0, std::numeric_limits<std::int64_t>::min()}), Error);
}

TEST(ExactAreaSum, WeighsByArea) {
  ExactAreaSum carbon;
  ExactSum area;
  for (const auto& [value, square_metres] : {std::pair{10.0, 900.0}, {40.0, 300.0}, {0.0, 300.0}}) {
    area.add(square_metres);
    carbon.add(value, ExactSum::fixed(square_metres));
  }
  EXPECT_DOUBLE_EQ(carbon.value(), 21000);
  EXPECT_DOUBLE_EQ(carbon.mean(area), 14);
  EXPECT_TRUE(std::isnan(ExactAreaSum().mean(ExactSum())));
}

TEST(ExactAreaSum, EqualAreasGiveThePlainMean) {
  const auto values = spread_values(3000);
  ExactAreaSum carbon;
  ExactSum area;
  ExactSum plain;
  for (const double value : values) {
    carbon.add(value, ExactSum::fixed(900));
    area.add(900);
    plain.add(value);
  }
  EXPECT_DOUBLE_EQ(carbon.mean(area), plain.mean(3000));
  EXPECT_EQ(ExactAreaSum::from_products(carbon.products()), carbon);
}

TEST(ExactAreaSum, EarthOfLargestValuesForEightyYearsFits) {
  const Int128 earth_mm2 = Int128{510'072'000} * 1'000'000'000'000;
  ExactSum products;
  EXPECT_NO_THROW(products.add_raw((Int128{1} << 43) * earth_mm2 * 16 * 1024));
  ExactAreaSum sum;
  sum.add(ExactAreaSum::largest_value, std::numeric_limits<std::int64_t>::max());
  EXPECT_GT(sum.value(), 0);
}

TEST(ExactAreaSum, RefusesBadTerms) {
  ExactAreaSum sum;
  EXPECT_THROW(sum.add(no_data, 1), Error);
  EXPECT_THROW(sum.add(1e7, 1), Error);
  EXPECT_THROW(sum.add(1, -1), Error);
  EXPECT_EQ(sum.value(), 0);
}

}  // namespace
}  // namespace minenpp::model
