#include "survey/stages/npp_packing.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/error.h"
#include "survey/stages/map_layouts.h"

namespace minenpp::survey {
namespace {

TEST(NppPacking, RoundsToTheNearestStep) {
  std::vector<std::int16_t> packed;
  pack_npp({0, 0.009, 0.011, 39.54, std::nan("")}, 0.02, packed);
  EXPECT_EQ(packed, (std::vector<std::int16_t>{0, 0, 1, 1977, no_packed_npp}));
}

TEST(NppPacking, WhatDoesNotFitIsAnErrorThatSaysWhatToDo) {
  std::vector<std::int16_t> packed;
  EXPECT_NO_THROW(pack_npp({655.34}, 0.02, packed));
  EXPECT_THROW(pack_npp({655.36}, 0.02, packed), model::Error);
}

TEST(NppPacking, SinglePrecisionKeepsNoData) {
  std::vector<float> narrowed;
  narrow_npp({1.5, std::nan("")}, narrowed);
  EXPECT_EQ(narrowed[0], 1.5f);
  EXPECT_TRUE(std::isnan(narrowed[1]));
}

}  // namespace
}  // namespace minenpp::survey
