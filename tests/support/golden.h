#pragma once

#include <string>

#include <gtest/gtest.h>

namespace minenpp::testing {

/// One row of tests/data/golden.csv.
struct Golden {
  std::string id, quantity, inputs, expected, tolerance_kind;
  double tolerance = 0;
};

/// The row with this id; a test failure (and an empty row) where there is none.
Golden golden(const std::string& id);

/// The row's expected value as a number.
double golden_value(const std::string& id);

/// Does `got` meet row `id` within its own tolerance (mix, abs, rel or exact)?
::testing::AssertionResult matches_golden(const std::string& id, double got);

}  // namespace minenpp::testing

#define EXPECT_GOLDEN(id, got) EXPECT_TRUE(::minenpp::testing::matches_golden((id), (got)))
