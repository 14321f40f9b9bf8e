#include "survey/stages/month_composite.h"

#include <gtest/gtest.h>

#include "survey/npp/npp_tile.h"
#include "survey/stages/ndvi_reader.h"

namespace minenpp::survey {
namespace {

using model::Composite;

struct Made {
  std::vector<std::int16_t> codes;
  std::vector<std::uint8_t> counts, water;
};

/// Three observations of pixel 0, one of pixel 1, none of pixel 2.
Made make(Composite rule) {
  MonthComposite month(rule, 3);
  month.add(0, 0, {3100, 2, false});
  month.add(0, 1, {-500, 0, true});
  month.add(2, 0, {4400, 5, true});
  month.add(3, 0, {4000, 2, false});
  Made made;
  month.finish(made.codes, made.counts, made.water);
  return made;
}

TEST(MonthComposite, CountsEveryObservation) {
  for (const auto rule : {Composite::maximum, Composite::median, Composite::best}) {
    const auto made = make(rule);
    EXPECT_EQ(made.counts, (std::vector<std::uint8_t>{3, 1, 0}));
    EXPECT_EQ(made.codes[1], -500);
    EXPECT_EQ(made.water[1], 1);
    EXPECT_EQ(made.codes[2], no_ndvi);
  }
}

TEST(MonthComposite, ChoosesByItsRule) {
  EXPECT_EQ(make(Composite::maximum).codes[0], 4400);
  EXPECT_EQ(make(Composite::maximum).water[0], 1);
  EXPECT_EQ(make(Composite::median).codes[0], 4000);
  EXPECT_EQ(make(Composite::median).water[0], 0);
  EXPECT_EQ(make(Composite::best).codes[0], 4000);
  EXPECT_EQ(make(Composite::best).water[0], 0);
}

TEST(MonthComposite, CountsUpTo255) {
  MonthComposite month(Composite::maximum, 1);
  for (int i = 0; i < 300; ++i) month.add(0, 0, {100, 0, false});
  Made made;
  month.finish(made.codes, made.counts, made.water);
  EXPECT_EQ(made.counts[0], 255);
}

TEST(NdviRange, DropsOrClipsAndCounts) {
  RangeCount count;
  EXPECT_EQ(NdviRange({-1, 1, false}).code(1.2, count), no_ndvi);
  EXPECT_EQ(NdviRange({-1, 1, true}).code(1.2, count), 10000);
  EXPECT_EQ(NdviRange({-0.2, 1, true}).code(-0.5, count), -2000);
  EXPECT_EQ(NdviRange({-1, 1, false}).code(0.57894, count), 5789);
  EXPECT_EQ(count.values, 4);
  EXPECT_EQ(count.outside, 3);
}

}  // namespace
}  // namespace minenpp::survey
