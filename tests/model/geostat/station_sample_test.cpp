#include "model/geostat/station_sample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/stations.h"
#include "model/geostat/variogram_fit.h"

namespace minenpp::model {
namespace {

using Columns = std::vector<std::vector<double>>;

TEST(FixedSample, IsAllOfFewAndPartOfALargerOne) {
  EXPECT_EQ(fixed_sample(3, 3), (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_TRUE(fixed_sample(0, 5).empty());
  const auto small = fixed_sample(10000, 300), large = fixed_sample(10000, 900);
  EXPECT_EQ(small.size(), 300u);
  EXPECT_TRUE(std::is_sorted(small.begin(), small.end()));
  EXPECT_TRUE(std::includes(large.begin(), large.end(), small.begin(), small.end()));
  EXPECT_EQ(std::set<std::size_t>(large.begin(), large.end()).size(), 900u);
}

TEST(FixedSample, SpreadsOverTheIndices) {
  std::array<int, 10> of_tenth{};
  for (const auto i : fixed_sample(50000, 5000)) ++of_tenth[i / 5000];
  for (const int count : of_tenth) EXPECT_NEAR(count, 500, 100);
}

TEST(FixedSample, IsTheSameEverywhere) {
  EXPECT_EQ(fixed_sample(100, 5), (std::vector<std::size_t>{2, 33, 42, 53, 94}));
}

TEST(StationSample, TakesValuesAlong) {
  const auto places = testing::random_places(40, 1);
  Columns columns{testing::random_values(places, 2), testing::random_values(places, 3)};
  const auto sample = sample_of(places, columns, 7);
  const auto indices = fixed_sample(40, 7);
  ASSERT_EQ(sample.stations.size(), 7u);
  for (std::size_t k = 0; k < 7; ++k) {
    EXPECT_EQ(sample.stations[k], places[indices[k]]);
    for (std::size_t c = 0; c < 2; ++c) EXPECT_EQ(sample.columns[c][k], columns[c][indices[k]]);
  }
  columns[1].pop_back();
  EXPECT_THROW(static_cast<void>(sample_of(places, columns, 7)), Error);
}

TEST(StationSample, GivesTheVariogramOfManyStations) {
  const auto places = testing::random_places(2000, 1);
  Columns columns{testing::random_values(places, 2)};
  for (std::size_t i = 0; i < places.size(); ++i)
    columns[0][i] = 0.3 * columns[0][i] + 8 * std::sin(places[i].x / 3000) * std::cos(places[i].y / 4000);
  const auto all = choose_variogram(places, columns, {.most_stations = 2000});
  const auto some = choose_variogram(places, columns, {.most_stations = 500});
  ASSERT_TRUE(all.fitted) << all.reason;
  ASSERT_TRUE(some.fitted) << some.reason;
  std::int64_t pairs = 0;
  for (const auto& bin : some.empirical) pairs += bin.pairs;
  EXPECT_LE(pairs, 500 * 499 / 2);
  const double h = 4000, expected = all.variogram.semivariance(h);
  EXPECT_NEAR(some.variogram.semivariance(h), expected, 0.15 * expected);
  const auto sample = sample_of(places, columns, 500);
  EXPECT_EQ(
      some.empirical[3].semivariance,
      empirical_variogram(sample.stations, sample.columns, default_lags(sample.stations))[3].semivariance);
  EXPECT_THROW(static_cast<void>(choose_variogram(places, columns, {.most_stations = 0})), Error);
}

/// Stations without a value in any column change nothing: not how many there are, not which are drawn.
TEST(StationSample, StationsWithoutDataAreAsIfNotGiven) {
  const auto places = testing::random_places(60, 1);
  const Columns columns{testing::random_values(places, 2), testing::random_values(places, 3)};
  auto more = places;
  auto gaps = columns;
  gaps[0][4] = no_data;  // has the other column
  auto with_gap = gaps;
  for (std::size_t i = 0; i < 60; i += 2) {
    const auto at = static_cast<std::ptrdiff_t>(2 * i);
    more.insert(more.begin() + at, {{1e6 + static_cast<double>(i), 0, 0}, {0, 9e6, 0}});
    for (auto& column : with_gap) column.insert(column.begin() + at, {no_data, no_data});
  }
  ASSERT_EQ(more.size(), 120u);
  const auto some = stations_with_data(more, with_gap);
  EXPECT_EQ(some.stations, places);
  EXPECT_EQ(some.columns[1], gaps[1]);
  EXPECT_TRUE(std::isnan(some.columns[0][4]));
  EXPECT_EQ(sample_of(more, with_gap, 20).stations, sample_of(places, gaps, 20).stations);
  const VariogramFitOptions not_fitted{.least_stations = 61};
  const auto few = choose_variogram(more, with_gap, not_fitted);
  EXPECT_FALSE(few.fitted) << "60 stations with data, though 120 are given";
  EXPECT_EQ(few.variogram, choose_variogram(places, gaps, not_fitted).variogram);
  EXPECT_EQ(few.reason, choose_variogram(places, gaps, not_fitted).reason);
  EXPECT_EQ(choose_variogram(more, with_gap, {}).variogram, choose_variogram(places, gaps, {}).variogram);
}

TEST(StationSample, LeavesTheDefaultVariogramToAllStations) {
  const auto places = testing::random_places(100, 1);
  const Columns columns{testing::random_values(places, 2)};
  const auto chosen = choose_variogram(places, columns, {.least_stations = 101, .most_stations = 20});
  EXPECT_FALSE(chosen.fitted);
  EXPECT_EQ(chosen.variogram, default_variogram(places, columns));
}

}  // namespace
}  // namespace minenpp::model
