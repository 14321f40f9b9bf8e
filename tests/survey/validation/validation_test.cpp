#include "survey/validation/validation.h"

#include <cmath>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

ValidatedSample used(double measured, double estimated, int class_code) {
  ValidatedSample sample;
  sample.measured = measured;
  sample.estimated = estimated;
  sample.class_code = class_code;
  return sample;
}

ValidatedSample left_out(const std::string& reason) {
  auto sample = used(1000, 0, 1);
  sample.reason = reason;
  return sample;
}

TEST(Validation, SummarisesTheSamplesUsed) {
  Validation validation;
  validation.samples = {used(10, 12, 1), left_out("no value"), used(20, 19, 1), used(30, 35, 3),
                        used(40, 38, 3)};
  summarise({1, 2, 3}, validation);
  EXPECT_EQ(validation.all.correlation.n, 4);
  EXPECT_DOUBLE_EQ(validation.all.bias, (2 - 1 + 5 - 2) / 4.0);
  EXPECT_DOUBLE_EQ(validation.all.rmse, std::sqrt((4 + 1 + 25 + 4) / 4.0));
  // Sxy = 470, Sxx = 500, Syy = 470 about means 25 and 26.
  EXPECT_NEAR(validation.all.correlation.r, 470 / std::sqrt(500.0 * 470), 1e-14);
  ASSERT_EQ(validation.by_class.size(), 3U);
  EXPECT_EQ(validation.by_class[0].correlation.n, 2);
  EXPECT_DOUBLE_EQ(validation.by_class[0].bias, 0.5);
  EXPECT_EQ(validation.by_class[1].correlation.n, 0);
  EXPECT_TRUE(std::isnan(validation.by_class[1].rmse));
  EXPECT_DOUBLE_EQ(validation.by_class[2].bias, 1.5);
}

TEST(Validation, SaysWhatIsLeftOut) {
  Validation validation;
  validation.samples = {used(10, 12, 1), left_out("year not surveyed"), left_out("no value"),
                        left_out("year not surveyed")};
  summarise({1}, validation);
  EXPECT_EQ(left_out_text(validation), "3 of 4 samples are left out: 1 no value, 2 year not surveyed");
  validation.samples = {used(10, 12, 1)};
  summarise({1}, validation);
  EXPECT_EQ(left_out_text(validation), "");
}

}  // namespace
}  // namespace minenpp::survey
