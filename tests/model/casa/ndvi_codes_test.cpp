#include "model/casa/ndvi_codes.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

constexpr std::int16_t none = -32768;
const double nan = std::nan("");

std::vector<std::int16_t> codes_of(const std::vector<double>& ndvi, const NdviLimits& limits,
                                   NdviCodeCount& count) {
  std::vector<std::int16_t> codes(ndvi.size());
  count = ndvi_codes(ndvi, limits, none, codes);
  return codes;
}

TEST(NdviCodes, AreTenThousandthsRoundedHalfToEven) {
  NdviCodeCount count;
  EXPECT_EQ(codes_of({0, 1, -1, 0.12345, 0.12355, nan, 0.5}, {}, count),
            (std::vector<std::int16_t>{0, 10000, -10000, 1234, 1236, none, 5000}));
  EXPECT_EQ(count.values, 6);
  EXPECT_EQ(count.outside, 0);
}

TEST(NdviCodes, WhatIsNotBelievedIsNoDataOrTheLimit) {
  const std::vector<double> ndvi{-0.3, -0.2, 0.9, 0.95, nan, 5000, HUGE_VAL};
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

}  // namespace
}  // namespace minenpp::model
