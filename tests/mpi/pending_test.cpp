#include "mpi/pending.h"

#include "world.h"
#include <cstdint>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"
#include "mpi/collective_error.h"

namespace minenpp::mpi {
namespace {

/// Part `part` of a rank's in turn `turn`: length and bytes follow from the three; some are empty.
std::vector<std::byte> part_of(int rank, int part, int turn) {
  std::vector<std::byte> bytes(static_cast<std::size_t>((rank * 5 + part * 3 + turn * 7) % 11 * 100));
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::byte>(rank * 31 + part * 17 + turn * 13 + static_cast<int>(i));
  return bytes;
}

std::vector<std::vector<std::byte>> parts_of(int rank, int turn) {
  return {part_of(rank, 0, turn), part_of(rank, 1, turn), part_of(rank, 2, turn)};
}

class PendingPieces : public testing::TestWithParam<std::int64_t> {
 protected:
  Communicator comm = world().duplicate(GetParam());

  void expect_turn(PendingGather& pending, int turn) {
    for (int part = 0; part < 3; ++part) {
      const auto got = pending.next();
      ASSERT_EQ(got.size(), comm.is_root() ? static_cast<std::size_t>(comm.size()) : 0);
      for (std::size_t rank = 0; rank < got.size(); ++rank)
        EXPECT_EQ(got[rank], part_of(static_cast<int>(rank), part, turn)) << rank << " part " << part;
    }
    pending.finish();
  }
};

INSTANTIATE_TEST_SUITE_P(WholeAndCut, PendingPieces, testing::Values(std::int64_t{1} << 30, 64));

TEST_P(PendingPieces, PartsArriveWholeByRank) {
  PendingGather pending(comm, parts_of(comm.rank(), 0));
  expect_turn(pending, 0);
}

TEST_P(PendingPieces, SeveralUnderWayKeepTheirOrder) {
  PendingGather first(comm, parts_of(comm.rank(), 1));
  PendingReduction between(comm, comm.rank(), Reduction::max);
  PendingGather second(comm, parts_of(comm.rank(), 2));
  // A blocking call of the same communicator in between.
  EXPECT_EQ(comm.all_reduce(1, Reduction::sum), comm.size());
  first.poke();
  second.poke();
  expect_turn(first, 1);
  EXPECT_EQ(between.wait(), comm.size() - 1);
  expect_turn(second, 2);
}

TEST(PendingReduction, GivesEveryRankTheResult) {
  const auto& comm = world();
  PendingReduction most(comm, 10 + comm.rank(), Reduction::max);
  PendingReduction sum(comm, std::int64_t{1} << 40, Reduction::sum);
  PendingReduction least(comm, -comm.rank(), Reduction::min);
  agree(comm, [&] { most.poke(); });
  EXPECT_EQ(least.wait(), 1 - comm.size());
  EXPECT_EQ(most.wait(), 9 + comm.size());
  EXPECT_EQ(sum.wait(), static_cast<std::int64_t>(comm.size()) << 40);
}

TEST(PendingGather, HasAsManyPartsAsWereGiven) {
  PendingGather none(world(), {});
  if (world().is_root()) {
    EXPECT_THROW((void)none.next(), model::Error);
  }
  none.finish();
  PendingGather empty(world(), {{}});
  const auto got = empty.next();
  EXPECT_EQ(got.size(), world().is_root() ? static_cast<std::size_t>(world().size()) : 0);
  for (const auto& bytes : got) EXPECT_TRUE(bytes.empty());
  empty.finish();
}

TEST(Pending, IsNotBegunInsideAgree) {
  EXPECT_THROW(agree(world(), [] { PendingReduction pending(world(), 0, Reduction::max); }), model::Error);
  EXPECT_THROW(agree(world(), [] { PendingGather pending(world(), {{}}); }), model::Error);
}

}  // namespace
}  // namespace minenpp::mpi
