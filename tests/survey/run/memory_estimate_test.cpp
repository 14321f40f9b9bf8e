#include "survey/run/memory_estimate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey/run/stage_memory.h"
#include "survey/run/tile_rounds.h"

namespace minenpp::survey {
namespace {

constexpr std::int64_t megabyte = std::int64_t{1} << 20;

/// A survey of four full years, 4000 x 4000 pixels, with all maps.
SurveySize full_years() {
  SurveySize size;
  size.rows = size.cols = 4000;
  size.area_pixels = size.rows * size.cols;
  size.years = 4;
  size.months = 12;
  size.columns = 13;
  size.trend_columns = 1;
  size.full_year = true;
  size.kept_years = 2;
  size.periods = 4;
  size.periods_of_a_year = 2;
  size.trends = size.trend_maps = size.change_maps = true;
  size.classes = 12;
  size.band_rows = 128;
  size.weather_fields = size.variance_fields = 36;
  size.effect_step = 16;
  size.maps = {{Stage::landcover, "class", 4, 1, 1, 0.2, true},
               {Stage::ndvi, "ndvi", 4, 12, 24, 0.7, true},
               {Stage::npp, "npp", 4, 12, 24, 0.5, true},
               {Stage::synthesis, "change", 4, 12, 24, 0.6, true}};
  return size;
}

RunShape shape_of(int ranks, std::int64_t tile, std::int64_t round = usual_round_pixels) {
  return {ranks, tile, round, 70 * megabyte, 80 * megabyte};
}

std::int64_t part(const std::vector<MemoryPart>& parts, const std::string& what) {
  for (const auto& one : parts)
    if (one.what == what) return one.bytes;
  ADD_FAILURE() << "no part is called " << what;
  return 0;
}

TEST(MemoryEstimate, ATileCountsWithItsPixels) {
  const auto small = npp_memory(full_years(), shape_of(1, 256)),
             large = npp_memory(full_years(), shape_of(1, 1024));
  // Twelve months and the year in double precision, their inputs, the packed maps, and a column in whole
  // numbers with runs of classes: 1 + 24 + 104 + 26 + 12.
  EXPECT_EQ(part(small.every_rank, "tile"), 256 * 256 * 167 * 11 / 10) << "and what the heap loses";
  EXPECT_NEAR(static_cast<double>(part(large.every_rank, "tile")),
              16.0 * static_cast<double>(part(small.every_rank, "tile")), 16);
}

TEST(MemoryEstimate, TilesAreNoLargerThanTheGrid) {
  auto size = full_years();
  size.rows = 100;
  EXPECT_EQ(tile_pixels(size, shape_of(1, 4096)), 100 * 4000);
}

TEST(MemoryEstimate, ARoundIsOneTileAtLeastAndWhatARankHasAtMost) {
  auto size = full_years();
  EXPECT_EQ(pixels_of_a_round(size, shape_of(1, 256)), usual_round_pixels);
  EXPECT_EQ(pixels_of_a_round(size, shape_of(1, 256, 1)), 256 * 256);
  EXPECT_EQ(pixels_of_a_round(size, shape_of(1, 1024)), 1024 * 1024);
  EXPECT_EQ(pixels_of_a_round(size, shape_of(160, 256)), 100000) << "16 million pixels on 160 ranks";
  EXPECT_EQ(pixels_of_a_round(size, shape_of(1600, 256)), 256 * 256);
}

TEST(MemoryEstimate, TheFirstRankReceivesWhatTheOthersHaveMade) {
  const auto ten = npp_memory(full_years(), shape_of(10, 256));
  const auto kept = part(ten.every_rank, "maps of a round, compressed");
  EXPECT_EQ(kept, 2 * usual_round_pixels * 12)
      << "24 bytes a pixel, of which half are left; of the round at hand and the one on its way";
  EXPECT_EQ(part(ten.first_rank, "maps of a round of other ranks"), 9 * kept / 2);
  const auto thousand = npp_memory(full_years(), shape_of(1000, 256));
  EXPECT_EQ(part(thousand.first_rank, "maps of a round of other ranks"), 256 * megabyte) << "in slices";
}

TEST(MemoryEstimate, SmallerRoundsNeedLess) {
  const auto usual = npp_memory(full_years(), shape_of(60, 256)),
             small = npp_memory(full_years(), shape_of(60, 256, 1));
  EXPECT_LT(small.of_a_rank(), usual.of_a_rank());
  EXPECT_LT(small.of_the_first(), usual.of_the_first() - 60 * megabyte);
}

TEST(MemoryEstimate, YearsOfATileCountWithTheirNumber) {
  auto size = full_years();
  const auto of_years = [&](std::size_t years) {
    size.years = years;
    return part(statistics_memory(size, shape_of(1, 256)).every_rank, "years of a tile");
  };
  constexpr std::int64_t one_year = 256 * 256 * 8 * 11 / 10;  // sums in double precision, and the heap's loss
  EXPECT_LE(std::abs(of_years(40) - of_years(39) - one_year), 1);
  size.correlations = true;
  EXPECT_LE(std::abs(of_years(40) - of_years(39) - 5 * one_year), 5)
      << "and NPP with three weather variables";
}

TEST(MemoryEstimate, ZonesCountOnEveryRankAndTheirCellsOnTheFirst) {
  auto size = full_years();
  const auto few = statistics_memory(size, shape_of(4, 256));
  size.zones = size.mines = 10001;
  size.rings = true;
  size.rings_of_a_mine = 6;
  const auto many = statistics_memory(size, shape_of(4, 256));
  EXPECT_GT(many.of_a_rank(), few.of_a_rank() + 100 * megabyte);
  EXPECT_GT(part(many.first_rank, "tables of zones of all ranks"),
            part(few.first_rank, "tables of zones of all ranks"));
}

TEST(MemoryEstimate, ARankHoldsTheTablesOfItsOwnZones) {
  auto size = full_years();
  size.zones = 40001;
  for (const auto memory_of : {npp_memory, statistics_memory}) {
    const auto on = [&](int ranks) { return memory_of(size, shape_of(ranks, 256)); };
    EXPECT_LT(part(on(64).every_rank, "tables of zones"), part(on(4).every_rank, "tables of zones") / 15);
    EXPECT_GT(part(on(64).first_rank, "tables of zones of all ranks"),
              part(on(4).every_rank, "tables of zones"));
  }
}

TEST(MemoryEstimate, TheProgramIsThereBeforeAnyWork) {
  auto shape = shape_of(1, 16);
  shape.process_peak = 5000 * megabyte;
  EXPECT_EQ(estimate_memory(full_years(), shape).of_the_first(), 5000 * megabyte);
  EXPECT_EQ(estimate_memory(full_years(), shape).of_a_rank(), 5000 * megabyte);
}

TEST(MemoryEstimate, NamesItsLargestPart) {
  auto size = full_years();
  size.years = 160;
  const auto largest = estimate_memory(size, shape_of(1, 1024)).largest_part();
  EXPECT_EQ(largest.what, "years of a tile of the stage statistics");
  EXPECT_GT(largest.bytes, 300 * megabyte);
}

TEST(MemoryEstimate, StagesThatAreNotMadeAreNotThere) {
  auto size = full_years();
  const auto has = [&](Stage stage) {
    const auto all = estimate_memory(size, shape_of(1, 256)).stages;
    return std::ranges::find(all, stage, &StageMemory::stage) != all.end();
  };
  EXPECT_FALSE(has(Stage::weather));
  size.maps.push_back({Stage::weather, "temperature", 4, 12, 48, 0.3, true});
  EXPECT_TRUE(has(Stage::weather));
  EXPECT_FALSE(has(Stage::mines));
  EXPECT_TRUE(has(Stage::report));
  size.page = false;
  EXPECT_FALSE(has(Stage::report));
}

TEST(MemoryEstimate, OfNoStageIsTheProgram) {
  EXPECT_EQ((MemoryEstimate{7 * megabyte, {}}.of_the_first()), 7 * megabyte);
  EXPECT_EQ((MemoryEstimate{7 * megabyte, {}}.of_a_rank()), 7 * megabyte);
}

}  // namespace
}  // namespace minenpp::survey
