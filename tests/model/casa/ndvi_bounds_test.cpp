#include "model/casa/ndvi_bounds.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/error.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

class NdviBoundsOfClasses : public ::testing::Test {
 protected:
  NdviHistogram& pixels(int code) { return histograms_[static_cast<std::size_t>(code - 1)]; }
  NdviBounds of(int code) const {
    return ndvi_bounds(classes_, histograms_, rule_)[static_cast<std::size_t>(code - 1)];
  }

  /// `count` pixels evenly over the codes first..last.
  static void spread(NdviHistogram& histogram, int count, int first, int last) {
    for (int i = 0; i < count; ++i) histogram.add(first + (last - first) * i / (count - 1));
  }

  std::vector<LandClass> classes_ = default_land_classes();
  std::vector<NdviHistogram> histograms_ = std::vector<NdviHistogram>(12);
  NdviBoundsRule rule_;
};

TEST_F(NdviBoundsOfClasses, AreTheQuantilesOfTheClass) {
  rule_.fewest_pixels = 1;
  for (const int code : {1200, 2000, 2500, 3100, 3300, 3800, 4100, 4700, 5500, 6100, 7000})
    pixels(3).add(code);
  const auto bounds = of(3);
  EXPECT_GOLDEN("F2a", bounds.ndvi_min);
  EXPECT_GOLDEN("F2b", bounds.ndvi_max);
  EXPECT_EQ(bounds.count, 11);
  EXPECT_EQ(bounds.origin, BoundsOrigin::quantiles);
  EXPECT_FALSE(bounds.from_table());
}

TEST_F(NdviBoundsOfClasses, ReclaimedLandAndDumpsTakeThoseOfNativeLand) {
  spread(pixels(1), 500, 2000, 8000);
  spread(pixels(2), 500, 1000, 7000);
  spread(pixels(3), 500, 500, 5000);
  spread(pixels(9), 500, 0, 9000);
  spread(pixels(12), 500, 0, 2000);
  EXPECT_EQ(of(9).ndvi_max, of(2).ndvi_max);
  EXPECT_EQ(of(10).ndvi_min, of(1).ndvi_min);
  EXPECT_EQ(of(11).ndvi_max, of(3).ndvi_max);
  NdviHistogram pooled = pixels(1);
  pooled.merge(pixels(2));
  pooled.merge(pixels(3));
  for (const int code : {5, 6, 12}) {
    EXPECT_EQ(of(code).ndvi_min, pooled.quantile(0.05)) << code;
    EXPECT_EQ(of(code).ndvi_max, pooled.quantile(0.95)) << code;
    EXPECT_EQ(of(code).count, 1500) << code;
  }
}

TEST_F(NdviBoundsOfClasses, FallBackToTheTableWithFewPixels) {
  spread(pixels(1), 99, 2000, 8000);
  EXPECT_EQ(of(1).ndvi_min, 0.023);
  EXPECT_EQ(of(1).ndvi_max, 0.747);
  EXPECT_EQ(of(1).count, 99);
  EXPECT_EQ(of(1).origin, BoundsOrigin::table_few_pixels);
  pixels(1).add(5000);
  EXPECT_EQ(of(1).origin, BoundsOrigin::quantiles);
}

TEST_F(NdviBoundsOfClasses, FallBackToTheTableWhereTheRangeIsNarrow) {
  spread(pixels(2), 300, 3000, 3400);
  EXPECT_EQ(of(2).origin, BoundsOrigin::table_narrow_range);
  EXPECT_EQ(of(2).ndvi_max, 0.634);
  EXPECT_TRUE(of(2).from_table());
}

TEST_F(NdviBoundsOfClasses, KeepTheMaximumBelowOne) {
  spread(pixels(2), 300, 3000, 3100);
  pixels(2).add(10000, 100);
  EXPECT_EQ(of(2).ndvi_max, 0.99);
}

TEST_F(NdviBoundsOfClasses, CanAllComeFromTheTable) {
  rule_.table_only = true;
  spread(pixels(2), 300, 1000, 7000);
  EXPECT_EQ(of(2).origin, BoundsOrigin::table);
  EXPECT_EQ(of(2).ndvi_max, 0.634);
  EXPECT_EQ(of(2).count, 300);
}

TEST_F(NdviBoundsOfClasses, DoNotExistWithoutVegetation) {
  spread(pixels(8), 300, 1000, 7000);
  EXPECT_TRUE(std::isnan(of(8).ndvi_min));
  EXPECT_EQ(of(8).origin, BoundsOrigin::not_vegetated);
}

TEST_F(NdviBoundsOfClasses, RefuseWhatCannotBe) {
  rule_.lower_probability = 0.95;
  EXPECT_THROW((void)of(1), Error);
  rule_ = {};
  rule_.upper_probability = 1.01;
  EXPECT_THROW((void)of(1), Error);
  rule_ = {};
  classes_[4].bounds_classes = {77};
  EXPECT_THROW((void)of(1), Error);
  classes_.pop_back();
  EXPECT_THROW((void)of(1), Error);
}

}  // namespace
}  // namespace minenpp::model
