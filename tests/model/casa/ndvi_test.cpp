#include "model/casa/ndvi.h"

#include <cmath>

#include <gtest/gtest.h>

#include "support/golden.h"

namespace minenpp::model {
namespace {

TEST(Ndvi, FromReflectance) {
  EXPECT_GOLDEN("N1d", ndvi(testing::golden_value("N1b"), testing::golden_value("N1c")));
  EXPECT_GOLDEN("N3c", ndvi(testing::golden_value("N3a"), testing::golden_value("N3b")));
  EXPECT_GOLDEN("N3f", ndvi(testing::golden_value("N3d"), testing::golden_value("N3e")));
  EXPECT_GOLDEN("N3i", ndvi(testing::golden_value("N3g"), testing::golden_value("N3h")));
  EXPECT_GOLDEN("N4a", ndvi(0.08, 0.30));
  EXPECT_GOLDEN("N4d", ndvi(testing::golden_value("N4b"), testing::golden_value("N4c")));
}

TEST(Ndvi, UndefinedWithoutLight) {
  EXPECT_TRUE(std::isnan(ndvi(0, 0)));
  EXPECT_TRUE(std::isnan(ndvi(-0.2, 0.1)));
  EXPECT_TRUE(std::isnan(ndvi(no_data, 0.3)));
  EXPECT_TRUE(std::isnan(ndvi(0.1, no_data)));
}

TEST(Ndvi, CompositeKeepsTheLargest) {
  double composite = no_data;
  for (const double scene : {0.31, no_data, 0.44, 0.40}) composite = composite_ndvi(composite, scene);
  EXPECT_GOLDEN("N5a", composite);
  EXPECT_TRUE(std::isnan(composite_ndvi(no_data, no_data)));
  EXPECT_EQ(composite_ndvi(no_data, -0.3), -0.3);
}

TEST(Ndvi, SimpleRatio) {
  EXPECT_GOLDEN("F1a", simple_ratio(0.52));
  EXPECT_GOLDEN("F1b", simple_ratio(0.634));
  EXPECT_GOLDEN("F1c", simple_ratio(0.747));
  EXPECT_GOLDEN("F1d", simple_ratio(0.757));
  EXPECT_GOLDEN("F2c", simple_ratio(testing::golden_value("F2a")));
  EXPECT_GOLDEN("F2d", simple_ratio(testing::golden_value("F2b")));
}

TEST(Ndvi, BatchEqualsOneByOne) {
  Batch red, nir;
  for (int i = 0; i < batch_size; ++i) red[i] = 0.01 * i - 0.05, nir[i] = 0.5 - 0.008 * i;
  red[9] = no_data;
  const Batch index = ndvi(red, nir);
  const Batch ratio = map_lanes([](const Lanes& x) { return simple_ratio(x); }, index);
  for (int i = 0; i < batch_size; ++i) {
    const double one = ndvi(red[i], nir[i]);
    if (std::isnan(one)) {
      EXPECT_TRUE(std::isnan(index[i]) && std::isnan(ratio[i])) << i;
    } else {
      EXPECT_TRUE(index[i] == one && ratio[i] == simple_ratio(one)) << i;
    }
  }
}

}  // namespace
}  // namespace minenpp::model
