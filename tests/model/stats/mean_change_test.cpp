#include "model/stats/mean_change.h"

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "support/golden.h"

namespace minenpp::model {
namespace {

/// Table 2 of Fu et al. 2022: Antaibao, Anjialing, East mine in each year.
const std::vector<std::vector<double>> table_2{
    {31.08, 35.31, 43.37}, {25.51, 26.03, 36.21}, {21.03, 18.55, 28.32}, {29.00, 26.06, 34.27}};

/// Table 1, hm2 by class of change in each period.
const std::array<std::vector<double>, 3> table_1{
    std::vector{9182.29, 26973.61, 2301.12, 10557.98, 1428.09, 537.40},
    std::vector{12801.55, 30187.05, 2656.28, 3041.05, 1974.58, 319.98},
    std::vector{3052.14, 528.96, 4049.72, 7862.56, 34462.94, 974.61}};

const std::array periods{"2006-2010", "2010-2016", "2016-2020"};

TEST(MeanChange, GivesTheChangesOfTable4FromTable2) {
  for (std::size_t i = 0; i < periods.size(); ++i)
    EXPECT_GOLDEN(std::string("G4.") + periods[i], unweighted_mean_change(table_2[i], table_2[i + 1]));
}

TEST(MeanChange, LeavesOutGroupsWithoutData) {
  const double none = std::nan("");
  EXPECT_DOUBLE_EQ(unweighted_mean_change(std::vector{1.0, none, 5.0}, std::vector{2.0, 9.0, 8.0}), 2.0);
  EXPECT_TRUE(std::isnan(unweighted_mean_change(std::vector{none}, std::vector{1.0})));
}

TEST(PercentOf, GivesTheSharesOfTable1) {
  constexpr double study_area = 50980.49;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const auto id = std::string("G1.") + periods[i] + ".";
    EXPECT_GOLDEN(id + "sum", std::accumulate(table_1[i].begin(), table_1[i].end(), 0.0));
    for (std::size_t j = 0; j < 6; ++j)
      EXPECT_GOLDEN(id + std::to_string(j + 1), percent_of(table_1[i][j], study_area));
  }
  EXPECT_TRUE(std::isnan(percent_of(1, 0)));
}

}  // namespace
}  // namespace minenpp::model
