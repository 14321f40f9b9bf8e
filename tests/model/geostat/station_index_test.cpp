#include "model/geostat/station_index.h"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "model/geostat/station_clouds.h"
#include "model/grid/batch.h"

namespace minenpp::model {
namespace {

constexpr double anywhere = std::numeric_limits<double>::infinity();

std::vector<std::pair<double, int>> sorted(const std::vector<NearStation>& found) {
  std::vector<std::pair<double, int>> pairs;
  for (const auto& f : found) pairs.emplace_back(f.squared_distance, f.station);
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

std::vector<std::pair<double, int>> by_scan(const std::vector<Position>& places, const Position& at,
                                            std::size_t count, double reach2, int excluded) {
  std::vector<std::pair<double, int>> all;
  for (int i = 0; i < static_cast<int>(places.size()); ++i) {
    const double d2 = squared_distance(at, places[static_cast<std::size_t>(i)]);
    if (i != excluded && d2 <= reach2) all.emplace_back(d2, i);
  }
  std::sort(all.begin(), all.end());
  if (all.size() > count) all.resize(count);
  return all;
}

TEST(StationIndex, FindsWhatAScanFindsBitByBit) {
  for (const int stations : {1, 9, 10, 11, 200, 1500})
    for (const auto& cloud : testing::station_clouds(stations, static_cast<unsigned>(stations))) {
      const StationIndex index(cloud.places);
      std::vector<NearStation> found;
      for (std::size_t a = 0; a < cloud.asked.size(); ++a) {
        const Position& at = cloud.asked[a];
        const int excluded = static_cast<int>(a) - 1;
        for (const std::size_t count : {1u, 2u, 16u, 64u, 3000u}) {
          const auto expected = by_scan(cloud.places, at, count, anywhere, excluded);
          index.nearest(at, count, anywhere, excluded, found);
          ASSERT_EQ(sorted(found), expected) << cloud.name << " " << stations << " " << count;
          if (expected.empty()) continue;
          // A reach that is exactly the distance of a station holds it.
          const double reach2 = expected[expected.size() / 2].first;
          index.nearest(at, count, reach2, excluded, found);
          ASSERT_EQ(sorted(found), by_scan(cloud.places, at, count, reach2, excluded)) << cloud.name;
          index.within(at, reach2, excluded, found);
          ASSERT_EQ(sorted(found), by_scan(cloud.places, at, 3000, reach2, excluded)) << cloud.name;
        }
      }
    }
}

TEST(StationIndex, FindsNothingFromNowhere) {
  const StationIndex index(testing::random_places(50, 1));
  std::vector<NearStation> found{{1, 1}};
  index.nearest({no_data, 0, 0}, 5, anywhere, -1, found);
  EXPECT_TRUE(found.empty());
  index.within({0, 0, no_data}, anywhere, -1, found);
  EXPECT_TRUE(found.empty());
  StationIndex({}).nearest({0, 0, 0}, 5, anywhere, -1, found);
  EXPECT_TRUE(found.empty());
}

TEST(StationIndex, StationsThatAreNotFiniteDoNotHideOthers) {
  auto places = testing::random_places(100, 1);
  places[7] = {no_data, 0, 0};
  places[8] = {1e300, 0, 0};
  const Position at{520000, 4320000, 0};
  std::vector<NearStation> found;
  StationIndex(places).nearest(at, 200, anywhere, -1, found);
  EXPECT_EQ(found.size(), 99u);
  StationIndex(testing::random_places(100, 1)).nearest({1e300, 0, 0}, 3, anywhere, -1, found);
  EXPECT_EQ(sorted(found).back().second, 2);
}

TEST(StationIndex, CopiesOutliveTheFirst) {
  std::vector<NearStation> found;
  auto first = std::make_unique<StationIndex>(testing::random_places(300, 5));
  const StationIndex copy = *first;
  first.reset();
  copy.nearest(copy.positions()[20], 1, anywhere, -1, found);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].station, 20);
}

}  // namespace
}  // namespace minenpp::model
