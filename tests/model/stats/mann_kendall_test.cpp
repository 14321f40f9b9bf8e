#include "model/stats/mann_kendall.h"

#include <cmath>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "model/stats/trend_series.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

TEST(MannKendall, MeetsTheReference) {
  const auto paper = mann_kendall(paper_means);
  EXPECT_GOLDEN("T2a", static_cast<double>(paper.s));
  EXPECT_GOLDEN("T2b", paper.variance);
  EXPECT_GOLDEN("T2c", paper.z);
  EXPECT_GOLDEN("T2d", paper.p);
  const auto ties = mann_kendall(tied_series);
  EXPECT_GOLDEN("T3a", static_cast<double>(ties.s));
  EXPECT_GOLDEN("T3b", ties.variance);
  EXPECT_GOLDEN("T3c", ties.z);
  EXPECT_GOLDEN("T3d", ties.p);
}

TEST(MannKendall, MeetsTheDefinitionOnSeriesWithTiesAndGaps) {
  std::mt19937_64 random(8);
  for (int trial = 0; trial < 500; ++trial) {
    const auto n = 3 + random() % 30;
    auto values = random_series(random, n, true);
    auto years = years_from(1, n);
    const auto test = mann_kendall(values);
    drop_gaps(years, values);
    ASSERT_EQ(test.n, static_cast<std::int64_t>(values.size()));
    if (test.n < 3) continue;
    std::int64_t s = 0;
    std::map<double, std::int64_t> groups;
    for (std::size_t i = 0; i < values.size(); ++i) {
      ++groups[values[i]];
      for (std::size_t j = i + 1; j < values.size(); ++j)
        s += (values[j] > values[i]) - (values[j] < values[i]);
    }
    auto eighteen = test.n * (test.n - 1) * (2 * test.n + 5);
    for (const auto& [value, g] : groups) eighteen -= g * (g - 1) * (2 * g + 5);
    EXPECT_EQ(test.s, s);
    EXPECT_LE(std::abs(test.s), test.n * (test.n - 1) / 2);
    EXPECT_EQ(test.variance, static_cast<double>(eighteen) / 18);
  }
}

TEST(MannKendall, OfAFlatSeriesFindsNothing) {
  const auto test = mann_kendall(std::vector<double>(6, 12.3));
  EXPECT_EQ(test.s, 0);
  EXPECT_EQ(test.variance, 0);
  EXPECT_EQ(test.z, 0);
  EXPECT_EQ(test.p, 1);
}

TEST(MannKendall, MirrorsWithTheSeries) {
  auto mirrored = tied_series;
  for (double& value : mirrored) value = -value;
  EXPECT_EQ(mann_kendall(mirrored).s, -mann_kendall(tied_series).s);
  EXPECT_EQ(mann_kendall(mirrored).z, -mann_kendall(tied_series).z);
  EXPECT_EQ(mann_kendall(mirrored).p, mann_kendall(tied_series).p);
}

TEST(MannKendall, NeedsThreeYears) {
  const auto test = mann_kendall(std::vector{1.0, gap, 2.0});
  EXPECT_EQ(test.n, 2);
  EXPECT_EQ(test.s, 0);
  EXPECT_TRUE(std::isnan(test.variance) && std::isnan(test.z) && std::isnan(test.p));
}

}  // namespace
}  // namespace minenpp::model
