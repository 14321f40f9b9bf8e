#include "model/stats/change_class.h"

#include <cmath>

#include <gtest/gtest.h>

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

TEST(ChangeClass, NoDataHasNoClass) {
  EXPECT_EQ(change_class(std::nan("")), 0);
}

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

TEST(ChangeClass, ManyAreAsEachAlone) {
  const ChangeLimits limits{-12, 11, 33, 0.5};
  std::vector<double> differences;
  for (const double at :
       {limits.large_loss, -limits.tolerance, limits.tolerance, limits.gain, limits.large_gain, 0.0})
    for (const double beside : {-1e-9, 0.0, 1e-9}) differences.push_back(at + beside);
  for (const double far : {-1e300, 1e300, -std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
    differences.push_back(far);
  std::vector<std::uint8_t> classes(differences.size());
  change_classes_of(differences, limits, classes);
  for (std::size_t i = 0; i < differences.size(); ++i)
    EXPECT_EQ(classes[i], change_class(differences[i], limits)) << differences[i];
}

}  // namespace
}  // namespace minenpp::model
