#include "survey/npp/npp_scratch.h"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/grid/batch.h"

namespace minenpp::survey {
namespace {

const model::Window window{3, 5, 1, 3}, other{4, 5, 1, 3};

NppTile tile_of(double npp, bool annual) {
  NppTile tile;
  tile.npp[5] = {npp, model::no_data, 0};
  tile.npp[7] = {npp + 1, npp + 2, 123.25};
  if (annual) tile.annual = {npp + (npp + 1), model::no_data, 123.25};
  return tile;
}

void expect_same(const std::vector<double>& left, const std::vector<double>& right) {
  ASSERT_EQ(left.size(), right.size());
  for (std::size_t i = 0; i < left.size(); ++i)
    EXPECT_TRUE(left[i] == right[i] || (std::isnan(left[i]) && std::isnan(right[i]))) << i;
}

TEST(NppScratch, GivesBackTheColumnsOfEveryYearAndTile) {
  NppScratch scratch(std::filesystem::temp_directory_path(), 1 << 20, 2);
  const NppTile first = tile_of(0.1, true), second = tile_of(8, false);
  scratch.keep(0, window, first);
  scratch.keep(1, window, second);
  scratch.keep(0, other, second);
  EXPECT_TRUE(scratch.has(window, 2));
  EXPECT_TRUE(scratch.has(other, 1));
  EXPECT_FALSE(scratch.has(other, 2));
  NppTile tile = tile_of(99, true);
  tile.npp[2] = {1, 2, 3};
  tile.water.resize(3);
  scratch.read(1, window, tile);
  for (std::size_t month = 0; month < 12; ++month) expect_same(tile.npp[month], second.npp[month]);
  EXPECT_TRUE(tile.annual.empty());
  EXPECT_TRUE(tile.water.empty());
  scratch.read(0, window, tile);
  for (std::size_t month = 0; month < 12; ++month) expect_same(tile.npp[month], first.npp[month]);
  expect_same(tile.annual, first.annual);
  EXPECT_FALSE(scratch.has(window, 1)) << "what was read is not kept any longer";
  EXPECT_THROW(scratch.read(0, window, tile), model::Error);
  scratch.read(0, other, tile);
  for (std::size_t month = 0; month < 12; ++month) expect_same(tile.npp[month], second.npp[month]);
}

TEST(NppScratch, ATileIsKeptWithAllItsYearsOrNone) {
  NppScratch scratch(std::filesystem::temp_directory_path(), 160, 2);  // 80 bytes a year
  for (const std::size_t year : {0u, 1u}) {
    scratch.keep(year, window, tile_of(1, true));  // 48 bytes
    scratch.keep(year, other, tile_of(1, false));  // 48 bytes
  }
  EXPECT_TRUE(scratch.has(window, 2));
  EXPECT_FALSE(scratch.has(other, 1));
}

TEST(NppScratch, AYearThatDoesNotFitMakesTheTileOfNoUse) {
  NppScratch scratch(std::filesystem::temp_directory_path(), 100, 2);
  NppTile longer = tile_of(1, false);
  longer.npp[8] = longer.npp[7];
  scratch.keep(0, window, tile_of(1, false));
  scratch.keep(1, window, longer);
  EXPECT_FALSE(scratch.has(window, 2));
}

}  // namespace
}  // namespace minenpp::survey
