#include "model/grid/lanes.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/climate/lane_math.h"

namespace minenpp::model {
namespace {

Batch random_batch(std::mt19937_64& random) {
  std::uniform_real_distribution<double> value(-3, 3);
  Batch batch;
  for (int i = 0; i < batch_size; ++i) batch[i] = value(random);
  return batch;
}

TEST(Lanes, GoThroughABatchInItsOrder) {
  std::mt19937_64 random(1);
  const Batch a = random_batch(random), b = random_batch(random);
  const Batch result = map_lanes([](const Lanes& x, const Lanes& y) { return x - 2 * y; }, a, b);
  for (int i = 0; i < batch_size; ++i) EXPECT_EQ(result[i], a[i] - 2 * b[i]) << i;
}

TEST(Lanes, ChooseByPixel) {
  std::mt19937_64 random(2);
  const Batch a = random_batch(random), b = random_batch(random);
  const Batch larger = map_lanes([](const Lanes& x, const Lanes& y) { return x > y ? x : y; }, a, b);
  for (int i = 0; i < batch_size; ++i) EXPECT_EQ(larger[i], std::max(a[i], b[i])) << i;
}

TEST(Lanes, FlagsOfABatchAreMasks) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 50; ++round) {
    BatchMask flags;
    for (int i = 0; i < batch_size; ++i) flags[i] = random() % 2 == 0;
    for_each_lanes([&](int pixel) {
      const LaneMask mask = lanes_of(flags, pixel);
      for (int lane = 0; lane < lane_count; ++lane) EXPECT_EQ(mask[lane], flags[pixel + lane] ? -1 : 0);
    });
  }
}

TEST(Lanes, AnyPixelOfABatchIsFound) {
  const auto positive = [](const Lanes& x) { return x > 0; };
  Batch batch = Batch::Constant(-1);
  EXPECT_FALSE(any_lane(positive, batch));
  for (int i = 0; i < batch_size; ++i) {
    batch[i] = 1;
    EXPECT_TRUE(any_lane(positive, batch)) << i;
    batch[i] = no_data;
    EXPECT_FALSE(any_lane(positive, batch)) << i;
    EXPECT_TRUE(any_lane([](const Lanes& x) { return is_nan(x); }, batch)) << i;
    batch[i] = -1;
  }
}

TEST(Lanes, RootsAreThoseOfTheLibrary) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 100; ++round) {
    const Batch x = random_batch(random).exp();
    const Batch root = map_lanes([](const Lanes& value) { return square_root(value); }, x);
    for (int i = 0; i < batch_size; ++i) EXPECT_EQ(root[i], std::sqrt(x[i]));
  }
  const Batch none =
      map_lanes([](const Lanes& value) { return square_root(value); }, Batch::Constant(-1).eval());
  EXPECT_TRUE(none.isNaN().all());
}

}  // namespace
}  // namespace minenpp::model
