#include "survey/stages/npp_counts.h"

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::survey {
namespace {

NppCounts empty_counts() {
  const TallyColumns columns{{7, 8}, true};
  NppCounts counts;
  counts.tables = NppTables(2, 3, columns, true);
  counts.tables.class_effects = {2, columns.count()};
  counts.tables.zone_effects = {3, columns.count()};
  return counts;
}

NppCounts some_counts() {
  auto counts = empty_counts();
  counts.tables.classes.at(1, 2).add_row(5, -7'000'000, 900'000'000);
  counts.tables.zones.at(2, 0).add_row(4, 123'456'789, 900'000'000, 3);
  counts.tables.without_weather = 6;
  counts.tables.class_effects.at(0, 1, 2).add(-1.5);
  counts.tables.zone_effects.at(2, 0, 0).add_weather(18.25);
  counts.gridded.pixels = 11;
  counts.gridded.outside[2][11] = 1;
  counts.gridded.missing[1] = 3;
  return counts;
}

TEST(NppCounts, ComeBackFromTheirIntegers) {
  const auto counts = some_counts();
  auto back = empty_counts();
  back.add_integers(counts.to_integers());
  EXPECT_EQ(back.to_integers(), counts.to_integers());
  EXPECT_NE(counts.to_integers(), empty_counts().to_integers());
}

TEST(NppCounts, OfTwoRunsAddUp) {
  auto sum = some_counts();
  sum.add_integers(some_counts().to_integers());
  EXPECT_EQ(sum.tables.classes.at(1, 2).count, 10);
  EXPECT_EQ(sum.tables.classes.at(1, 2).npp.value(), -14);
  EXPECT_EQ(sum.tables.zones.at(2, 0).weight, 24);
  EXPECT_EQ(sum.tables.without_weather, 12);
  EXPECT_EQ(sum.tables.class_effects.at(0, 1, 2).sum.value(), -3);
  EXPECT_EQ(sum.tables.zone_effects.at(2, 0, 0).weather_count, 2);
  EXPECT_EQ(sum.gridded.pixels, 22);
  EXPECT_EQ(sum.gridded.outside[2][11], 2);
  EXPECT_EQ(sum.gridded.missing[1], 6);
}

TEST(NppCounts, OfTwoTablesAddUpLikeTheirIntegers) {
  auto sum = some_counts(), told = some_counts();
  sum.add(some_counts());
  told.add_integers(some_counts().to_integers());
  EXPECT_EQ(sum.to_integers(), told.to_integers());
}

TEST(NppCounts, OfOtherTablesAreRefused) {
  auto integers = some_counts().to_integers();
  NppCounts fewer;
  fewer.tables = NppTables(1, 3, {{7, 8}, true}, true);
  EXPECT_THROW(fewer.add_integers(integers), model::Error);
  integers.push_back(0);
  EXPECT_THROW(empty_counts().add_integers(integers), model::Error);
}

}  // namespace
}  // namespace minenpp::survey
