#include "mpi/communicator.h"

#include "world.h"
#include <array>
#include <numeric>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mpi.h>

#include "model/error.h"
#include "mpi/communicator_impl.h"

namespace minenpp::mpi {
namespace {

using testing::HasSubstr;

/// Message from one rank to another: its length and bytes follow from the pair.
std::vector<std::byte> letter(int from, int to) {
  std::vector<std::byte> bytes(static_cast<std::size_t>((from * 7 + to * 3) % 23));
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::byte>(from * 31 + to * 17 + static_cast<int>(i));
  return bytes;
}

/// The parameter is the longest piece of one MPI call: 3 cuts every message.
class CommunicatorPieces : public testing::TestWithParam<std::int64_t> {
 protected:
  Communicator comm = world().duplicate(GetParam());
  int rank = comm.rank();
  int size = comm.size();
};

INSTANTIATE_TEST_SUITE_P(WholeAndCut, CommunicatorPieces, testing::Values(std::int64_t{1} << 30, 3, 1));

TEST_P(CommunicatorPieces, BroadcastFromEveryRoot) {
  for (int root = 0; root < size; ++root) {
    std::array<std::int64_t, 5> values{};
    if (rank == root) std::iota(values.begin(), values.end(), root * 100);
    comm.broadcast(std::span<std::int64_t>(values), root);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(values[static_cast<std::size_t>(i)], root * 100 + i);

    std::string text = rank == root ? "station table of rank " + std::to_string(root) : "something else";
    comm.broadcast(text, root);
    EXPECT_EQ(text, "station table of rank " + std::to_string(root));
  }
}

TEST_P(CommunicatorPieces, BroadcastOfNothingAndOfDoubles) {
  std::string text = comm.is_root() ? "" : "old";
  comm.broadcast(text);
  EXPECT_EQ(text, "");
  std::array<double, 2> values{rank == 0 ? 0.1 : 0, rank == 0 ? -2.5 : 0};
  comm.broadcast(std::span<double>(values));
  EXPECT_EQ(values[0], 0.1);
  EXPECT_EQ(values[1], -2.5);
}

TEST_P(CommunicatorPieces, ReducesSumMinMax) {
  const std::int64_t n = size;
  std::array<std::int64_t, 4> values{rank, -rank, 1, std::int64_t{1} << 40};
  auto sum = values, min = values, max = values;
  comm.all_reduce(sum, Reduction::sum);
  comm.all_reduce(min, Reduction::min);
  comm.all_reduce(max, Reduction::max);
  EXPECT_EQ(sum, (std::array<std::int64_t, 4>{n * (n - 1) / 2, -n * (n - 1) / 2, n, n << 40}));
  EXPECT_EQ(min[1], -(n - 1));
  EXPECT_EQ(max[0], n - 1);
  EXPECT_EQ(comm.all_reduce(rank + 1, Reduction::max), n);
  comm.all_reduce(std::span<std::int64_t>(), Reduction::sum);
}

TEST_P(CommunicatorPieces, GathersTextsByRank) {
  const auto text_of = [](int r) {
    return std::string(static_cast<std::size_t>(r), 'x') + std::to_string(r % 2 ? r : 0);
  };
  const auto texts = comm.gather(rank % 3 == 2 ? "" : text_of(rank));
  ASSERT_EQ(texts.size(), comm.is_root() ? static_cast<std::size_t>(size) : 0);
  for (int r = 0; r < std::ssize(texts); ++r)
    EXPECT_EQ(texts[static_cast<std::size_t>(r)], r % 3 == 2 ? "" : text_of(r));
  const auto everywhere = comm.all_gather(text_of(rank));
  ASSERT_EQ(std::ssize(everywhere), size);
  for (int r = 0; r < size; ++r) EXPECT_EQ(everywhere[static_cast<std::size_t>(r)], text_of(r));
}

TEST_P(CommunicatorPieces, GathersBytesByRank) {
  const auto gathered = comm.gather(letter(rank, 0));
  ASSERT_EQ(std::ssize(gathered), comm.is_root() ? size : 0);
  for (int r = 0; r < std::ssize(gathered); ++r)
    EXPECT_EQ(gathered[static_cast<std::size_t>(r)], letter(r, 0));
}

TEST_P(CommunicatorPieces, GathersNothing) {
  for (const auto& bytes : comm.gather(std::vector<std::byte>())) EXPECT_TRUE(bytes.empty());
}

TEST_P(CommunicatorPieces, GathersValuesOfDifferentLengths) {
  const std::vector<std::int64_t> own(static_cast<std::size_t>((rank * 2) % 5), rank);
  std::vector<std::int64_t> expected;
  for (int r = 0; r < size; ++r) expected.insert(expected.end(), static_cast<std::size_t>((r * 2) % 5), r);
  EXPECT_EQ(comm.all_gather(own), expected);
}

TEST_P(CommunicatorPieces, ExchangesAllWithAll) {
  std::vector<Message> messages;
  for (int to = size - 1; to >= 0; --to) messages.push_back({to, letter(rank, to)});
  const auto received = comm.exchange(std::move(messages));
  ASSERT_EQ(std::ssize(received), size);
  for (int from = 0; from < size; ++from) {
    EXPECT_EQ(received[static_cast<std::size_t>(from)].rank, from);
    EXPECT_EQ(received[static_cast<std::size_t>(from)].bytes, letter(from, rank));
  }
}

TEST_P(CommunicatorPieces, ExchangesSparsely) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    std::vector<Message> sent, expected;
    for (int from = 0; from < size; ++from)
      for (int to = 0; to < size; ++to) {
        if (random() % 3 != 0) continue;
        if (from == rank) sent.push_back({to, letter(from, to)});
        if (to == rank) expected.push_back({from, letter(from, to)});
      }
    EXPECT_EQ(comm.exchange(std::move(sent)), expected);
  }
}

