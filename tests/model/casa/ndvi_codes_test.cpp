#include "model/casa/ndvi_codes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/no_data.h"
#include "model/stats/ndvi_histogram.h"

namespace minenpp::model {
namespace {

constexpr std::int16_t none = -32768;

std::vector<std::int16_t> codes_of(const std::vector<double>& ndvi, const NdviLimits& limits,
                                   NdviCodeCount& count) {
  std::vector<std::int16_t> codes(ndvi.size());
  count = ndvi_codes(ndvi, limits, none, codes);
  return codes;
}

TEST(NdviCodes, AreTenThousandthsRoundedHalfToEven) {
  NdviCodeCount count;
  EXPECT_EQ(codes_of({0, 1, -1, 0.12345, 0.12355, no_data, 0.5}, {}, count),
            (std::vector<std::int16_t>{0, 10000, -10000, 1234, 1236, none, 5000}));
  EXPECT_EQ(count.values, 6);
  EXPECT_EQ(count.outside, 0);
}

TEST(NdviCodes, WhatIsNotBelievedIsNoDataOrTheLimit) {
  const std::vector<double> ndvi{-0.3, -0.2, 0.9, 0.95, no_data, 5000, HUGE_VAL};
  NdviCodeCount count;
  EXPECT_EQ(codes_of(ndvi, {-0.2, 0.9, false}, count),
            (std::vector<std::int16_t>{none, -2000, 9000, none, none, none, none}));
  EXPECT_EQ(count.values, 6);
  EXPECT_EQ(count.outside, 4);
  EXPECT_EQ(codes_of(ndvi, {-0.2, 0.9, true}, count),
            (std::vector<std::int16_t>{-2000, -2000, 9000, 9000, none, 9000, 9000}));
  EXPECT_EQ(count.outside, 4);
}

TEST(NdviCodes, AreTheSameOneByOneAndComeBack) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> value(-1.2, 1.2);
  std::vector<double> ndvi(5003);
  for (auto& one : ndvi) one = value(random);
  NdviCodeCount all, one;
  const auto codes = codes_of(ndvi, {}, all);
  std::int64_t outside = 0;
  for (std::size_t i = 0; i < ndvi.size(); ++i) {
    EXPECT_EQ(codes_of({ndvi[i]}, {}, one).front(), codes[i]);
    outside += one.outside;
    if (one.outside == 0) {
      EXPECT_EQ(codes[i], std::lrint(ndvi[i] * 10000));
    }
  }
  EXPECT_EQ(all.outside, outside);
  std::vector<double> back(ndvi.size());
  ndvi_of_codes(codes, none, back);
  for (std::size_t i = 0; i < ndvi.size(); ++i)
    EXPECT_TRUE(codes[i] == none ? std::isnan(back[i]) : back[i] == codes[i] / 10000.0) << i;
}

/// All 65,536 numbers, wanted and not, against the way through NDVI.
TEST(StoredNdvi, IsWhatItsNdviWouldBe) {
  std::vector<std::int16_t> numbers(std::size_t{1} << 16);
  std::iota(numbers.begin(), numbers.end(), std::numeric_limits<std::int16_t>::min());
  std::vector<std::uint8_t> wanted(numbers.size(), 1);
  for (std::size_t i = 0; i < wanted.size(); i += 7) wanted[i] = 0;
  for (const NdviLimits& limits : {NdviLimits{}, NdviLimits{-0.2, 0.9, false}, NdviLimits{-0.2, 0.9, true},
                                   NdviLimits{-0.20006, 0.90004, true}, NdviLimits{-3, 3.2, false}})
    for (const std::int16_t nodata : {none, std::int16_t{-3000}, std::int16_t{0}, std::int16_t{32767}}) {
      std::vector<double> ndvi(numbers.size());
      for (std::size_t i = 0; i < ndvi.size(); ++i)
        ndvi[i] = wanted[i] == 0 || numbers[i] == nodata ? no_data : numbers[i] * stored_ndvi_scale;
      NdviCodeCount count;
      const auto expected = codes_of(ndvi, limits, count);
      auto codes = numbers;
      const auto met = StoredNdvi(limits, none).to_codes(nodata, wanted, codes);
      EXPECT_EQ(codes, expected) << limits.lowest << " " << limits.clips << " " << nodata;
      EXPECT_EQ(met.values, count.values);
      EXPECT_EQ(met.outside, count.outside);
      EXPECT_GT(met.outside, 0);
    }
}

/// More than a 16-bit count holds.
TEST(StoredNdvi, CountsManyNumbers) {
  std::vector<std::int16_t> numbers(200001, 20000);
  numbers.back() = none;
  const std::vector<std::uint8_t> wanted(numbers.size(), 1);
  const auto met = StoredNdvi({}, none).to_codes(none, wanted, numbers);
  EXPECT_EQ(met.values, 200000);
  EXPECT_EQ(met.outside, 200000);
  EXPECT_TRUE(std::ranges::all_of(numbers, [](std::int16_t code) { return code == none; }));
}

}  // namespace
}  // namespace minenpp::model
