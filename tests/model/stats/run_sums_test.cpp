#include "model/stats/run_sums.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/stats/exact_sum.h"

namespace minenpp::model {
namespace {

/// Runs of many lengths, and two columns of values with gaps.
struct RandomRuns {
  std::vector<ValueRun> runs;
  std::vector<std::int64_t> values, others;

  RandomRuns() {
    std::mt19937 random(3);
    std::uint32_t reach = 0;
    for (const std::uint32_t count : {1, 2, 3, 7, 8, 9, 15, 16, 17, 64, 100, 1, 0}) {
      runs.push_back({reach, count, static_cast<std::uint32_t>(random() % 3)});
      reach += count + 1;  // values between runs belong to none
    }
    const auto draw = [&] {
      return random() % 4 == 0 ? no_fixed : static_cast<std::int64_t>(random()) - (1LL << 31);
    };
    for (std::uint32_t i = 0; i < reach; ++i) {
      values.push_back(draw());
      others.push_back(draw());
    }
  }

  /// add(i, sums) for each value of each run.
  template <typename Add>
  void for_each(std::vector<RunSums>& sums, const Add& add) const {
    for (const auto& run : runs)
      for (auto i = run.first; i < run.first + run.count; ++i) add(i, sums[run.sums]);
  }
};

void expect_equal(const std::vector<RunSums>& sums, const std::vector<RunSums>& expected) {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    EXPECT_EQ(sums[i].count, expected[i].count);
    EXPECT_EQ(sums[i].values, expected[i].values);
    EXPECT_EQ(sums[i].squares, expected[i].squares);
  }
}

TEST(RunSums, RunsOfAnyLengthAddUpAsValueByValue) {
  const RandomRuns random;
  std::vector<RunSums> sums(3, {5, 6, 7}), expected = sums;
  auto squares = random.others;
  std::ranges::replace(squares, no_fixed, 1);
  random.for_each(expected, [&](std::size_t i, RunSums& sum) {
    if (random.values[i] == no_fixed) return;
    ++sum.count;
    sum.values += random.values[i];
    sum.squares += squares[i];
  });
  add_runs(random.runs, random.values, squares, sums);
  expect_equal(sums, expected);
}

TEST(RunSums, DifferencesNeedBothValues) {
  const RandomRuns random;
  std::vector<RunSums> sums(3, {5, 6, 7}), expected = sums;
  random.for_each(expected, [&](std::size_t i, RunSums& sum) {
    if (random.values[i] == no_fixed || random.others[i] == no_fixed) return;
    ++sum.count;
    sum.values += random.others[i] - random.values[i];
  });
  add_differences(random.runs, random.values, random.others, sums);
  expect_equal(sums, expected);
}

TEST(RunSums, WithoutAValueNothingIsAdded) {
  const std::vector<std::int64_t> none(20, no_fixed), squares(20, 9);
  std::vector<RunSums> sums(1);
  add_runs(std::vector<ValueRun>{{0, 20, 0}}, none, squares, sums);
  EXPECT_EQ(sums[0].count, 0);
  EXPECT_EQ(sums[0].values, 0);
  EXPECT_EQ(sums[0].squares, 0);
}

}  // namespace
}  // namespace minenpp::model
