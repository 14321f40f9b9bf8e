#include "model/stats/ledger.h"

#include <cmath>

#include <gtest/gtest.h>

namespace minenpp::model {
namespace {

TEST(Ledger, LandWithDataStandsForTheRest) {
  EXPECT_EQ(stands_for(900, 900), 1);
  EXPECT_EQ(stands_for(0, 0), 1);
  EXPECT_DOUBLE_EQ(stands_for(900, 1200), 4. / 3);
  EXPECT_DOUBLE_EQ(stands_for(900, 1800), 2);
}

TEST(Ledger, LessThanHalfStandsForNothing) {
  EXPECT_TRUE(std::isnan(stands_for(899, 1800)));
  EXPECT_TRUE(std::isnan(stands_for(0, 900)));
  EXPECT_TRUE(std::isnan(stands_for(0, std::nan(""))));
}

}  // namespace
}  // namespace minenpp::model