TEST_P(CommunicatorPieces, SplitsByColour) {
  const auto half = comm.split(rank % 2);
  EXPECT_EQ(half.size(), (size + 1 - rank % 2) / 2);
  EXPECT_EQ(half.rank(), rank / 2);
  EXPECT_EQ(half.all_reduce(1, Reduction::sum), half.size());
}

TEST(Communicator, MegabytesBothWaysDoNotLock) {
  const auto next = (world().rank() + 1) % world().size();
  std::vector<Message> messages;
  messages.push_back({next, std::vector<std::byte>(8'000'000, static_cast<std::byte>(world().rank()))});
  const auto received = world().exchange(std::move(messages));
  ASSERT_EQ(received.size(), 1u);
  EXPECT_EQ(received[0].bytes, std::vector<std::byte>(8'000'000, static_cast<std::byte>(received[0].rank)));
}

TEST(Communicator, RefusesMessagesItCannotDeliver) {
  std::vector<Message> nowhere(1), twice(2);
  nowhere[0].rank = world().size();
  EXPECT_THROW((void)world().exchange(std::move(nowhere)), model::Error);
  EXPECT_THROW((void)world().exchange(std::move(twice)), model::Error);
  EXPECT_THROW((void)world().duplicate(0), model::Error);
  EXPECT_THROW((void)world().split(-1), model::Error);
}

TEST(Communicator, MpiFailuresBecomeErrors) {
  std::int64_t value = 0;
  try {
    world().broadcast(std::span(&value, 1), world().size());
    FAIL() << "a broadcast from a rank that is not there passed";
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::system);
    EXPECT_THAT(error.what(), HasSubstr("MPI_Bcast failed: MPI_ERR_ROOT"));
  }
}

TEST(Communicator, CountsPastThirtyTwoBitsAreCut) {
  std::int64_t next = 0;
  int pieces = 0;
  const std::int64_t total = (std::int64_t{1} << 33) + 7;
  in_pieces(total, std::int64_t{1} << 30, [&](std::int64_t begin, int count) {
    EXPECT_EQ(begin, next);
    EXPECT_GT(count, 0);
    next += count;
    ++pieces;
  });
  EXPECT_EQ(next, total);
  EXPECT_EQ(pieces, 9);
}

TEST(Communicator, HoldsAllRanksOfTheProgram) {
  int same = MPI_UNEQUAL;
  ASSERT_EQ(MPI_Comm_compare(world().impl().handle, MPI_COMM_WORLD, &same), MPI_SUCCESS);
  EXPECT_EQ(same, MPI_CONGRUENT);
}

TEST(Communicator, BarrierReturns) {
  EXPECT_NO_THROW(world().barrier());
}

}  // namespace
}  // namespace minenpp::mpi
