#include "survey/statistics/npp_tally.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::survey {
namespace {

using model::ExactSum;

constexpr std::int64_t pixel_mm2 = 900'000'000;  // 30 m x 30 m

NppTally tally_of(const std::vector<double>& npp) {
  NppTally tally;
  for (const double value : npp) tally.add_row(1, ExactSum::fixed(value), pixel_mm2);
  return tally;
}

TEST(NppTally, KnowsMeanAreaAndCarbon) {
  const auto tally = tally_of({10, 20, 60});
  EXPECT_EQ(tally.count, 3);
  EXPECT_DOUBLE_EQ(tally.mean(), 30);
  EXPECT_DOUBLE_EQ(tally.area_hm2(), 0.27);
  EXPECT_DOUBLE_EQ(tally.total_tC(), 90 * 900 * 1e-6);
  EXPECT_DOUBLE_EQ(tally.area_weighted_mean(), 30);
}

TEST(NppTally, WeighsByAreaWherePixelsDiffer) {
  NppTally tally;
  tally.add_row(2, 2 * ExactSum::fixed(10), pixel_mm2);
  tally.add_row(1, ExactSum::fixed(40), 2 * pixel_mm2);
  EXPECT_DOUBLE_EQ(tally.mean(), 20);
  EXPECT_DOUBLE_EQ(tally.area_weighted_mean(), 25);
}

TEST(NppTally, NothingHasNoMean) {
  EXPECT_TRUE(std::isnan(NppTally{}.mean()));
}

TEST(NppTally, PartsAddUpToTheWhole) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> npp(0, 150);
  NppTally whole, first, second;
  for (int i = 0; i < 1000; ++i) {
    const auto fixed = ExactSum::fixed(npp(random));
    whole.add_row(1, fixed, pixel_mm2);
    (i % 3 == 0 ? first : second).add_row(1, fixed, pixel_mm2);
  }
  second.add(first);
  EXPECT_EQ(second, whole);
}

TEST(TallyTable, SurvivesBeingStored) {
  TallyTable table(2, 3);
  table.at(0, 1) = tally_of({1.5, 2.25});
  table.at(1, 2) = tally_of({-3, 148.123456});
  const auto read = TallyTable::from_integers(2, 3, table.to_integers());
  for (std::size_t group = 0; group < 2; ++group)
    for (std::size_t month = 0; month < 3; ++month) EXPECT_EQ(read.at(group, month), table.at(group, month));
}

TEST(TallyTable, RowsOfRanksAddUp) {
  for (const bool weighted : {false, true}) {
    TallyTable table(3, 2, weighted), other(3, 2, weighted);
    table.at(0, 1) = tally_of({1.5, 2.25});
    other.at(0, 1) = tally_of({-3});
    other.at(2, 0).add_row(2, ExactSum::fixed(7), pixel_mm2, weighted ? 5 : 1);
    auto expected = table;
    expected.add(other);
    table.add_rows(other.rows());
    EXPECT_EQ(table.to_integers(), expected.to_integers());
    EXPECT_EQ(table.at(2, 0).weight, weighted ? 10 : 2);
    EXPECT_EQ(other.rows().size(), 2 * (1 + 2 * (weighted ? 11 : 10))) << "of two groups of three";
    EXPECT_THROW(TallyTable(2, 2, weighted).add_rows(other.rows()), model::Error);
  }
}

TEST(TallyTable, RefusesAWrongSize) {
  const std::vector<std::int64_t> integers(7);
  EXPECT_THROW((void)TallyTable::from_integers(1, 1, integers), model::Error);
}

}  // namespace
}  // namespace minenpp::survey
