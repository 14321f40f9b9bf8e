#include "model/stats/column_sums.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

template <typename T>
class ColumnSums : public testing::Test {};
using Types = testing::Types<std::int16_t, std::uint8_t>;
TYPED_TEST_SUITE(ColumnSums, Types);

TYPED_TEST(ColumnSums, AreThoseOfEachColumn) {
  std::mt19937 random(5);
  for (const std::size_t cols : {0, 1, 7, 64, 301})
    for (const std::optional<TypeParam> fill :
         {std::optional<TypeParam>(), std::optional<TypeParam>(3), std::optional<TypeParam>(0)}) {
      std::vector<std::int32_t> sums(cols, 5), counts(cols, 0), wanted(cols, 5), there(cols, 0);
      for (int row = 0; row < 9; ++row) {
        std::vector<TypeParam> values(cols);
        for (auto& value : values)
          value = random() % 4 == 0 ? fill.value_or(3) : static_cast<TypeParam>(random());
        for (std::size_t col = 0; col < cols; ++col) {
          if (fill && values[col] == *fill) continue;
          wanted[col] += values[col];
          ++there[col];
        }
        add_row_to_columns(values, fill, sums, counts);
      }
      EXPECT_EQ(sums, wanted);
      EXPECT_EQ(counts, there);
    }
}

}  // namespace
}  // namespace minenpp::model
