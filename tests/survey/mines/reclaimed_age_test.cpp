#include "survey/mines/reclaimed_age.h"

#include <vector>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

constexpr std::int16_t none = ReclaimedAge::not_reclaimed;

/// Ages of one pixel in 2006, 2010, 2016 and 2020, by its classes; 10 is reclaimed, 8 a pit, 0 no class.
std::vector<std::int16_t> ages(const std::vector<std::uint8_t>& classes) {
  ReclaimedAge reclaimed({9, 10, 11});
  std::vector<std::int16_t> ages;
  const std::vector<int> years{2006, 2010, 2016, 2020};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    reclaimed.next(i == 0, years[i], std::vector<std::uint8_t>{classes[i]});
    ages.push_back(reclaimed.age()[0]);
  }
  return ages;
}

using Ages = std::vector<std::int16_t>;

TEST(ReclaimedAge, CountsFromTheYearItWasFirstSeen) {
  EXPECT_EQ(ages({8, 10, 10, 10}), (Ages{none, 0, 6, 10}));
  EXPECT_EQ(ages({8, 10, 11, 9}), (Ages{none, 0, 6, 10})) << "another reclaimed class is still reclaimed";
  EXPECT_EQ(ages({8, 10, 8, 10}), (Ages{none, 0, none, 0})) << "mined again";
  EXPECT_EQ(ages({1, 1, 8, 12}), (Ages{none, none, none, none}));
}

TEST(ReclaimedAge, OfTheFirstYearIsUnknown) {
  EXPECT_EQ(ages({10, 10, 10, 10}), (Ages{none, none, none, none}));
  EXPECT_EQ(ages({10, 8, 10, 10}), (Ages{none, none, 0, 4}));
}

TEST(ReclaimedAge, AYearWithoutAClassTellsNothing) {
  EXPECT_EQ(ages({8, 10, 0, 10}), (Ages{none, 0, none, 10}));
  EXPECT_EQ(ages({10, 0, 10, 10}), (Ages{none, none, none, none}))
      << "reclaimed before the first year, still";
  EXPECT_EQ(ages({0, 10, 10, 10}), (Ages{none, none, none, none})) << "as if the second year were the first";
  EXPECT_EQ(ages({0, 8, 10, 10}), (Ages{none, none, 0, 4}));
  EXPECT_EQ(ages({8, 0, 10, 10}), (Ages{none, none, 0, 4}));
}

}  // namespace
}  // namespace minenpp::survey
