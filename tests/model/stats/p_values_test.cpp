#include "model/stats/p_values.h"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

#include "model/no_data.h"

namespace minenpp::model {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(StudentP, MeetsTheClosedFormsOfOneAndTwoDegreesOfFreedom) {
  for (const double t : {0.0, 0.1, 1.0, 2.5, 12.7, 300.0}) {
    EXPECT_NEAR(student_p(t, 1), 1 - 2 / std::numbers::pi * std::atan(t), 1e-14) << t;
    EXPECT_NEAR(student_p(t, 2), 1 - t / std::sqrt(2 + t * t), 1e-14) << t;
    EXPECT_EQ(student_p(-t, 2), student_p(t, 2));
  }
}

TEST(StudentP, KeepsItsDigitsFarOut) {
  // 1 - t / sqrt(2 + t^2) = 1 / t^2 (1 - 3 / (2 t^2) + ...)
  EXPECT_NEAR(student_p(1e6, 2) * 1e12, 1 - 1.5e-12, 1e-12);
  EXPECT_EQ(student_p(infinity, 5), 0);
  EXPECT_GE(student_p(1e200, 5), 0);
  EXPECT_LT(student_p(1e200, 5), 1e-300);
}

TEST(StudentP, IsUndefinedWithoutDegreesOfFreedom) {
  EXPECT_TRUE(std::isnan(student_p(1, 0)));
  EXPECT_TRUE(std::isnan(student_p(no_data, 5)));
  EXPECT_TRUE(std::isnan(student_p(1, no_data)));
}

TEST(NormalP, MeetsTheComplementOfTheErrorFunction) {
  for (const double z : {0.0, 0.3, 1.959963984540054, -3.0, 8.0, 30.0})
    EXPECT_NEAR(normal_p(z) / std::erfc(std::abs(z) / std::numbers::sqrt2), 1, 1e-12) << z;
  EXPECT_NEAR(normal_p(1.959963984540054), 0.05, 1e-15);
  EXPECT_EQ(normal_p(infinity), 0);
  EXPECT_TRUE(std::isnan(normal_p(no_data)));
}

TEST(StudentOfNormal, IsAsUnlikely) {
  for (const double df : {1.0, 2.0, 4.0, 28.0, 1e6})
    for (const double z : {0.5, 2.0, 4.0, 8.0}) {
      const double t = student_of_normal(z, df);
      EXPECT_NEAR(student_p(t, df) / normal_p(z), 1, 1e-9) << df << " " << z;
      EXPECT_GT(t, z) << df;
    }
  // Of one degree of freedom the tail is that of a Cauchy distribution.
  EXPECT_NEAR(student_of_normal(4, 1), 1 / std::tan(std::numbers::pi * normal_p(4) / 2), 1e-6);
  EXPECT_NEAR(student_of_normal(4, 1e9), 4, 1e-6);
}

TEST(StudentOfNormal, EndsWhereDoublesEnd) {
  EXPECT_EQ(student_of_normal(100, 5), infinity);
  EXPECT_GT(student_of_normal(38, 1), 1e300);
  EXPECT_TRUE(std::isnan(student_of_normal(4, 0)));
  EXPECT_TRUE(std::isnan(student_of_normal(no_data, 5)));
}

}  // namespace
}  // namespace minenpp::model
