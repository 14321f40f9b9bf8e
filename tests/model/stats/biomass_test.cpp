#include "model/stats/biomass.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/stats/ledger.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

TEST(Biomass, MeetsTheReference) {
  EXPECT_GOLDEN("Q3", herb_npp(160, root_shoot_dry_grass));
}

TEST(Biomass, OfTreesIsTheIncrementAndTheLitter) {
  EXPECT_DOUBLE_EQ(tree_npp(8000, 9000, 5, 60), 1000 * 0.45 / 5 + 60);
  EXPECT_DOUBLE_EQ(tree_npp(9000, 8000, 5, 0, 0.5), -100);
  EXPECT_DOUBLE_EQ(monthly_npp(150), 30);
  EXPECT_DOUBLE_EQ(monthly_npp(150, 6), 25);
}

TEST(Biomass, PassesNoDataOnAndRefusesWhatCannotBe) {
  const double nan = std::nan("");
  EXPECT_TRUE(std::isnan(herb_npp(nan, 1)));
  EXPECT_TRUE(std::isnan(herb_npp(1, nan)));
  EXPECT_TRUE(std::isnan(tree_npp(1, 2, nan, 0)));
  EXPECT_THROW((void)herb_npp(-1, 1), Error);
  EXPECT_THROW((void)herb_npp(1, -0.1), Error);
  EXPECT_THROW((void)herb_npp(1, 1, 1.2), Error);
  EXPECT_THROW((void)tree_npp(1, 2, 0, 0), Error);
  EXPECT_THROW((void)tree_npp(1, 2, 1, -1), Error);
  EXPECT_THROW((void)monthly_npp(1, 0), Error);
}

TEST(Ledger, MeetsTheReference) {
  EXPECT_GOLDEN("Q2", carbon_tonnes((38.99 - 39.54) * 50980.49 * 1e4));
  EXPECT_GOLDEN("Q4", mining_effect(-7.34, -2.10));
  EXPECT_DOUBLE_EQ(carbon_tonnes(2.5e6), 2.5);
}

}  // namespace
}  // namespace minenpp::model
