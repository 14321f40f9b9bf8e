#include "model/stats/run_sums.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/stats/exact_sum.h"

namespace minenpp::model {
namespace {

TEST(RunSums, RunsOfAnyLengthAddUpAsValueByValue) {
  std::mt19937 random(3);
  std::vector<ValueRun> runs;
  std::uint32_t reach = 0;
  for (const std::uint32_t count : {1, 2, 3, 7, 8, 9, 15, 16, 17, 64, 100, 1, 0}) {
    runs.push_back({reach, count, static_cast<std::uint32_t>(random() % 3)});
    reach += count + 1;  // values between runs belong to none
  }
  std::vector<std::int64_t> values(reach), squares(reach);
  for (std::size_t i = 0; i < reach; ++i) {
    values[i] = random() % 4 == 0 ? no_fixed : static_cast<std::int64_t>(random()) - (1LL << 31);
    squares[i] = static_cast<std::int64_t>(random());
  }
  std::vector<RunSums> sums(3, {5, 6, 7}), expected = sums;
  for (const auto& run : runs)
    for (auto i = run.first; i < run.first + run.count; ++i)
      if (values[i] != no_fixed) {
        ++expected[run.sums].count;
        expected[run.sums].values += values[i];
        expected[run.sums].squares += squares[i];
      }
  add_runs(runs, values, squares, sums);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    EXPECT_EQ(sums[i].count, expected[i].count);
    EXPECT_EQ(sums[i].values, expected[i].values);
    EXPECT_EQ(sums[i].squares, expected[i].squares);
  }
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
