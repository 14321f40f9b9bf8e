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

  /// Slices of at most so many bytes of other ranks.
  void expect_turn(PendingGather& pending, int turn, std::int64_t slice_bytes) {
    std::size_t next_rank = 0;
    for (auto slice = pending.next(); !slice.empty(); slice = pending.next()) {
      ASSERT_EQ(slice.size(), 3u);
      const auto ranks = slice.front().size();
      std::int64_t bytes = 0;
      for (std::size_t part = 0; part < slice.size(); ++part) {
        ASSERT_EQ(slice[part].size(), ranks);
        for (std::size_t i = 0; i < ranks; ++i) {
          const auto rank = static_cast<int>(next_rank + i);
          EXPECT_EQ(slice[part][i], part_of(rank, static_cast<int>(part), turn)) << rank << " part " << part;
          if (rank > 0) bytes += std::ssize(slice[part][i]);
        }
      }
      EXPECT_TRUE(bytes <= slice_bytes || ranks == 1) << bytes << " bytes of " << ranks << " ranks";
      next_rank += ranks;
    }
    EXPECT_EQ(next_rank, comm.is_root() ? static_cast<std::size_t>(comm.size()) : 0);
  }
};

INSTANTIATE_TEST_SUITE_P(WholeAndCut, PendingPieces, testing::Values(std::int64_t{1} << 30, 64));

TEST_P(PendingPieces, PartsArriveWholeByRankInSlices) {
  for (const std::int64_t slice_bytes : {1 << 20, 0, 2500}) {
    PendingGather pending(comm, parts_of(comm.rank(), 0), slice_bytes);
    expect_turn(pending, 0, slice_bytes);
  }
}

TEST_P(PendingPieces, SeveralUnderWayKeepTheirOrder) {
  PendingGather first(comm, parts_of(comm.rank(), 1), 1 << 20);
  PendingReduction between(comm, comm.rank(), Reduction::max);
  PendingGather second(comm, parts_of(comm.rank(), 2), 1500);
  // A blocking call of the same communicator in between.
  EXPECT_EQ(comm.all_reduce(1, Reduction::sum), comm.size());
  first.poke();
  expect_turn(first, 1, 1 << 20);
  second.poke();
  EXPECT_EQ(between.wait(), comm.size() - 1);
  expect_turn(second, 2, 1500);
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
  PendingGather none(world(), {}, 100);
  none.poke();
  EXPECT_TRUE(none.next().empty());
  PendingGather empty(world(), {{}}, 0);
  std::size_t ranks = 0;
  for (auto slice = empty.next(); !slice.empty(); slice = empty.next()) {
    ASSERT_EQ(slice.size(), 1u);
    ranks += slice.front().size();
    for (const auto& bytes : slice.front()) EXPECT_TRUE(bytes.empty());
  }
  EXPECT_EQ(ranks, world().is_root() ? static_cast<std::size_t>(world().size()) : 0);
}

// The root receives while it does something else.
TEST(PendingGather, ArrivesByPoking) {
  const std::vector<std::byte> sent(1 << 20, std::byte{7});
  PendingGather pending(world(), {sent}, 1 << 20);
  PendingGather moved(std::move(pending));
  for (int turn = 0; turn < 1000; ++turn) moved.poke();
  std::size_t ranks = 0;
  for (auto slice = moved.next(); !slice.empty(); slice = moved.next())
    for (const auto& bytes : slice.front()) {
      EXPECT_EQ(bytes, sent);
      ++ranks;
    }
  EXPECT_EQ(ranks, world().is_root() ? static_cast<std::size_t>(world().size()) : 0);
}

TEST(Pending, IsNotBegunInsideAgree) {
  EXPECT_THROW(agree(world(), [] { PendingReduction pending(world(), 0, Reduction::max); }), model::Error);
  EXPECT_THROW(agree(world(), [] { PendingGather pending(world(), {{}}, 0); }), model::Error);
}

}  // namespace
}  // namespace minenpp::mpi
