#include "mpi/packed_integers.h"

#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::mpi {
namespace {

using Integers = std::vector<std::int64_t>;

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

TEST(PackedIntegers, ComeBack) {
  for (const auto& integers : {Integers{}, Integers{0}, Integers{5}, Integers{-1, 0, 0, 1}, Integers(1000, 0),
                               Integers{0, 0, 0, 0, 7, 0, 0, -8, 0, 0, 0, 9, 0, 0, 0, 0},
                               Integers{63, 64, -64, -65, 8191, 8192, most, least, most - 1, least + 1}})
    EXPECT_EQ(unpack(pack(integers)), integers);
}

TEST(PackedIntegers, OfAnySizeAndAnyGapsComeBack) {
  std::mt19937_64 random(3);
  Integers integers;
  for (int i = 0; i < 5000; ++i) {
    integers.insert(integers.end(), random() % 6, 0);
    integers.push_back(static_cast<std::int64_t>(random()) >> (random() % 64));
  }
  EXPECT_EQ(unpack(pack(integers)), integers);
}

TEST(PackedIntegers, OnlyThoseThatAreNotZeroAreMet) {
  const auto packed = pack(Integers{0, 0, 0, 4, 0, -5, 0, 0, 0, 0});
  PackedReader reader(packed);
  EXPECT_EQ(reader.size(), 10U);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.index(), 3U);
  EXPECT_EQ(reader.value(), 4);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.index(), 5U);
  EXPECT_EQ(reader.value(), -5);
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.next());
}

TEST(PackedIntegers, ZerosTakeNoRoom) {
  Integers integers(1'000'000, 0);
  EXPECT_LE(pack(integers).size(), 3U);
  integers[500'000] = 1;
  EXPECT_LE(pack(integers).size(), 8U);
  for (std::size_t i = 0; i < 30; ++i) integers[i] = 60;
  EXPECT_LE(pack(integers).size(), 40U);
}

TEST(PackedIntegers, WhatIsDamagedIsRefused) {
  const auto packed = pack(Integers{0, 0, 0, 1, most, 0, 0, 0, 2});
  for (std::size_t length = 0; length < packed.size(); ++length) {
    // What ends after a turn is whole; nothing else is.
    const auto begin = std::span(packed).first(length);
    if (length == 1 || length == 14) continue;
    EXPECT_THROW((void)unpack(begin), model::Error) << length;
  }
  auto longer = packed;
  longer.insert(longer.end(), {std::byte{9}, std::byte{1}, std::byte{2}});
  EXPECT_THROW((void)unpack(longer), model::Error);
  EXPECT_THROW((void)unpack(std::vector<std::byte>(12, std::byte{255})), model::Error);
}

}  // namespace
}  // namespace minenpp::mpi
