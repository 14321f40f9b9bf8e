#include "model/casa/composite.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

using Observations = std::vector<Observation>;

Composited of(Composite rule, Observations observations) {
  return composite_of(rule, observations);
}

std::int16_t median_code(const std::vector<int>& codes) {
  Observations observations;
  for (const int code : codes) observations.push_back({static_cast<std::int16_t>(code)});
  return of(Composite::median, observations).code;
}

TEST(Composite, LargestOfAMonth) {
  const auto largest = of(Composite::maximum, {{3100}, {4400}, {4000}});
  EXPECT_GOLDEN("N5a", largest.code / 10000.0);
  EXPECT_EQ(of(Composite::maximum, {{-300}}).code, -300);
}

TEST(Composite, OfEqualLargestTheEarliest) {
  EXPECT_TRUE(of(Composite::maximum, {{100}, {500, 9, true}, {500, 0, false}}).water);
  EXPECT_FALSE(of(Composite::maximum, {{100}, {500, 9, false}, {500, 0, true}}).water);
}

TEST(Composite, MedianOfOddAndEvenNumbers) {
  EXPECT_EQ(median_code({70}), 70);
  EXPECT_EQ(median_code({900, -50, 300}), 300);
  EXPECT_EQ(median_code({900, 100, 300, 200}), 250);
  EXPECT_EQ(median_code({-10000, 10000}), 0);
  EXPECT_EQ(median_code({10000, 10000}), 10000);
}

TEST(Composite, MedianRoundsHalvesAwayFromZero) {
  EXPECT_EQ(median_code({100, 101}), 101);
  EXPECT_EQ(median_code({-100, -101}), -101);
  EXPECT_EQ(median_code({0, 1}), 1);
  EXPECT_EQ(median_code({0, -1}), -1);
  EXPECT_EQ(median_code({-2, -2}), -2);
}

TEST(Composite, MedianIsWaterWhereMoreThanHalfAre) {
  EXPECT_TRUE(of(Composite::median, {{1, 0, true}, {2, 0, false}, {3, 0, true}}).water);
  EXPECT_FALSE(of(Composite::median, {{1, 0, true}, {2, 0, false}}).water);
  EXPECT_FALSE(of(Composite::median, {{1, 0, false}, {2, 0, true}, {3, 0, false}}).water);
}

TEST(Composite, BestQualityThenLargestThenEarliest) {
  const auto best = of(Composite::best, {{9000, 5}, {2000, 1, true}, {1000, 1}, {4000, 2}});
  EXPECT_EQ(best.code, 2000);
  EXPECT_TRUE(best.water);
  EXPECT_EQ(of(Composite::best, {{1000, 1}, {3000, 1}, {2000, 1}}).code, 3000);
  EXPECT_TRUE(of(Composite::best, {{3000, 1, true}, {3000, 1, false}}).water);
}

TEST(Composite, OneObservationIsItself) {
  for (const auto rule : {Composite::maximum, Composite::median, Composite::best}) {
    const auto same = of(rule, {{-1234, 7, true}});
    EXPECT_EQ(same.code, -1234);
    EXPECT_TRUE(same.water);
  }
}

TEST(Composite, NoneIsAnError) {
  for (const auto rule : {Composite::maximum, Composite::median, Composite::best})
    EXPECT_THROW((void)of(rule, {}), Error);
}

TEST(Composite, CodeDoesNotDependOnTheOrder) {
  std::mt19937_64 random(11);
  std::uniform_int_distribution<int> code(-10000, 10000), penalty(0, 3), count(1, 12);
  for (int round = 0; round < 200; ++round) {
    Observations observations(static_cast<std::size_t>(count(random)));
    for (auto& observation : observations)
      observation = {static_cast<std::int16_t>(code(random)), static_cast<std::uint8_t>(penalty(random)),
                     false};
    Observations shuffled = observations;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    for (const auto rule : {Composite::maximum, Composite::median, Composite::best})
      EXPECT_EQ(of(rule, observations).code, of(rule, shuffled).code);
  }
}

}  // namespace
}  // namespace minenpp::model
