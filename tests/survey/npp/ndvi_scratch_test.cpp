#include "survey/npp/ndvi_scratch.h"

#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

const model::Window window{3, 5, 1, 3}, other{4, 5, 1, 3}, foreign{9, 5, 1, 3};
const std::vector<model::Window> own{window, other};
const std::vector<io::YearMonth> months{{2006, 6}, {2006, 8}};

TileInputs tile_of(const model::Window& place, std::int16_t ndvi, bool water) {
  TileInputs tile;
  tile.window = place;
  tile.ndvi[5] = {ndvi, no_ndvi, 0};
  tile.ndvi[7] = {100, ndvi, 32767};
  if (water) tile.water[7] = {1, 0, 1};
  tile.ndvi[1] = {1, 1, 1};  // of no month of the map
  return tile;
}

NdviScratch scratch_of(std::int64_t bytes) {
  return {std::filesystem::temp_directory_path(), bytes, own};
}

TEST(NdviScratch, GivesBackTheMonthsOfTheMap) {
  auto scratch = scratch_of(1 << 20);
  scratch.keep(0, months, tile_of(window, 7, false));
  scratch.keep(1, months, tile_of(window, 8, true));
  scratch.keep(0, months, tile_of(other, 9, false));
  TileInputs tile = tile_of(window, 1, false);
  tile.classes = {3, 4, 5};
  tile.water[5] = {1, 1, 1};
  ASSERT_TRUE(scratch.take(1, window, tile));
  const std::vector<std::int16_t> june{8, no_ndvi, 0}, august{100, 8, 32767};
  EXPECT_EQ(tile.ndvi[5], june);
  EXPECT_EQ(tile.ndvi[7], august);
  EXPECT_TRUE(tile.ndvi[1].empty());
  EXPECT_EQ(tile.water[7], (std::vector<std::uint8_t>{1, 0, 1}));
  EXPECT_TRUE(tile.water[5].empty());
  EXPECT_EQ(tile.classes, (std::vector<std::uint8_t>{3, 4, 5}));
  ASSERT_TRUE(scratch.take(0, other, tile));
  EXPECT_EQ(tile.ndvi[5].front(), 9);
  EXPECT_TRUE(tile.water[7].empty());
  ASSERT_TRUE(scratch.take(0, window, tile));
  EXPECT_EQ(tile.ndvi[5].front(), 7);
}

TEST(NdviScratch, WhatWasTakenOrNeverKeptIsNotThere) {
  auto scratch = scratch_of(1 << 20);
  scratch.keep(0, months, tile_of(window, 7, false));
  scratch.keep(0, months, tile_of(foreign, 7, false));
  TileInputs tile;
  EXPECT_FALSE(scratch.take(0, foreign, tile)) << "this rank makes no NPP there";
  EXPECT_FALSE(scratch.take(1, window, tile));
  EXPECT_TRUE(scratch.take(0, window, tile));
  tile.ndvi[5] = {5};
  EXPECT_FALSE(scratch.take(0, window, tile));
  EXPECT_EQ(tile.ndvi[5], std::vector<std::int16_t>{5}) << "and the tile stays as it was";
}

TEST(NdviScratch, KeepsWhatHasRoom) {
  auto scratch = scratch_of(12);  // of one tile
  scratch.keep(0, months, tile_of(window, 7, false));
  scratch.keep(0, months, tile_of(other, 7, false));
  TileInputs tile;
  EXPECT_TRUE(scratch.take(0, window, tile));
  EXPECT_FALSE(scratch.take(0, other, tile));
  auto none = scratch_of(0);
  none.keep(0, months, tile_of(window, 7, false));
  EXPECT_FALSE(none.take(0, window, tile));
}

}  // namespace
}  // namespace minenpp::survey
