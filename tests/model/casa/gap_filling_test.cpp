#include "model/casa/gap_filling.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "support/golden.h"

namespace minenpp::model {
namespace {

const double gap = std::nan("");

const NdviYear two_gaps{.10, gap, .12, .18, gap, .36, .48, .52, .42, gap, .15, .11};

constexpr std::array all_methods{GapFilling::none, GapFilling::linear, GapFilling::harmonic,
                                 GapFilling::savgol};

int count_filled(const FilledYear& year) {
  return static_cast<int>(std::count(year.filled.begin(), year.filled.end(), true));
}

TEST(GapFilling, LinearBetweenNeighbours) {
  const NdviYear year{.10, .10, .12, .18, gap, gap, .48, .52, .42, .28, .15, .11};
  const auto result = fill_gaps(year, GapFilling::linear);
  EXPECT_GOLDEN("N5b", result.ndvi[4]);
  EXPECT_TRUE(result.filled[4] && result.filled[5]);
  EXPECT_EQ(count_filled(result), 2);
}

TEST(GapFilling, LinearAcrossTheNewYear) {
  const NdviYear year{gap, gap, .12, .18, .26, .36, .48, .52, .42, .28, .15, gap};
  const auto result = fill_gaps(year, GapFilling::linear);
  EXPECT_GOLDEN("N5c", result.ndvi[0]);
  EXPECT_NEAR(result.ndvi[11], 0.15 - 0.03 / 4, 1e-15);
  EXPECT_NEAR(result.ndvi[1], 0.15 - 0.03 * 3 / 4, 1e-15);
}

TEST(GapFilling, Harmonics) {
  EXPECT_GOLDEN("N5d", harmonic_ndvi(two_gaps, 1, 5));
  EXPECT_GOLDEN("N5e", harmonic_ndvi(two_gaps, 2, 5));
  EXPECT_GOLDEN("N5e", fill_gaps(two_gaps, GapFilling::harmonic).ndvi[4]);
  EXPECT_TRUE(std::isnan(harmonic_ndvi({gap, gap, gap, gap, .1, .2, .3, .2, gap, gap, gap, gap}, 2, 1)));
}

TEST(GapFilling, NumberOfHarmonicsFollowsTheObservedMonths) {
  const NdviYear five{.10, gap, .12, gap, gap, .36, gap, .52, gap, gap, .15, gap};
  EXPECT_DOUBLE_EQ(fill_gaps(five, GapFilling::harmonic).ndvi[4], harmonic_ndvi(five, 1, 5));
  const NdviYear three{.10, gap, gap, gap, gap, .36, gap, gap, .42, gap, gap, gap};
  EXPECT_DOUBLE_EQ(fill_gaps(three, GapFilling::harmonic).ndvi[4],
                   fill_gaps(three, GapFilling::linear).ndvi[4]);
}

TEST(GapFilling, HarmonicsReproduceTheirOwnCurve) {
  NdviYear curve{}, observed{};
  for (std::size_t m = 0; m < curve.size(); ++m) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(m + 1) / 12;
    curve[m] = 0.4 - 0.2 * std::cos(angle) + 0.05 * std::sin(angle) + 0.03 * std::cos(2 * angle);
    observed[m] = m % 2 == 0 || m == 5 ? curve[m] : gap;
  }
  const auto result = fill_gaps(observed, GapFilling::harmonic);
  for (std::size_t m = 0; m < curve.size(); ++m) EXPECT_NEAR(result.ndvi[m], curve[m], 1e-12);
}

TEST(GapFilling, SavitzkyGolay) {
  EXPECT_GOLDEN("N5f", savitzky_golay({0.18, 0.26, 0.36, 0.48, 0.52}));
  EXPECT_NEAR(savitzky_golay({4, 1, 0, 1, 4}), 0, 1e-15) << "a parabola is its own fit";
  const NdviYear year{.10, .10, .12, .18, gap, .36, .48, .52, .42, .28, .15, gap};
  const auto result = fill_gaps(year, GapFilling::savgol);
  EXPECT_DOUBLE_EQ(result.ndvi[4], savitzky_golay({.12, .18, .27, .36, .48}));
  EXPECT_DOUBLE_EQ(result.ndvi[11], savitzky_golay({.28, .15, .15 + (.10 - .15) / 2, .10, .10})) << "cyclic";
}

TEST(GapFilling, ClipsWhatOvershoots) {
  const NdviYear spiky{1, gap, 1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
  for (const auto method : {GapFilling::harmonic, GapFilling::savgol})
    EXPECT_LE(fill_gaps(spiky, method).ndvi[1], 1);
}

TEST(GapFilling, FewerThanThreeMonthsAreNotFilled) {
  const NdviYear two{gap, .2, gap, gap, gap, gap, gap, .5, gap, gap, gap, gap};
  for (const auto method : all_methods) {
    const auto result = fill_gaps(two, method);
    EXPECT_EQ(count_filled(result), 0);
    EXPECT_TRUE(std::isnan(result.ndvi[0]));
    EXPECT_EQ(result.ndvi[7], .5);
  }
  EXPECT_EQ(count_filled(fill_gaps(two_gaps, GapFilling::none)), 0);
}

TEST(GapFilling, KeepsObservedMonthsAndFillsTheRest) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> value(-0.2, 0.95);
  for (int round = 0; round < 200; ++round) {
    NdviYear year{};
    for (double& v : year) v = random() % 2 == 0 ? value(random) : gap;
    const auto observed = std::count_if(year.begin(), year.end(), [](double v) { return !std::isnan(v); });
    for (const auto method : {GapFilling::linear, GapFilling::harmonic, GapFilling::savgol}) {
      const auto result = fill_gaps(year, method);
      for (std::size_t m = 0; m < year.size(); ++m) {
        const bool was_missing = std::isnan(year[m]);
        EXPECT_EQ(result.filled[m], was_missing && observed >= 3);
        if (!was_missing) {
          EXPECT_EQ(result.ndvi[m], year[m]);
        }
        if (result.filled[m]) {
          EXPECT_TRUE(result.ndvi[m] >= -1 && result.ndvi[m] <= 1);
        }
      }
    }
  }
}

TEST(GapFilling, TheCircleHasNoBeginning) {
  for (std::size_t turn = 0; turn < 12; ++turn) {
    NdviYear turned = two_gaps;
    std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(turn), turned.end());
    for (const auto method : {GapFilling::linear, GapFilling::harmonic, GapFilling::savgol}) {
      auto expected = fill_gaps(two_gaps, method).ndvi;
      std::rotate(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(turn), expected.end());
      const auto got = fill_gaps(turned, method).ndvi;
      for (std::size_t m = 0; m < 12; ++m) EXPECT_NEAR(got[m], expected[m], 1e-12);
    }
  }
}

}  // namespace
}  // namespace minenpp::model
