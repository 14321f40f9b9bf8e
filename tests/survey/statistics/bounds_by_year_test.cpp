#include "survey/statistics/bounds_by_year.h"

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

constexpr std::size_t forest = 0;

/// Forest alone, of NDVI codes `lowest` to `lowest` + 999, ten times each.
ClassHistograms of_forest(int lowest) {
  ClassHistograms year(model::default_land_classes().size());
  for (int code = lowest; code < lowest + 1000; ++code) year[forest].add(code, 10);
  return year;
}

class BoundsByYears : public ::testing::Test {
 protected:
  std::vector<std::vector<model::NdviBounds>> bounds(BoundsPooling pooling) {
    science_.pooling = pooling;
    science_.bounds.table_only = pooling == BoundsPooling::table;
    BoundsByYear by_year(science_, classes_);
    EXPECT_TRUE(by_year.bounds().empty());
    by_year.add(of_forest(2000));
    by_year.add(of_forest(6000));
    return by_year.bounds();
  }

  ScienceOptions science_;
  std::vector<model::LandClass> classes_ = model::default_land_classes();
};

TEST_F(BoundsByYears, PooledAreThoseOfAllPixelsTogether) {
  auto all = of_forest(2000);
  all[forest].merge(of_forest(6000)[forest]);
  const auto expected = model::ndvi_bounds(classes_, all)[forest];
  const auto found = bounds(BoundsPooling::pooled);
  ASSERT_EQ(found.size(), 2U);
  for (const auto& year : found) {
    EXPECT_EQ(year[forest].ndvi_min, expected.ndvi_min);
    EXPECT_EQ(year[forest].ndvi_max, expected.ndvi_max);
    EXPECT_EQ(year[forest].count, 20'000);
  }
}

TEST_F(BoundsByYears, OfEachYearAreItsOwn) {
  const auto found = bounds(BoundsPooling::per_year);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0][forest].ndvi_min, 0.205, 1e-3);
  EXPECT_NEAR(found[1][forest].ndvi_min, 0.605, 1e-3);
  EXPECT_EQ(found[1][forest].count, 10'000);
}

TEST_F(BoundsByYears, OfTheTableAreTheSameWhateverThePixels) {
  const auto found = bounds(BoundsPooling::table);
  ASSERT_EQ(found.size(), 2U);
  for (const auto& year : found) EXPECT_EQ(year[forest].ndvi_max, classes_[forest].table_ndvi_max);
}

}  // namespace
}  // namespace minenpp::survey
