#include "survey/statistics/integer_lists.h"

#include <cstddef>

#include <gtest/gtest.h>

#include "model/error.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {
namespace {

using Integers = std::vector<std::int64_t>;

Integers copy(std::span<const std::int64_t> list) {
  return {list.begin(), list.end()};
}

TEST(IntegerLists, ComeApartAsTheyWerePut) {
  IntegerLists lists;
  lists.put(Integers{1, -2});
  lists.put({});
  lists.put(Integers{7});
  const auto joined = lists.take_all();
  IntegerListReader reader(joined);
  EXPECT_EQ(copy(reader.next()), (Integers{1, -2}));
  EXPECT_EQ(copy(reader.next()), Integers());
  EXPECT_THROW(reader.expect_end(), model::Error);
  EXPECT_EQ(copy(reader.next()), Integers{7});
  EXPECT_NO_THROW(reader.expect_end());
  EXPECT_THROW((void)reader.next(), model::Error);
}

TEST(IntegerLists, AListThatIsLongerThanWhatIsThereIsRefused) {
  const Integers joined{3, 1, 2};
  EXPECT_THROW((void)IntegerListReader(joined).next(), model::Error);
  const Integers negative{-1, 1};
  EXPECT_THROW((void)IntegerListReader(negative).next(), model::Error);
}

TEST(PackedLists, ComeApartAsTheyWerePut) {
  PackedLists lists;
  Integers large(1000, 0);
  large[17] = -5;
  large[999] = std::int64_t{1} << 62;
  lists.put(large);
  lists.put({});
  lists.put(Integers{7});
  const auto joined = lists.take_all();
  EXPECT_LT(joined.size(), 64U);
  PackedListReader reader(joined);
  EXPECT_EQ(reader.next(), large);
  EXPECT_EQ(reader.next(), Integers());
  EXPECT_THROW(reader.expect_end(), model::Error);
  EXPECT_EQ(reader.next(), Integers{7});
  EXPECT_NO_THROW(reader.expect_end());
  EXPECT_THROW((void)reader.next(), model::Error);
}

TEST(PackedLists, AreRefusedWhereTheyEndTooEarly) {
  PackedLists lists;
  lists.put(Integers{1, 2, 3});
  const auto joined = lists.take_all();
  for (std::size_t kept = 0; kept < joined.size(); ++kept)
    EXPECT_THROW((void)PackedListReader(std::span(joined).first(kept)).next(), model::Error) << kept;
}

TEST(IntegerParts, ComeInTheLengthsAskedFor) {
  const Integers row{4, 5, 6};
  IntegerParts parts(row);
  EXPECT_EQ(copy(parts.next(2)), (Integers{4, 5}));
  EXPECT_EQ(copy(parts.next(0)), Integers());
  EXPECT_THROW((void)parts.next(2), model::Error);
  EXPECT_EQ(copy(parts.next(1)), Integers{6});
  EXPECT_THROW((void)parts.next(1), model::Error);
}

TEST(SumIntegers, AddWhatTheLimbsStandFor) {
  std::vector<model::ExactSum> sums(2), more(2);
  sums[0].add(1.5);
  more[0].add(-2.25);
  more[1].add(1e12);
  add_limbs(limbs_of(more), sums);
  EXPECT_EQ(sums[0].value(), -0.75);
  EXPECT_EQ(sums[1].value(), 1e12);
  EXPECT_THROW(add_limbs(Integers{1, 2, 3}, sums), model::Error);
  Integers counts{1, 2};
  add_each(Integers{10, 20}, counts);
  EXPECT_EQ(counts, (Integers{11, 22}));
  EXPECT_THROW(add_each(Integers{1}, counts), model::Error);
}

}  // namespace
}  // namespace minenpp::survey
