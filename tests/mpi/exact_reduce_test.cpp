#include "mpi/exact_reduce.h"

#include "world.h"
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::mpi {
namespace {

using model::ExactAreaSum;
using model::ExactSum;
using model::Int128;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> pixels() {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> npp(-1, 900);
  std::vector<double> values(10007);
  for (auto& value : values) value = npp(random);
  return values;
}

bool is_mine(std::size_t pixel, std::size_t deal) {
  return static_cast<int>(pixel / deal) % world().size() == world().rank();
}

TEST(ExactReduce, EqualsTheSerialSumForAnyDeal) {
  const auto values = pixels();
  ExactSum serial;
  ExactAreaSum serial_area;
  for (const double value : values) {
    serial.add(value);
    serial_area.add(value, ExactSum::fixed(900 + value));
  }
  for (const std::size_t deal : {1u, 7u, 1000u, 20000u}) {
    std::vector<ExactSum> sums(3);
    std::vector<ExactAreaSum> area_sums(1);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (is_mine(i, deal)) {
        sums[0].add(values[i]);
        sums[2].add(-values[i]);
        area_sums[0].add(values[i], ExactSum::fixed(900 + values[i]));
      }
    all_reduce_sum(world(), std::span(sums));
    all_reduce_sum(world(), std::span(area_sums));
    EXPECT_EQ(sums[0], serial);
    EXPECT_EQ(sums[0].value(), serial.value());
    EXPECT_EQ(sums[1], ExactSum());
    EXPECT_TRUE(sums[2].raw() == -serial.raw());
    EXPECT_EQ(area_sums[0], serial_area);
  }
}

TEST(ExactReduce, LargeSumsOfBothSigns) {
  std::vector<ExactSum> sums(2);
  const Int128 large = (Int128{1} << 120) - 12345;
  sums[0].add_raw(large);
  sums[1].add_raw(world().rank() == 0 ? large : -1);
  all_reduce_sum(world(), std::span(sums));
  EXPECT_TRUE(sums[0].raw() == large * world().size());
  EXPECT_TRUE(sums[1].raw() == large - (world().size() - 1));
}

TEST(ExactReduce, ATotalOutOfRangeIsAnErrorOnEveryRank) {
  if (world().size() < 2) GTEST_SKIP() << "needs two ranks";
  std::vector<ExactSum> sums(1);
  sums[0].add_raw((Int128{1} << 126) + ((Int128{1} << 126) - 1));
  EXPECT_THROW(all_reduce_sum(world(), std::span(sums)), model::Error);
}

TEST(ExactReduce, NoSumsAreFine) {
  std::vector<ExactSum> none;
  EXPECT_NO_THROW(all_reduce_sum(world(), std::span(none)));
}

TEST(ExactReduce, MaxOverRanks) {
  const double rank = world().rank(), size = world().size();
  EXPECT_EQ(all_reduce_max(world(), rank - 0.5), size - 1.5);
  EXPECT_EQ(all_reduce_max(world(), -1 - rank), -1);
  EXPECT_EQ(all_reduce_max(world(), 1e-300 * rank), 1e-300 * (size - 1));
  EXPECT_EQ(all_reduce_max(world(), -std::numeric_limits<double>::infinity()),
            -std::numeric_limits<double>::infinity());
  EXPECT_EQ(all_reduce_max(world(), std::numeric_limits<double>::infinity()),
            std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(all_reduce_max(world(), world().is_root() ? nan : 1e300)));
  EXPECT_TRUE(std::isnan(all_reduce_max(world(), world().is_root() ? -nan : 1e300)));
}

}  // namespace
}  // namespace minenpp::mpi
