#include "survey/run/likely_fill.h"

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

/// A thousand values of each NDVI of 0.1 to 0.8.
model::NdviHistogram grass() {
  model::NdviHistogram ndvi;
  for (int code = 1000; code < 8000; ++code) ndvi.add(code, 1000);
  return ndvi;
}

TEST(LikelyFill, NoneOfUsualNdvi) {
  EXPECT_FALSE(likely_fill({}));
  EXPECT_FALSE(likely_fill(grass()));
  auto with_water = grass();
  for (int code = -2000; code < 1000; ++code) with_water.add(code, 200);
  EXPECT_FALSE(likely_fill(with_water));
  model::NdviHistogram all_bare;
  all_bare.add(0, 1'000'000);
  EXPECT_FALSE(likely_fill(all_bare)) << "there is nothing it could stand out from";
}

TEST(LikelyFill, TheLowestValueOfManyPixels) {
  auto ndvi = grass();
  for (int code = -100; code < 1000; ++code) ndvi.add(code, 100);
  ndvi.add(-3000, 140'000);
  const auto found = likely_fill(ndvi);
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->ndvi, -0.3);
  EXPECT_NEAR(found->share, 0.0193, 1e-4);
  auto few = grass();
  few.add(-3000, 20'000);
  EXPECT_FALSE(likely_fill(few)) << "three in a thousand may be water";
}

TEST(LikelyFill, ZeroAmongOtherLowValues) {
  auto ndvi = grass();
  for (int code = -500; code < 1000; ++code) ndvi.add(code, 100);
  EXPECT_FALSE(likely_fill(ndvi));
  ndvi.add(0, 300'000);
  ASSERT_TRUE(likely_fill(ndvi));
  EXPECT_EQ(likely_fill(ndvi)->ndvi, 0);
}

TEST(LikelyFill, NdviInSteps) {
  // Of bytes: a step of 0.008, whose lowest is a fill or not by how many have it.
  model::NdviHistogram bytes;
  for (int code = -2000; code <= 8000; code += 80) bytes.add(code, 1000);
  EXPECT_FALSE(likely_fill(bytes));
  auto filled = bytes;
  filled.add(-2000, 50'000);
  ASSERT_TRUE(likely_fill(filled));
  EXPECT_EQ(likely_fill(filled)->ndvi, -0.2);
  EXPECT_FALSE(likely_fill([&] {
    auto more = bytes;
    more.add(2000, 50'000);
    return more;
  }()))
      << "vegetation";
}

}  // namespace
}  // namespace minenpp::survey
