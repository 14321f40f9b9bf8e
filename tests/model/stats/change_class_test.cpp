#include "model/stats/change_class.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/error.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

TEST(ChangeClass, MeetsTheGoldenValues) {
  EXPECT_GOLDEN("C.-10.0001", change_class(-10.0001));
  EXPECT_GOLDEN("C.-10.0", change_class(-10.0));
  EXPECT_GOLDEN("C.-1e-09", change_class(-1e-9));
  EXPECT_GOLDEN("C.0.0", change_class(0.0));
  EXPECT_GOLDEN("C.1e-09", change_class(1e-9));
  EXPECT_GOLDEN("C.10.0", change_class(10.0));
  EXPECT_GOLDEN("C.10.0001", change_class(10.0001));
  EXPECT_GOLDEN("C.30.0", change_class(30.0));
  EXPECT_GOLDEN("C.30.0001", change_class(30.0001));
}

TEST(ChangeClass, NoDataHasNoClass) { EXPECT_EQ(change_class(std::nan("")), 0); }

TEST(ChangeClass, ToleranceWidensNoChange) {
  const auto limits = change_limits({-10, 10, 30}, 0.5);
  EXPECT_EQ(change_class(-0.5, limits), 3);
  EXPECT_EQ(change_class(0.5, limits), 3);
  EXPECT_EQ(change_class(-0.51, limits), 2);
  EXPECT_EQ(change_class(0.51, limits), 4);
}

TEST(ChangeClass, LimitsThatDoNotRiseAreRefused) {
  EXPECT_THROW((void)change_limits({-10, 10}, 0), Error);
  EXPECT_THROW((void)change_limits({10, 20, 30}, 0), Error);
  EXPECT_THROW((void)change_limits({-10, 30, 10}, 0), Error);
  EXPECT_THROW((void)change_limits({-10, 10, 30}, 11), Error);
}

}  // namespace
}  // namespace minenpp::model
