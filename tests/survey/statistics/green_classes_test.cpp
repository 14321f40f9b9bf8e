#include "survey/statistics/green_classes.h"

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

constexpr std::size_t grassland = 2, water = 3, open_pit = 7;

/// `high` values of NDVI 0.6 over `low` ones of 0.1.
model::NdviHistogram values(std::int64_t low, std::int64_t high) {
  model::NdviHistogram ndvi;
  ndvi.add(1000, low);
  ndvi.add(6000, high);
  return ndvi;
}

TEST(GreenClasses, AreThoseWithoutVegetationWhoseNdviIsHigh) {
  const auto classes = model::default_land_classes();
  std::vector<model::NdviHistogram> ndvi(classes.size());
  EXPECT_TRUE(green_classes(classes, ndvi).empty());
  ndvi[grassland] = values(100, 9'900);
  ndvi[water] = values(8'000, 2'000);
  ndvi[open_pit] = values(9'200, 800);
  const auto found = green_classes(classes, ndvi);
  ASSERT_EQ(found.size(), 1u) << "pits have some mixed pixels, grassland is meant to be green";
  EXPECT_EQ(found[0].index, water);
  EXPECT_DOUBLE_EQ(found[0].ndvi, 0.6);
}

TEST(GreenClasses, FewValuesSayNothing) {
  const auto classes = model::default_land_classes();
  std::vector<model::NdviHistogram> ndvi(classes.size());
  ndvi[water] = values(0, 999);
  EXPECT_TRUE(green_classes(classes, ndvi).empty());
  ndvi[water] = values(0, 1'000);
  EXPECT_EQ(green_classes(classes, ndvi).size(), 1u);
}

}  // namespace
}  // namespace minenpp::survey
