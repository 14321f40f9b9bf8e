#include "model/stats/whole_steps.h"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/no_data.h"

namespace minenpp::model {
namespace {

std::vector<double> many_values(double most) {
  std::mt19937_64 random(4);
  std::uniform_real_distribution<double> value(-most, most);
  std::vector<double> values(10007);
  for (double& one : values) one = value(random);
  values[17] = values[5000] = no_data;
  return values;
}

TEST(WholeSteps, AreRoundedHalfToEvenAsTheLibraryRounds) {
  const auto values = many_values(650);
  std::vector<std::int16_t> steps(values.size());
  EXPECT_EQ(to_steps(values, 0.02, -32768, steps), values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_EQ(steps[i], std::isnan(values[i]) ? -32768 : static_cast<int>(std::nearbyint(values[i] / 0.02)));
  const std::vector<double> halves{0.5, 1.5, 2.5, -0.5, -1.5};
  std::vector<std::int16_t> rounded(halves.size());
  EXPECT_EQ(to_steps(halves, 1, 0, rounded), halves.size());
  EXPECT_EQ(rounded, (std::vector<std::int16_t>{0, 2, 2, 0, -2}));
}

TEST(WholeSteps, TellWhichValueDoesNotFit) {
  std::vector<std::int16_t> steps(3);
  EXPECT_EQ(to_steps(std::vector<double>{32767.4, -32767.4, no_data}, 1, 0, steps), 3U);
  EXPECT_EQ(to_steps(std::vector<double>{1, -32767.6, 40000}, 1, 0, steps), 1U);
  EXPECT_EQ(to_steps(std::vector<double>{1, 2, 1e300}, 1, 0, steps), 2U);
}

}  // namespace
}  // namespace minenpp::model
