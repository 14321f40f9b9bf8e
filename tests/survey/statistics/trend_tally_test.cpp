#include "survey/statistics/trend_tally.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/climate/batch_map.h"
#include "support/golden.h"
#include "survey/statistics/tile_trends.h"

namespace minenpp::survey {
namespace {

const std::vector<int> paper_years{2006, 2010, 2016, 2020};
const std::vector<double> paper_means{39.54, 35.01, 28.57, 38.99};

/// A table a year, in which one zone has the paper's mean.
std::vector<TallyTable> paper_tables() {
  std::vector<TallyTable> tables;
  for (const double mean : paper_means) {
    auto& table = tables.emplace_back(1, 1);
    table.at(0, 0).add_row(3, 3 * model::ExactSum::fixed(mean), 900'000'000);
  }
  return tables;
}

SeriesTrend paper_trend(bool by_index) {
  const auto tables = paper_tables();
  TrendRules rules;
  rules.by_index = by_index;
  const auto times = trend_times(rules, paper_years);
  const auto columns = trend_columns({{8}, false});
  const auto trends = group_trends(rules, times, columns, 1,
                                   [&](std::size_t year) -> const TallyTable& { return tables[year]; });
  EXPECT_EQ(trends.size(), 1U);
  return trends.at(0);
}

TEST(TrendTally, CalendarYearsOfThePaper) {
  const auto trend = paper_trend(false);
  EXPECT_GOLDEN("T1a", trend.line.slope);
  EXPECT_GOLDEN("T1b", trend.line.t);
  EXPECT_GOLDEN("T1c", trend.line.p);
  EXPECT_GOLDEN("T1f", trend.sen_slope);
  EXPECT_GOLDEN("T2a", static_cast<double>(trend.test.s));
  EXPECT_GOLDEN("T2c", trend.test.z);
  EXPECT_GOLDEN("T2d", trend.test.p);
  EXPECT_NEAR(trend.line.slope, -0.19974, 5e-6);
  EXPECT_NEAR(trend.line.p, 0.754, 5e-4);
  EXPECT_EQ(trend.trend, model::TrendClass::slight_decrease);
}

TEST(TrendTally, IndexYearsOfThePaper) {
  const auto trend = paper_trend(true);
  EXPECT_GOLDEN("T1d", trend.line.slope);
  EXPECT_GOLDEN("T1e", trend.line.p);
  EXPECT_NEAR(trend.line.slope, -0.809, 1e-9);
}

TEST(TrendTally, TwoYearsHaveNoTrend) {
  const std::vector<double> years{2006, 2010, 2016}, values{1, model::no_data, 2};
  const auto trend = series_trend({}, years, values);
  EXPECT_EQ(trend.line.n, 2);
  EXPECT_TRUE(std::isnan(trend.line.slope) && std::isnan(trend.sen_slope) && std::isnan(trend.test.p));
  EXPECT_EQ(trend.trend, model::TrendClass::none);
}

TEST(TrendTally, TheAnnualSeriesInFullYears) {
  EXPECT_EQ(trend_columns({{7, 8}, false}), (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(trend_columns({{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, true}), (std::vector<std::size_t>{12}));
}

/// Pixel by pixel what the tables' own path gives, bit for bit, also when tiles of other sizes came before.
TEST(TileTrends, AgreesWithTheSeries) {
  TrendRules rules;
  rules.options.alpha = 0.8;
  const auto times = trend_times(rules, paper_years);
  TileTrends trends(times, rules.options, {{7, 8}, false});
  TrendLayers layers;
  for (const std::size_t pixels : {5U, 2U, 3U}) {
    std::vector<std::vector<double>> series(pixels);
    for (std::size_t year = 0; year < times.size(); ++year) {
      NppTile tile;
      for (std::size_t i = 0; i < pixels; ++i) {
        const bool missing = i == 1 && year == 0;
        series[i].push_back(missing ? model::no_data : paper_means[year] * static_cast<double>(i));
        tile.npp[7].push_back(series[i].back());
      }
      trends.keep(year, pixels, tile);
    }
    trends.compute(1, true, layers);
    for (std::size_t i = 0; i < pixels; ++i) {
      const auto expected = series_trend(rules, times, series[i]);
      EXPECT_EQ(layers.slope.at(i), expected.line.slope);
      EXPECT_EQ(layers.slope_p.at(i), expected.line.p);
      EXPECT_EQ(layers.sen_slope.at(i), expected.sen_slope);
      EXPECT_EQ(layers.test_p.at(i), expected.test.p);
      EXPECT_EQ(layers.classes.at(i), static_cast<std::uint8_t>(expected.trend));
    }
    trends.compute(0, false, layers);
    EXPECT_EQ(layers.classes, std::vector<std::uint8_t>(pixels, 0)) << "July is never surveyed";
    EXPECT_TRUE(layers.slope.empty());
  }
}

}  // namespace
}  // namespace minenpp::survey
