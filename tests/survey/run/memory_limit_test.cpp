#include "survey/run/memory_limit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/error.h"
#include "survey/run/tile_rounds.h"

namespace minenpp::survey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t megabyte = std::int64_t{1} << 20;

/// A hundred million pixels of one month a year.
SurveySize large() {
  SurveySize size;
  size.rows = size.cols = 10000;
  size.area_pixels = size.rows * size.cols;
  size.years = 2;
  size.months = size.columns = size.trend_columns = 1;
  size.band_rows = 128;
  size.weather_fields = size.variance_fields = 14;
  size.maps = {{Stage::ndvi, "ndvi", 2, 12, 24, 0.7, true}, {Stage::npp, "npp", 2, 12, 24, 0.55, true}};
  return size;
}

constexpr RunShape on_50_ranks{50, 256, 0, 70 * megabyte, 80 * megabyte};

bool all(Stage) {
  return true;
}

TEST(RoundsWithin, AreTheUsualOnesWithoutALimit) {
  EXPECT_EQ(rounds_within(large(), on_50_ranks, 0, all)->round_pixels, usual_round_pixels);
  EXPECT_EQ(rounds_within(large(), on_50_ranks, 100000 * megabyte, all)->round_pixels, usual_round_pixels);
}

TEST(RoundsWithin, ShrinkUntilTheyFit) {
  const auto usual = rounds_within(large(), on_50_ranks, 0, all)->estimate.of_the_first();
  const auto smaller = rounds_within(large(), on_50_ranks, usual - 1, all);
  ASSERT_TRUE(smaller);
  EXPECT_EQ(smaller->round_pixels, usual_round_pixels / 2);
  EXPECT_LT(smaller->estimate.of_the_first(), usual);
}

TEST(RoundsWithin, EndAtSingleTiles) {
  // The least round: whatever limit is met, it is met by rounds of one tile.
  auto limit = rounds_within(large(), on_50_ranks, 0, all)->estimate.of_the_first();
  std::int64_t last = usual_round_pixels;
  while (const auto choice = rounds_within(large(), on_50_ranks, limit, all)) {
    EXPECT_LE(choice->estimate.of_the_first(), limit);
    EXPECT_LE(choice->round_pixels, last);
    last = choice->round_pixels;
    limit = choice->estimate.of_the_first() - 1;
  }
  EXPECT_LE(last, 256 * 256);
  EXPECT_GT(limit, 70 * megabyte);
}

TEST(RoundsWithin, LookOnlyAtStagesThatAreMade) {
  const auto of = [](Stage wanted) {
    return rounds_within(large(), on_50_ranks, 0, [&](Stage stage) { return stage == wanted; })
        ->estimate.of_the_first();
  };
  EXPECT_LT(of(Stage::landcover), of(Stage::ndvi));
}

std::string refusal(const SurveySize& size, const RunShape& shape, int limit_MB) {
  Settings settings;
  settings.set("run.memory", std::to_string(limit_MB));
  try {
    (void)keep_to_memory(settings, size, shape, all);
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::usage);
    return error.what();
  }
  return "";
}

TEST(KeepToMemory, NamesWhatWouldBeRight) {
  auto one_rank = on_50_ranks;
  one_rank.ranks = 1;
  one_rank.tile_size = 2048;
  const auto text = refusal(large(), one_rank, 200);
  EXPECT_THAT(text, HasSubstr("run.memory = 200"));
  EXPECT_THAT(text, HasSubstr("the largest part after that: "));
  EXPECT_THAT(text, HasSubstr("run.tile-size="));
  EXPECT_THAT(text, HasSubstr("or run.memory="));
  EXPECT_THAT(text, Not(HasSubstr("fewer ranks"))) << "no fewer than one rank";
}

TEST(KeepToMemory, WhatItSaysIsRightIsRight) {
  auto shape = on_50_ranks;
  shape.ranks = 1000;
  const auto text = refusal(large(), shape, 200);
  const auto number_after = [&](const std::string& words) {
    const auto at = text.find(words);
    EXPECT_NE(at, std::string::npos) << words << " is not in: " << text;
    return at == std::string::npos ? 0 : std::stoi(text.substr(at + words.size()));
  };
  const auto enough = number_after("or run.memory=");
  EXPECT_EQ(refusal(large(), shape, enough), "");
  EXPECT_NE(refusal(large(), shape, enough - 1), "");
  shape.ranks = number_after("fewer ranks, such as ");
  EXPECT_EQ(refusal(large(), shape, 200), "");
}

TEST(KeepToMemory, RefusesWhatTheProgramAloneNeeds) {
  const auto text = refusal(large(), on_50_ranks, 60);
  EXPECT_THAT(text, Not(HasSubstr("run.tile-size="))) << "no tile is small enough";
  EXPECT_THAT(text, HasSubstr("80 MB before any work"));
}

TEST(ShapeHere, MeasuresThisProcess) {
  const auto shape = shape_here(Settings(), 3);
  EXPECT_EQ(shape.ranks, 3);
  EXPECT_EQ(shape.tile_size, 256);
  EXPECT_GT(shape.process_bytes, megabyte);
  EXPECT_GE(shape.process_peak, shape.process_bytes / 2);
}

TEST(Megabytes, AreRoundedUp) {
  EXPECT_EQ(megabytes(0), "0 MB");
  EXPECT_EQ(megabytes(1), "1 MB");
  EXPECT_EQ(megabytes(2 * megabyte), "2 MB");
}

}  // namespace
}  // namespace minenpp::survey
