#include "model/floor_division.h"

#include <cmath>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

TEST(FloorDivision, IsThatOfRealNumbers) {
  for (std::int64_t divisor = 1; divisor < 8; ++divisor)
    for (std::int64_t value = -30; value <= 30; ++value)
      EXPECT_EQ(
          floor_division(value, divisor),
          static_cast<std::int64_t>(std::floor(static_cast<double>(value) / static_cast<double>(divisor))))
          << value << " / " << divisor;
}

}  // namespace
}  // namespace minenpp::model
