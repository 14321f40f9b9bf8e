#include "model/geostat/station_sets.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/grid/batch.h"

namespace minenpp::model {
namespace {

using Columns = std::vector<std::vector<double>>;

TEST(StationSets, GroupColumnsWithTheSameStations) {
  const auto sets = station_sets(
      Columns{{1, 2, 3}, {1, no_data, 3}, {4, 5, 6}, {no_data, no_data, no_data}, {7, no_data, 8}});
  ASSERT_EQ(sets.size(), 3u);
  EXPECT_EQ(sets[0].stations, (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(sets[0].columns, (std::vector<int>{0, 2}));
  EXPECT_EQ(sets[1].stations, (std::vector<int>{0, 2}));
  EXPECT_EQ(sets[1].columns, (std::vector<int>{1, 4}));
  EXPECT_TRUE(sets[2].stations.empty());
  EXPECT_EQ(sets[2].columns, (std::vector<int>{3}));
}

TEST(StationSets, EveryColumnIsInOneSetWithExactlyItsStations) {
  std::mt19937 random(3);
  Columns columns(60, std::vector<double>(4));
  for (auto& column : columns)
    for (double& v : column) v = random() % 3 == 0 ? no_data : 1.0;
  std::vector<int> seen(columns.size(), 0);
  for (const auto& set : station_sets(columns))
    for (const int c : set.columns) {
      const auto& column = columns[static_cast<std::size_t>(c)];
      ++seen[static_cast<std::size_t>(c)];
      std::vector<int> present;
      for (int s = 0; s < 4; ++s)
        if (!std::isnan(column[static_cast<std::size_t>(s)])) present.push_back(s);
      EXPECT_EQ(set.stations, present);
    }
  EXPECT_EQ(seen, std::vector<int>(columns.size(), 1));
}

TEST(StationSets, PickTheirStations) {
  const StationSet set{{0, 2}, {0}};
  EXPECT_EQ(of_set(set, std::vector<double>{5, 6, 7}), (std::vector<double>{5, 7}));
  EXPECT_EQ(of_set(set, std::vector<Position>{{1, 1, 0}, {2, 2, 0}, {3, 3, 0}})[1], (Position{3, 3, 0}));
}

TEST(StationSets, RefuseColumnsOfDifferentLength) {
  EXPECT_THROW(static_cast<void>(station_sets(Columns{{1, 2}, {1, 2, 3}})), Error);
  EXPECT_TRUE(station_sets({}).empty());
}

}  // namespace
}  // namespace minenpp::model
