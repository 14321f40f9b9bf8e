#include "io/colour/ramps.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace minenpp::io {
namespace {

double lightness(const Colour& colour) {
  return 0.299 * colour.r + 0.587 * colour.g + 0.114 * colour.b;
}

TEST(Ramps, ends_and_stops_are_met_exactly) {
  EXPECT_EQ(hex(colour_at(viridis(), 0)), "#440154");
  EXPECT_EQ(hex(colour_at(viridis(), 0.5)), "#21918c");
  EXPECT_EQ(hex(colour_at(viridis(), 1)), "#fde725");
  EXPECT_EQ(hex(colour_at(brown_white_green(), 0.5)), "#f5f5f5");
  EXPECT_EQ(hex(colour_at(red_white_blue(), 0.5)), "#f7f7f7");
}

TEST(Ramps, beyond_the_ends_is_the_end) {
  EXPECT_EQ(colour_at(viridis(), -3), colour_at(viridis(), 0));
  EXPECT_EQ(colour_at(viridis(), 7), colour_at(viridis(), 1));
  EXPECT_EQ(colour_at(viridis(), std::numeric_limits<double>::quiet_NaN()), colour_at(viridis(), 0));
}

TEST(Ramps, between_stops_lies_the_middle) {
  const Ramp ramp{"test", {{0, 100, 200}, {100, 100, 0}}};
  EXPECT_EQ(colour_at(ramp, 0.25), (Colour{25, 100, 150}));
}

TEST(Ramps, sequential_ones_change_lightness_one_way) {
  for (const auto* ramp : {&viridis(), &inferno(), &blues(), &purples_reversed()}) {
    const bool rising = lightness(ramp->stops.back()) > lightness(ramp->stops.front());
    for (double at = 0.02; at <= 1; at += 0.02) {
      const double step = lightness(colour_at(*ramp, at)) - lightness(colour_at(*ramp, at - 0.02));
      EXPECT_GT(rising ? step : -step, -0.5) << ramp->name << " at " << at;
    }
  }
}

TEST(Ramps, diverging_ones_are_lightest_in_the_middle) {
  for (const auto* ramp : {&brown_white_green(), &red_white_blue()}) {
    for (double at = 0.05; at <= 0.5; at += 0.05) {
      EXPECT_GE(lightness(colour_at(*ramp, at)), lightness(colour_at(*ramp, at - 0.05))) << ramp->name;
      EXPECT_GE(lightness(colour_at(*ramp, 1 - at)), lightness(colour_at(*ramp, 1.05 - at))) << ramp->name;
    }
  }
}

TEST(Ramps, distinct_colours_come_round) {
  const auto count = distinct_colours().size();
  EXPECT_EQ(count, 12U);
  EXPECT_EQ(distinct_colour(count + 2), distinct_colour(2));
}

}  // namespace
}  // namespace minenpp::io
