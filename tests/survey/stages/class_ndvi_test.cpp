#include "survey/stages/class_ndvi.h"

#include <gtest/gtest.h>

#include "survey/npp/class_lookup.h"

namespace minenpp::survey {
namespace {

/// Five pixels and two months; the last has no NDVI at all, the one before only some that is filled.
TEST(ClassNdvi, CountsPixelsWithNdviThatHaveNoClass) {
  std::vector<model::LandClass> classes(1);
  classes[0].code = 3;
  TileInputs inputs;
  inputs.classes = {3, no_class, 99, no_class, no_class};
  inputs.ndvi[6] = {5000, no_ndvi, 5000, 4000, no_ndvi};
  inputs.observations[6] = {1, 0, 1, 0, 0};
  inputs.ndvi[7] = {5000, 5000, 5000, no_ndvi, no_ndvi};
  inputs.observations[7] = {1, 1, 2, 0, 0};
  ClassNdvi counted(classes);
  counted.add(inputs);
  const auto& counts = counted.own();
  EXPECT_EQ(counts.classified, 1);
  EXPECT_EQ(counts.without_class, 2) << "one without a class, one with a code that no table has";
  EXPECT_EQ(counts.observed_in[6], 1);
}

}  // namespace
}  // namespace minenpp::survey
