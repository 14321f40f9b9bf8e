#include "model/geostat/drift.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

TEST(WithoutDrift, TakesOutTheLineOfLeastSquares) {
  const std::vector<double> elevation{100, 300, 500, 900, 1400}, noise{1, -1, 0, -1, 1};
  std::vector<double> values;
  for (std::size_t i = 0; i < noise.size(); ++i) values.push_back(20 - 0.01 * elevation[i] + noise[i]);
  const auto rest = without_drift(values, elevation_drift(elevation));
  double mean_rest = 0, mean_elevation = 0, products = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    mean_rest += rest[i] / 5;
    mean_elevation += elevation[i] / 5;
  }
  for (std::size_t i = 0; i < rest.size(); ++i)
    products += (rest[i] - mean_rest) * (elevation[i] - mean_elevation);
  EXPECT_NEAR(products, 0, 1e-9) << "nothing is left that follows the elevation";
  // A constant moves nothing, and values on a line leave none.
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 5 + 0.02 * elevation[i];
  for (const double value : without_drift(values, elevation_drift(elevation))) EXPECT_NEAR(value, 5, 1e-12);
}

TEST(WithoutDrift, FewOrFlatStationsHaveTheFallbackSlope) {
  const std::vector<double> few{100, 900}, flat{100, 120, 140, 160, 180};
  EXPECT_DOUBLE_EQ(without_drift(std::vector<double>{10, 4}, elevation_drift(few))[1], 4 + 0.0065 * 900);
  EXPECT_DOUBLE_EQ(without_drift(std::vector<double>(5, 10), elevation_drift(flat))[4], 10 + 0.0065 * 180);
  EXPECT_DOUBLE_EQ(
      without_drift(std::vector<double>{1, 2, 3, 4, 5, 6}, lapse_drift({0, 200, 400, 600, 800, 1000}))[5],
      6 + 0.0065 * 1000);
}

}  // namespace
}  // namespace minenpp::model
