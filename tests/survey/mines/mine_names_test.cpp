#include "survey/mines/mine_names.h"

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

using Names = std::vector<std::string>;
using Numbers = std::vector<std::int32_t>;

std::vector<model::ExactSum> hectares(const std::vector<double>& values) {
  std::vector<model::ExactSum> areas(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) areas[i].add(values[i] * 1e4);
  return areas;
}

/// The study area, then mines, then a township.
std::vector<Zone> zones(const Names& mines) {
  std::vector<Zone> zones{Zone{}};
  for (const auto& name : mines) zones.push_back({ZoneKind::mine, name});
  zones.push_back({ZoneKind::township, "a township"});
  return zones;
}

TEST(MineNames, NumbersWithoutPolygons) {
  const auto mines = number_mines(hectares({1, 2, 3}), {}, zones({}), 1);
  EXPECT_EQ(mines.of_component, Numbers({1, 2, 3}));
  EXPECT_EQ(mines.names, Names({"mine 1", "mine 2", "mine 3"}));
}

TEST(MineNames, SmallComponentsAreNoMines) {
  const auto mines = number_mines(hectares({0.99, 1, 0.5, 7}), {}, zones({}), 1);
  EXPECT_EQ(mines.of_component, Numbers({0, 1, 0, 2}));
  EXPECT_EQ(mines.names, Names({"mine 1", "mine 2"}));
  EXPECT_EQ(number_mines(hectares({0.99, 0.1}), {}, zones({}), 0).of_component, Numbers({1, 2}));
  EXPECT_EQ(number_mines({}, {}, zones({}), 1).size(), 0U);
}

TEST(MineNames, ThePolygonWithMostPixels) {
  const std::vector<MineOverlap> overlaps{{0, 1, 5}, {0, 2, 7}, {1, 1, 4}};
  const auto mines = number_mines(hectares({2, 2, 2}), overlaps, zones({"A", "B"}), 1);
  EXPECT_EQ(mines.of_component, Numbers({1, 2, 3}));
  EXPECT_EQ(mines.names, Names({"B", "A", "mine 3"}));
}

TEST(MineNames, OverlapsOfSeveralTilesAddUpInAnyOrder) {
  const std::vector<MineOverlap> overlaps{{0, 2, 4}, {0, 1, 5}, {0, 2, 3}};
  EXPECT_EQ(number_mines(hectares({2}), overlaps, zones({"A", "B"}), 1).names, Names({"B"}));
}

TEST(MineNames, OfAsManyPixelsTheLowerZone) {
  const std::vector<MineOverlap> overlaps{{0, 2, 6}, {0, 1, 6}};
  EXPECT_EQ(number_mines(hectares({2}), overlaps, zones({"A", "B"}), 1).names, Names({"A"}));
}

TEST(MineNames, ComponentsOfOneNameAreOneMine) {
  const std::vector<MineOverlap> overlaps{{1, 1, 6}, {3, 1, 60}};
  const auto mines = number_mines(hectares({2, 2, 2, 2, 2}), overlaps, zones({"A"}), 1);
  EXPECT_EQ(mines.of_component, Numbers({1, 2, 3, 2, 4}));
  EXPECT_EQ(mines.names, Names({"mine 1", "A", "mine 3", "mine 4"}));
}

TEST(MineNames, ASmallComponentDoesNotNumberItsPolygon) {
  const std::vector<MineOverlap> overlaps{{0, 1, 6}, {2, 1, 60}};
  const auto mines = number_mines(hectares({0.1, 2, 2}), overlaps, zones({"A"}), 1);
  EXPECT_EQ(mines.of_component, Numbers({0, 1, 2}));
  EXPECT_EQ(mines.names, Names({"mine 1", "A"}));
}

TEST(MineNames, NoNameTwice) {
  const std::vector<MineOverlap> overlaps{{0, 1, 6}};
  const auto mines = number_mines(hectares({2, 2}), overlaps, zones({"mine 2"}), 1);
  EXPECT_EQ(mines.names, Names({"mine 2", "mine 2 (found)"}));
}

}  // namespace
}  // namespace minenpp::survey
