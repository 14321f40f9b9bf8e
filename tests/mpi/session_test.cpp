#include "mpi/session.h"

#include "world.h"

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::mpi {
namespace {

TEST(Session, IsOneInAProcess) {
  EXPECT_THROW(Session(), model::Error);
  EXPECT_GE(world().size(), 1);
}

TEST(Session, WorldKnowsItsRanks) {
  EXPECT_GE(world().rank(), 0);
  EXPECT_LT(world().rank(), world().size());
  EXPECT_EQ(world().is_root(), world().rank() == 0);
  EXPECT_EQ(test_session().closing().size(), world().size());
}

TEST(Session, RanksThatEndTogetherNoticeIt) {
  EXPECT_TRUE(test_session().everyone_ends(std::chrono::seconds(60)));
  EXPECT_TRUE(test_session().everyone_ends(std::chrono::seconds(60)));
}

}  // namespace
}  // namespace minenpp::mpi
