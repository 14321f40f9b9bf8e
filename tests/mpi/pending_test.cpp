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
    const auto got = pending.wait();
    ASSERT_EQ(got.size(), comm.is_root() ? 3 : 0);
    for (std::size_t part = 0; part < got.size(); ++part) {
      ASSERT_EQ(got[part].size(), static_cast<std::size_t>(comm.size()));
      for (std::size_t rank = 0; rank < got[part].size(); ++rank)
        EXPECT_EQ(got[part][rank], part_of(static_cast<int>(rank), static_cast<int>(part), turn))
            << rank << " part " << part;
    }
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
  none.poke();
  EXPECT_TRUE(none.wait().empty());
  PendingGather empty(world(), {{}});
  const auto got = empty.wait();
  ASSERT_EQ(got.size(), world().is_root() ? 1 : 0);
  for (const auto& part : got) {
    EXPECT_EQ(part.size(), static_cast<std::size_t>(world().size()));
    for (const auto& bytes : part) EXPECT_TRUE(bytes.empty());
  }
}

// The root receives while it does something else.
TEST(PendingGather, ArrivesByPoking) {
  const auto& comm = world();
  PendingGather pending(comm, {std::vector<std::byte>(1 << 20, std::byte{7})});
  PendingGather moved(std::move(pending));
  for (int turn = 0; turn < 1000; ++turn) moved.poke();
  const auto got = moved.wait();
  for (const auto& part : got)
    for (const auto& bytes : part) EXPECT_EQ(bytes, std::vector<std::byte>(1 << 20, std::byte{7}));
}

TEST(Pending, IsNotBegunInsideAgree) {
  EXPECT_THROW(agree(world(), [] { PendingReduction pending(world(), 0, Reduction::max); }), model::Error);
  EXPECT_THROW(agree(world(), [] { PendingGather pending(world(), {{}}); }), model::Error);
}

}  // namespace
}  // namespace minenpp::mpi
